/** A deep question from its documents to a bought answer: what leaves, what it costs, and what a crash costs. */
import assert from 'node:assert/strict';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { type DeepAnswered, type DeepTools, deepAnswer, settleDeep } from '../../src/memory/deep/deep.ts';
import { DeepProgress } from '../../src/memory/deep/progress.ts';
import { type DeskChanges, deskRoot } from '../support/join-desks.ts';
import { memoryOf, putNote } from '../support/memories.ts';
import { scriptedModel } from '../support/scripted-model.ts';
import { Crash } from '../torture/frail.ts';

const never = new AbortController().signal;

const notes = {
  'a.md': '# Lease of the mill\n\nThe rent of the mill is 900 euros.',
  'b.md': '# Lease of the barn\n\nThe rent of the barn is 300 euros.',
  'c.md': '# Walks\n\nThe path by the river floods in spring.',
  'private/d.md': '# Lease of the hideout\n\nThe rent of the hideout is 666 euros.',
};

const request = {
  ...{ question: 'What are all the rents?', filters: {}, private: false },
  ...{ path: 'ask/rents.md', answer: 'answers/rents.md', cloud: { budgetUsd: 0.1 } },
  stands: () => true,
};

const rents = (passage: string): readonly string[] => passage.match(/The rent of .* euros\./g) ?? [];

async function scene(t: TestContext) {
  const memory = await memoryOf(t, notes);
  const { openai, open } = await deskRoot(t, memory.root);
  openai.fate = {
    says: JSON.stringify({ statements: [{ text: 'Rents are 900 and 300 euros.', quotes: [1, 2, 3] }] }),
  };
  const model = scriptedModel({
    quote: rents,
    join: (_question, quotes) => [{ text: 'Here.', quotes: quotes.map(({ number }) => number) }],
  });
  const clock = { ahead: 0 };
  /** As a process of its own does. */
  const begin = (changes: DeskChanges = {}) => {
    const progress = new DeepProgress(join(memory.root.machine, 'deep.db'), Date.now());
    const { desk, ledger } = open(changes);
    const tools: DeepTools = {
      ...{ root: memory.root, index: memory.index, progress, model, door: desk },
      ...{
        isPrivate: (sha256) => changes.privates?.has(sha256) === true,
        now: () => Date.now() + clock.ahead,
      },
    };
    return { tools, progress, ledger };
  };
  /** `isLost`: the answer does not come to rest. */
  const ask = async (changes: DeskChanges = {}, more: object = {}, isLost = false): Promise<DeepAnswered> => {
    const { tools, progress } = begin(changes);
    try {
      const answer = await deepAnswer({ ...request, ...more }, tools, never);
      assert.ok(answer.type === 'answered', JSON.stringify(answer));
      if (!isLost) settleDeep(request, answer, progress);
      return answer;
    } finally {
      progress.close();
    }
  };
  return { ...memory, openai, model, clock, ask };
}

const shown = (answer: DeepAnswered, numbers: readonly number[]): readonly string[] =>
  numbers.map((number) => answer.quotes.find((quote) => quote.number === number)?.text ?? '');

describe('a deep question whose joining may be bought', () => {
  it('sends its quotes without the private ones, which stay in the list of quotes here', async (t) => {
    const made = await scene(t);
    const answer = await made.ask();
    assert.equal(answer.by, 'cloud');
    assert.equal(made.openai.count('create'), 1);
    assert.ok(made.openai.holds('The rent of the mill is 900 euros.'));
    assert.equal(made.openai.holds('hideout'), false);
    assert.equal(made.openai.holds('666'), false);
    assert.deepEqual(answer.keptHome.length, 1);
    assert.equal(answer.quotes.length, 3);
    const [statement] = answer.statements;
    // The model named the number of a quote that it was not shown.
    assert.deepEqual(shown(answer, statement?.quotes ?? []).toSorted(), [
      'The rent of the barn is 300 euros.',
      'The rent of the mill is 900 euros.',
    ]);
    assert.ok(answer.purchase?.type === 'bought' && answer.purchase.costUsd <= answer.purchase.quoteUsd);
    assert.match(answer.models.join ?? '', /^openai:/);
    assert.equal(made.model.count('join'), 0);
  });

  it('sends nothing of what the journal knows as private, wherever it lies and whatever it is called', async (t) => {
    const made = await scene(t);
    const [row] = made.index.rows("SELECT sha256 FROM file WHERE path = 'done/b.md'");
    const answer = await made.ask({ privates: new Set([String(row?.sha256)]) });
    assert.equal(answer.by, 'cloud');
    assert.equal(made.openai.holds('barn'), false);
    assert.equal(answer.keptHome.length, 2);
  });

  it('sends nothing of what lies in private/ under another name as well', async (t) => {
    const made = await scene(t);
    await putNote(made.root, 'copy.md', notes['private/d.md']);
    await made.update();
    await made.ask();
    assert.equal(made.openai.holds('hideout'), false);
  });

  it('is joined here, and says why, when it may not be bought: no request at all', async (t) => {
    const made = await scene(t);
    const answer = await made.ask({}, { cloud: { budgetUsd: 0.0001 } });
    assert.equal(answer.by, 'local');
    assert.ok(answer.purchase?.type === 'not-bought');
    assert.match(answer.purchase.why, /budget of the question is \$0\.0001/);
    assert.ok((answer.purchase.quoteUsd ?? 0) > 0.0001);
    assert.equal(answer.quotes.length, 3);
    assert.deepEqual(made.openai.requests, []);
  });

  it('asks no cloud when its owner does not say so', async (t) => {
    const made = await scene(t);
    const { cloud: _, ...silent } = request;
    const { purchase, by } = await made.ask({}, { ...silent, cloud: undefined });
    assert.deepEqual([purchase, by], [undefined, 'local']);
    assert.deepEqual(made.openai.requests, []);
  });

  it('is joined here when the bought answer is none, and is not bought again', async (t) => {
    const made = await scene(t);
    made.openai.fate = { says: '{"verdict": "yes"}' };
    const answer = await made.ask();
    assert.equal(answer.by, 'local');
    assert.equal(answer.purchase?.type, 'bought');
    await made.ask();
    assert.equal(made.openai.count('create'), 1);
  });
});

describe('a program that dies while a deep question is bought', () => {
  it('goes on with the quotes that it had sent, though other documents have come since: one create', async (t) => {
    const made = await scene(t);
    let steps = 0;
    // Behind the create: the answer is on its way.
    const risk = (): void => {
      if (made.openai.count('create') > 0 && steps++ === 0) throw new Crash();
    };
    await assert.rejects(made.ask({ risk }), Crash);
    assert.equal(made.openai.count('create'), 1);
    await putNote(made.root, 'e.md', '# Lease of the shed\n\nThe rent of the shed is 50 euros.');
    await made.update();
    const read = made.model.count('quote');
    const answer = await made.ask();
    assert.equal(answer.by, 'cloud');
    assert.equal(made.openai.count('create'), 1);
    assert.equal(made.model.count('quote'), read, 'nothing was read anew');
    assert.equal(made.openai.holds('shed'), false);
    // Once that is over, the question is asked of what there is now.
    assert.equal((await made.ask()).quotes.length, 4);
  });

  it('has bought with the same quotes until its answer is at rest, though other documents have come since', async (t) => {
    const made = await scene(t);
    await made.ask({}, {}, true);
    await putNote(made.root, 'e.md', '# Lease of the shed\n\nThe rent of the shed is 50 euros.');
    await made.update();
    const again = await made.ask();
    assert.deepEqual([again.by, again.quotes.length], ['cloud', 3]);
    assert.equal(made.openai.count('create'), 1);
    assert.equal((await made.ask()).quotes.length, 4);
  });

  it('asks after what was sent and lost with the same quotes, and sends no others', async (t) => {
    const made = await scene(t);
    made.openai.strike('create', { kind: 'reset' });
    const { purchase } = await made.ask();
    assert.ok(purchase?.type === 'not-bought' && purchase.costUsd > 0);
    await putNote(made.root, 'e.md', '# Lease of the shed\n\nThe rent of the shed is 50 euros.');
    await made.update();
    await made.ask({}, { cloud: { budgetUsd: 1 } });
    assert.equal(made.openai.count('create'), 1);
  });

  it('finds anew what is asked of other files, and sends nothing that its filters leave out', async (t) => {
    const made = await scene(t);
    await made.ask({}, {}, true);
    const sent = made.openai.requests.length;
    const again = await made.ask({}, { filters: { folder: 'private' } });
    assert.deepEqual(
      again.quotes.map(({ text }) => text),
      ['The rent of the hideout is 666 euros.'],
    );
    assert.equal(made.openai.requests.length, sent);
  });

  it('finds anew what it had begun to buy with on another day', async (t) => {
    const made = await scene(t);
    let steps = 0;
    const risk = (): void => {
      if (steps++ === 3) throw new Crash();
    };
    await assert.rejects(made.ask({ risk }), Crash);
    await putNote(made.root, 'e.md', '# Lease of the shed\n\nThe rent of the shed is 50 euros.');
    await made.update();
    made.clock.ahead = 25 * 60 * 60_000;
    assert.equal((await made.ask()).quotes.length, 4);
  });

  it('sends nothing more of a document that was made private in between', async (t) => {
    const made = await scene(t);
    let steps = 0;
    // Before anything was sent.
    const risk = (): void => {
      if (steps++ === 3) throw new Crash();
    };
    await assert.rejects(made.ask({ risk }), Crash);
    assert.equal(made.openai.count('create'), 0);
    await mkdir(join(made.root.done, 'private'), { recursive: true });
    await rename(join(made.root.done, 'b.md'), join(made.root.done, 'private', 'b.md'));
    await made.update();
    await made.ask();
    assert.equal(made.openai.holds('barn'), false);
  });
});
