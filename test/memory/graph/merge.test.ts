import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type EntityType, entityTypes } from '../../../src/memory/graph/entity.ts';
import { meaningOf, type Spelling } from '../../../src/memory/graph/merge.ts';
import { nameKey } from '../../../src/memory/graph/names.ts';

/** Groups of spellings that are one, file by file: each file is a list of names of one type. */
function groups(type: EntityType, files: readonly (readonly string[])[]): string[][] {
  const spellings = files.flatMap((names, file) => names.map((name): Spelling => ({ file, type, name })));
  const meaning = meaningOf(spellings);
  const found = new Map<string, Set<string>>();
  for (const spelling of spellings) {
    const key = meaning(spelling);
    found.set(key, (found.get(key) ?? new Set()).add(`${spelling.name}/${spelling.file}`));
  }
  return [...found.values()].map((group) => [...group].sort()).sort();
}

/** Whether two names are one when each stands in a file of its own. */
const isOne = (type: EntityType, one: string, other: string) => groups(type, [[one], [other]]).length === 1;

describe('two spellings are one entity', () => {
  const same: readonly (readonly [EntityType, string, string])[] = [
    ['person', 'Anna Weber', 'anna  weber'],
    ['person', 'Dr. Anna Weber', 'Anna Weber'],
    ['person', 'Prof. Dr. Anna Weber', 'ANNA WEBER'],
    ['person', 'Frau Anna Weber', 'Anna Weber, PhD'],
    ['person', 'Anna Weber Ph.D.', 'Anna Weber'],
    ['person', 'José Núñez', 'Jose Nunez'],
    ['person', 'Jose\u0301 Nu\u0301ñez', 'José Núñez'],
    ['person', 'Søren Ærø', 'Soren Aero'],
    ['person', 'J.R.R. Tolkien', 'J. R. R. Tolkien'],
    ['person', "Siobhan O'Neill", 'Siobhán O’Neill'],
    ['person', 'Weber, Anna', 'Anna Weber'],
    ['organisation', 'ACME Corp.', 'ACME Corporation'],
    ['organisation', 'Acme Corp', 'The ACME Corp.'],
    ['organisation', 'Acme', 'Acme GmbH'],
    ['organisation', 'Roofers & Co.', 'Roofers and Co'],
    ['organisation', 'Enel S.p.A.', 'Enel SpA'],
    ['place', 'Zürich', 'ZURICH'],
    ['place', 'U.S.A.', 'USA'],
    ['project', 'Project Blue Heron', 'blue-heron'],
    ['topic', 'home-repair', 'Home Repair'],
  ];
  for (const [type, one, other] of same) {
    it(`${type}: ${one} = ${other}`, () => assert.ok(isOne(type, one, other)));
  }
});

describe('two spellings are two entities', () => {
  const different: readonly (readonly [EntityType, string, string])[] = [
    ['person', 'Weber', 'Anna Weber'],
    ['person', 'A. Weber', 'Anna Weber'],
    ['person', 'Anna', 'Anna Weber'],
    ['person', 'Mr Weber', 'Mrs Weber'],
    ['person', 'Mr Weber', 'Weber'],
    ['person', 'John Ford Jr.', 'John Ford Sr.'],
    ['person', 'John Ford Jr.', 'John Ford'],
    ['person', 'Anna Maria Weber', 'Anna Weber'],
    ['person', 'Юрий Гагарин', 'Юрии Гагарин'],
    ['person', 'かな', 'がな'],
    ['organisation', 'Acme GmbH', 'Acme Inc.'],
    ['organisation', 'Acme Holdings', 'Acme'],
    ['place', 'Paris', 'Paris, Texas'],
    ['topic', 'roof', 'roofs'],
  ];
  for (const [type, one, other] of different) {
    it(`${type}: ${one} ≠ ${other}`, () => assert.ok(!isOne(type, one, other)));
  }
});

describe('a short form means', () => {
  it('the only one in its file whom it can mean', () => {
    assert.deepEqual(groups('person', [['Anna Weber', 'A. Weber', 'Bernd Maier']]), [
      ['A. Weber/0', 'Anna Weber/0'],
      ['Bernd Maier/0'],
    ]);
    assert.deepEqual(groups('person', [['Anna Maria Weber', 'Anna M. Weber']]), [
      ['Anna M. Weber/0', 'Anna Maria Weber/0'],
    ]);
  });

  it('nobody else where there are two, or the only one is another', () => {
    assert.equal(groups('person', [['Anna Weber', 'Albert Weber', 'A. Weber']]).length, 3);
    assert.equal(groups('person', [['Bernd Weber', 'A. Weber']]).length, 2);
    assert.equal(groups('person', [['Anna Weber', 'A. B. Weber']]).length, 2);
  });

  it('nobody of another file', () => {
    assert.deepEqual(groups('person', [['Anna Weber', 'A. Weber'], ['A. Weber']]), [
      ['A. Weber/0', 'Anna Weber/0'],
      ['A. Weber/1'],
    ]);
  });

  it('as a surname alone, a person of its file, unless any file knows a second of that name', () => {
    assert.deepEqual(groups('person', [['Anna Weber', 'Dr. Weber', 'Weber']]), [
      ['Anna Weber/0', 'Dr. Weber/0', 'Weber/0'],
    ]);
    assert.equal(groups('person', [['Anna Weber', 'Frau Weber']]).length, 2);
    assert.equal(groups('person', [['Anna Weber', 'Bernd Weber', 'Weber']]).length, 3);
    assert.equal(groups('person', [['Anna Weber', 'Weber'], ['Bernd Weber']]).length, 3);
  });

  it('as a name without its legal form, the only company of that name', () => {
    assert.equal(groups('organisation', [['Acme'], ['Acme GmbH'], ['Acme Inc.']]).length, 3);
  });
});

const word = fc.constantFrom(
  'Anna',
  'Albert',
  'A.',
  'Weber',
  'Wéber',
  'Dr.',
  'Mr',
  'Corp.',
  'Corporation',
  'GmbH',
  ',',
  '&',
);
const name = fc.oneof(
  fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' ')),
  fc.string(),
);
const spelling = fc.record({
  file: fc.nat(3),
  type: fc.constantFrom(...entityTypes),
  name,
});

describe('whatever is written', () => {
  it('means the same in whatever order the files come', () => {
    fc.assert(
      fc.property(fc.array(spelling, { maxLength: 30 }), fc.nat(), (spellings, turn) => {
        const at = spellings.length === 0 ? 0 : turn % spellings.length;
        const turned = [...spellings.slice(at), ...spellings.slice(0, at)].reverse();
        const [one, other] = [meaningOf(spellings), meaningOf(turned)];
        for (const each of spellings) assert.equal(one(each), other(each));
      }),
    );
  });

  it('is not changed by what other types are called', () => {
    fc.assert(
      fc.property(fc.array(spelling, { maxLength: 30 }), (spellings) => {
        const all = meaningOf(spellings);
        for (const type of entityTypes) {
          const own = spellings.filter((each) => each.type === type);
          const alone = meaningOf(own);
          for (const each of own) assert.equal(all(each), alone(each));
        }
      }),
    );
  });

  it('never joins two whole names in one file by their initials or surnames', () => {
    const whole = fc.tuple(fc.constantFrom('Anna', 'Albert', 'Berta'), fc.constantFrom('Weber', 'Maier'));
    const names = fc.uniqueArray(
      whole.map((parts) => parts.join(' ')),
      { maxLength: 6 },
    );
    const short = fc.array(fc.constantFrom('A. Weber', 'Weber', 'B. Maier', 'Maier'), { maxLength: 4 });
    fc.assert(
      fc.property(names, short, (people, shorts) => {
        const found = groups('person', [[...people, ...shorts]]);
        for (const group of found) {
          assert.ok(group.filter((each) => people.includes(each.replace('/0', ''))).length <= 1);
        }
      }),
    );
  });

  it('has a key when it has a letter or a digit, and else none', () => {
    fc.assert(
      fc.property(fc.constantFrom(...entityTypes), name, (type, text) => {
        assert.equal(nameKey(type, text) !== '', /[\p{L}\p{N}]/u.test(text), text);
      }),
    );
  });
});
