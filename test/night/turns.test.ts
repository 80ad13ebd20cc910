import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { NightPlan } from '../../src/night/plan.ts';
import { Turns } from '../../src/night/turns.ts';
import { ManualTime } from '../support/manual-time.ts';

const vision = 'ollama:sees';
const text = 'ollama:writes';
const ocr = 'tesseract:eng';

/** A plan of these turns, which buys these files now. */
function planOf(
  turns: readonly (readonly [string, ...string[]])[],
  buyNow: readonly string[] = [],
): NightPlan {
  const order = turns.map(([spec, ...ids]) => ({
    ...{ spec, loads: true, held: false },
    jobs: ids.map((id) => ({ id, tasks: ['describe'], ms: 1, spread: 0 })),
  }));
  return {
    ...{ madeAt: 0, closesAt: 1, verdict: 'in-time', order, buyNow, hold: [], micros: 0, endsAt: 0 },
    ...{ endsAtFree: 0, marginMs: 0, files: 0, obstacles: {}, unsure: 0, reviewAt: 0 },
  };
}

function following(plan: NightPlan) {
  const time = new ManualTime();
  const turns = new Turns(time);
  turns.follow(plan);
  const next = (others: readonly string[] = []): readonly string[] => [...turns.next(others)];
  return { turns, time, next };
}

describe('the turns of a plan', () => {
  it('begin with what is bought; then come its files model by model, and then all others', () => {
    const { turns, next } = following(
      planOf(
        [
          [vision, 'a', 'b'],
          [text, 'c'],
        ],
        ['z'],
      ),
    );
    assert.deepEqual(next(['x', 'c']), ['z', 'a', 'b', 'c', 'x', 'c']);
    assert.deepEqual(
      [turns.buys('z'), turns.buys('a'), turns.knows('c'), turns.knows('x')],
      [true, false, true, false],
    );
  });

  it('let no model begin while another one is at work', () => {
    const { turns, next } = following(
      planOf([
        [vision, 'a', 'b'],
        [text, 'c'],
      ]),
    );
    turns.begin('a');
    turns.begin('b');
    assert.deepEqual(next(['x']), []);
    turns.end('a');
    assert.deepEqual(next(['x']), []);
    turns.end('b');
    assert.deepEqual(next(['x']), ['c', 'x']);
  });

  it('wait for a file that was put back for the next model, but not for ever', () => {
    const { turns, time, next } = following(
      planOf([
        [vision, 'a'],
        [text, 'a'],
        ['ollama:else', 'd'],
      ]),
    );
    turns.begin('a');
    assert.equal(turns.mustWait('a', text), true);
    turns.setAside('a', text);
    turns.end('a');
    assert.deepEqual(next(), ['a'], 'it may be there already');
    time.step(10_001);
    assert.deepEqual(next(), ['a', 'd']);
    turns.begin('a');
    assert.equal(turns.mustWait('a', text), false);
  });

  it('keep a file to its own model, and to those that run beside any', () => {
    const { turns } = following(
      planOf([
        [ocr, 'o'],
        [vision, 'a'],
        [text, 'c'],
      ]),
    );
    turns.begin('a');
    assert.deepEqual(
      [turns.mustWait('a', vision), turns.mustWait('a', ocr), turns.mustWait('a', text)],
      [false, false, true],
    );
    turns.begin('o');
    assert.deepEqual([turns.mustWait('o', ocr), turns.mustWait('o', text)], [false, true]);
    assert.equal(turns.mustWait('a stranger', text), true);
  });

  it('let a file that turns out to need a model have it when no other one has anything to do', () => {
    const { turns } = following(planOf([[ocr, 'o', 'p']]));
    turns.begin('o');
    turns.begin('p');
    assert.equal(turns.mustWait('o', vision), false);
    assert.equal(turns.mustWait('p', text), true, 'now one has');
    turns.end('o');
    assert.equal(turns.mustWait('p', text), false);
  });

  it('do not keep a file going back and forth', () => {
    const { turns } = following(
      planOf([
        [vision, 'a', 'b'],
        [text, 'c'],
      ]),
    );
    for (let time = 0; time < 6; time += 1) {
      turns.begin('a');
      assert.equal(turns.mustWait('a', text), true, `time ${time}`);
      turns.setAside('a', text);
      turns.end('a');
    }
    turns.begin('a');
    assert.equal(turns.mustWait('a', text), false);
  });

  it('leave a file that was put back alone while another model is at work, though no plan knows of it yet', () => {
    const { turns, next } = following(planOf([[vision, 'a', 'b']]));
    turns.begin('a');
    turns.begin('b');
    turns.setAside('b', text);
    turns.end('b');
    assert.deepEqual(next(['b', 'x']), ['x']);
    turns.end('a');
    assert.deepEqual(next(['b', 'x']), ['b', 'x']);
  });

  it('are not passed by what is bought, though its text has its turn later', () => {
    const { turns, next } = following(
      planOf(
        [
          [vision, 'a'],
          [text, 'a', 'z'],
        ],
        ['z'],
      ),
    );
    turns.begin('z');
    turns.end('z');
    assert.deepEqual(next(), ['a', 'a']);
  });

  it('forget a file that is done, wherever it stood in the plan', () => {
    const { turns, next } = following(
      planOf([
        [vision, 'a'],
        [text, 'a', 'c'],
      ]),
    );
    turns.begin('a');
    turns.end('a');
    assert.deepEqual(next(), ['c']);
  });

  it('hold nobody when there is no plan', () => {
    const { turns, next } = following(
      planOf([
        [vision, 'a'],
        [text, 'c'],
      ]),
    );
    turns.begin('a');
    turns.follow(undefined);
    assert.equal(turns.mustWait('a', text), false);
    assert.deepEqual(next(['x']), ['x']);
  });
});
