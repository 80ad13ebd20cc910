import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import MarkdownIt from 'markdown-it';
import { renderMorning } from '../../src/report/morning.ts';
import { grouped, isUneventful, type MorningFacts } from '../../src/report/morning-facts.ts';

const none = { total: 0, groups: [], moreFolders: 0, moreFiles: 0 };
const empty: MorningFacts = {
  ...{ day: '2026-11-03', asOf: '2026-11-03T06:00:00+01:00' },
  spans: [{ from: '2026-11-03T01:00:00+01:00', until: '2026-11-03T06:00:00+01:00' }],
  ...{ done: none, copies: 0, failed: none, waiting: 0, held: [], heldTotal: 0, needs: [] },
  ...{ bought: [], models: [], budget: undefined },
  instead: { cloud: [], cloudUsd: 0, assumptions: [], gpus: [] },
  next: { opensAt: '2026-11-04T01:00:00+01:00', closesAt: '2026-11-04T06:00:00+01:00' },
};

const one = <T>(folder: string, ...shown: T[]) => {
  return { ...none, total: shown.length, groups: [{ folder, total: shown.length, shown }] };
};
const bought = {
  ...{ source: 'photos/a.jpg', why: 'It ran for too long.', specs: ['openai:x'], calls: 2 },
  ...{ spentUsd: 0, heldUsd: 0, unknownUsd: 0 },
};
const body = (facts: Partial<MorningFacts>): string => renderMorning({ ...empty, ...facts }).body;

describe('a morning report', () => {
  it('has its counts and sums in the front matter, exact to the micro-dollar', () => {
    const { data } = renderMorning({
      ...empty,
      ...{ done: { ...none, total: 12 }, failed: { ...none, total: 3 }, waiting: 4 },
      bought: [
        { ...bought, spentUsd: 0.1 },
        { ...bought, spentUsd: 0.2, heldUsd: 0.000001, unknownUsd: 0.5 },
      ],
      models: [{ spec: 'ollama:a', tasks: [{ task: 'describe', count: 2 }], seconds: 5400 }],
    });
    assert.deepEqual(data, {
      ...{ title: 'Report of the night to 2026-11-03', date: '2026-11-03', kind: 'report' },
      ...{ done: 12, failed: 3, waiting: 4, bought: 2, cost_usd: 0.3, held_usd: 0.500001 },
      ...{ model_hours: 1.5, cloud_instead_usd: 0, missed: undefined, tags: ['report'] },
    });
  });

  it('says why each file waits, and until when, once for all that wait for the same', () => {
    const until = '2026-11-04T01:00:00+01:00';
    const held = [
      { path: 'a.txt', why: 'The night was over.', until },
      { path: 'b.txt', why: 'The night was over.', until },
      { path: 'cloud/c.jpg', why: 'The caps leave too little.' },
    ];
    const text = body({ waiting: 5, held, heldTotal: 3 });
    assert.match(text, /^- The night was over\. \(until 2026-11-04 01:00\)\n {2}- a\.txt\n {2}- b\.txt$/m);
    assert.match(text, /^- The caps leave too little\.\n {2}- cloud\/c\.jpg$/m);
    assert.match(text, /^- 2 files for the turn in the next window$/m);
  });

  it('says of money that is not settled what is held, and what nobody knows', () => {
    const files = [
      { ...bought, heldUsd: 0.01 },
      { ...bought, spentUsd: 0.002, unknownUsd: 0.03 },
    ];
    const text = body({ bought: files });
    assert.match(text, /\| 2 \| \$0\.01 held, on its way \|$/m);
    assert.match(text, /\| 2 \| \$0\.002, \$0\.03 unknown \|$/m);
    assert.match(text, /2 files sent to the cloud: \$0\.002 spent, \$0\.04 held\./);
  });

  it('adds what was bought to what the rest would have cost in the cloud', () => {
    const cloud = [{ what: 'text', spec: 'openai:x', calls: 1, amount: '10 tokens in', usd: 0.2 }];
    const text = body({
      bought: [{ ...bought, spentUsd: 0.1 }],
      instead: { cloud, cloudUsd: 0.2, assumptions: ['Prices of then.'], gpus: [] },
    });
    assert.match(
      text,
      /Together \$0\.20, and with what was bought all the same \(\$0\.10\) \$0\.30\. Prices of then\./,
    );
  });

  for (const [verdict, said] of [
    ['in-time', /done with 3 files that can go on at 2026-11-04 02:00\.\n/],
    ['buys', /up to \$0\.25 would be spent/],
    ['over-cap', /would cost \$0\.75, so nothing is bought/],
    ['too-long', /Nothing that may be bought would make it end in time/],
  ] as const) {
    it(`says what the next night would be like: ${verdict}`, () => {
      const plan = {
        ...{ madeAt: '', verdict, files: 3, endsAt: '', endsAtFree: '2026-11-04T02:00:00+01:00' },
        ...{ micros: 250_000, neededMicros: 750_000, buyNow: 0, hold: 0, reasons: [] },
      };
      assert.match(body({ waiting: 3, next: { ...empty.next, plan } }), said);
    });
  }

  it('shows a late window, and a missed one', () => {
    const spans = [
      { from: '2026-11-03T08:00:00+01:00', until: '2026-11-03T09:30:00+01:00', late: true },
    ] as const;
    const missed = {
      ...{
        opened: '2026-11-03T01:00:00+01:00',
        closed: '2026-11-03T06:00:00+01:00',
        missedS: 18_000,
        nights: 1,
      },
      lateUntil: '2026-11-03T09:30:00+01:00',
    };
    const text = body({ spans, missed, asOf: '2026-11-03T09:30:00+01:00' });
    assert.match(text, /From 2026-11-03 08:00 to 09:30 \(caught up late\)\./);
    assert.match(text, /was missed: .* Its work was caught up until 09:30\./);
  });

  it('is safe whatever files are called and notes say', () => {
    const evil = '](javascript:alert(1)) <img src=x onerror=alert(2)>\n# [[pwned]] `$= 1` | %%x%% ../../up';
    const note = { path: `done/${evil}.md`, title: evil, route: 'cloud', reason: evil, hint: evil };
    const text = body({
      done: one(`done/${evil}`, { name: evil, note }, { name: evil }),
      failed: one('failed', { name: evil, note }),
      bought: [{ ...bought, source: evil, why: evil, specs: [evil], note: `done/${evil}.md`, spentUsd: 1 }],
      ...{
        waiting: 1,
        held: [{ path: evil, why: evil }],
        heldTotal: 1,
        needs: [{ why: evil, hint: evil, files: 1 }],
      },
      models: [{ spec: evil, tasks: [], seconds: 1 }],
    });
    const tokens = new MarkdownIt({ html: true }).parse(text, {});
    const all = tokens.flatMap((token) => [token, ...(token.children ?? [])]);
    assert.deepEqual(
      all.filter(({ type }) => type.startsWith('html') || type === 'image').map(({ content }) => content),
      [],
    );
    const targets = all.flatMap((token) => token.attrGet('href') ?? []).map(String);
    assert.ok(targets.length > 4);
    assert.deepEqual(
      targets.filter((target) => !/^(?:\.\.\/|https:)/.test(target)),
      [],
    );
    const titles = all.filter(({ type, tag }) => type === 'heading_open' && tag === 'h1');
    assert.equal(titles.length, 1);
    const cells = text.split('\n').filter((line) => line.startsWith('|') && line.includes('pwned'));
    for (const line of cells) assert.ok([4, 6].includes(line.match(/(?<!\\)\|/g)?.length ?? 0), line);
  });
});

describe('what is shown of many files', () => {
  it('is a part of each folder, the fullest first, with the numbers of the rest', () => {
    const paths = [
      ...Array.from({ length: 30 }, (_, at) => `done/many/${at}.txt`),
      ...Array.from({ length: 40 }, (_, at) => `done/folder ${at}/x.txt`),
      'done/top.txt',
    ];
    const { total, groups, moreFolders, moreFiles } = grouped(paths);
    assert.equal(total, 71);
    assert.deepEqual([groups[0]?.folder, groups[0]?.total, groups[0]?.shown.length], ['done/many', 30, 20]);
    assert.equal(groups.length + moreFolders, 42);
    assert.equal(groups.reduce((sum, group) => sum + group.total, 0) + moreFiles, 71);
  });

  it('stays short for a great night', () => {
    const paths = Array.from({ length: 10_000 }, (_, at) => `done/${at % 40}/${at}.txt`);
    const shown = grouped(paths).groups.flatMap((group) => group.shown);
    assert.equal(shown.length, 200);
  });
});

it('there is nothing to tell when nothing happened and nothing waits', () => {
  assert.equal(isUneventful(empty), true);
  assert.equal(isUneventful({ ...empty, waiting: 1 }), false);
  assert.equal(isUneventful({ ...empty, failed: { ...none, total: 1 } }), false);
});
