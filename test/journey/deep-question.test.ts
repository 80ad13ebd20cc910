/** A deep question from its file in ask/ to its note in answers/, with a true client of a local model and of a paid one. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { answerDeeply } from '../../src/memory/deep/answer-deeply.ts';
import { DeepProgress, questionKey } from '../../src/memory/deep/progress.ts';
import { MemoryIndex } from '../../src/memory/index.ts';
import { budgetOf, cloudSettings, openCloudJourney } from '../support/cloud-journey.ts';
import { type DeskOptions, openDesk } from '../support/desks.ts';
import { deskRoot } from '../support/join-desks.ts';
import { dropBelow, readNote } from '../support/journey.ts';
import { putNote } from '../support/memories.ts';
import { startOllamaServer } from '../support/ollama-server.ts';

const rent = (of: string, sum: number): string =>
  `# Lease of the ${of}\n\nThe rent of the ${of} is ${sum} EUR.\n`;
const notes = {
  'mill.md': rent('mill', 900),
  'barn.md': rent('barn', 300),
  'walk.md': '# A walk\n\nThe path floods.\n',
  'private/den.md': rent('den', 666),
};

const asked = (front: string): string => `---\ndeep: true\n${front}---\nWhat are all the rents?\n`;

async function scene(t: TestContext, options: DeskOptions = {}) {
  /** What a person does while it is read. */
  const meanwhile = { act: async (): Promise<void> => undefined };
  const { root, openai, open } = await deskRoot(t);
  const statements = [{ text: 'The rents are 900 EUR and 300 EUR, 1200 EUR together.', quotes: [1, 2, 3] }];
  openai.fate = { says: JSON.stringify({ statements }) };
  const index = new MemoryIndex(root.indexFile);
  t.after(() => index.close());
  const { desk: joins } = open();
  const opened = await openDesk(t, {
    ...{ root, notes, ...options },
    more: {
      deep: async (question, terms) => {
        await meanwhile.act();
        const { clock, router } = opened.processing.tools;
        const tools = { root, clock, router, index, isPrivate: () => false };
        return answerDeeply(tools, joins)(question, terms);
      },
    },
  });
  const ask = async (front = '', path = 'rents.md') => {
    await opened.ask(path, asked(front));
    await opened.answerAll();
    return opened.note(path.replace(/^now\//, ''));
  };
  return { ...opened, openai, ask, meanwhile, drop: opened.ask };
}

async function withOllama(t: TestContext, options: DeskOptions = {}) {
  const server = await startOllamaServer();
  t.after(() => server.close());
  return scene(t, { server, ...options });
}

describe('a deep question in ask/', () => {
  it('is joined for money when its owner allows it: the note says what it cost and could have cost', async (t) => {
    const made = await withOllama(t);
    const { data, body } = await made.ask('cloud: allow\nbudget: 0.10\n');
    assert.equal(data.found, true, body);
    assert.equal(made.openai.count('create'), 1);
    assert.ok(
      Number(data.cost_usd) > 0 && Number(data.cost_usd) < Number(data.quote_usd),
      JSON.stringify(data),
    );
    assert.ok(Number(data.quote_usd) <= 0.1);
    assert.deepEqual(data.models, { answer: 'ollama:llama3.3, openai:gpt-6-luna' });
    assert.match(body, /\n## Sources\n/);
    assert.match(body, /“The rent of the mill is 900 EUR\.”/);
    assert.match(body, /ollama:llama3\.3 has read 4 of 4 passages in 4 files/);
    // Nobody wrote it: the model has added it up.
    assert.match(body, /1200 stands in no quote: openai:gpt-6-luna has reckoned/);
    // What is private is quoted here, and was not sent.
    assert.match(body, /1 quote of private files stayed on this machine/);
    assert.match(body, /“The rent of the den is 666 EUR\.”/);
    assert.equal(made.openai.holds('den'), false);
    assert.equal(data.private, true);
  });

  it('is joined here when nothing is said of the cloud, or no budget stands beside it', async (t) => {
    const made = await withOllama(t);
    const { data, body } = await made.ask();
    assert.deepEqual([data.cost_usd, data.quote_usd], [0, undefined]);
    assert.match(body, /There are 3 sums\./);
    assert.doesNotMatch(body, /cloud/);
    const second = await made.ask('cloud: allow\n', 'again.md');
    assert.match(second.body, /"cloud: allow" needs a "budget"/);
    assert.deepEqual(made.openai.requests, []);
  });

  it('says why it was not bought, with what it may have cost, and is joined here', async (t) => {
    const made = await withOllama(t);
    const { data, body } = await made.ask('cloud: allow\nbudget: 0.001\n');
    assert.equal(data.cost_usd, 0);
    assert.ok(Number(data.quote_usd) > 0.001);
    assert.match(body, /Not joined in the cloud: Joining may cost up to .* the budget of the question is/);
    assert.match(body, /There are 3 sums\./);
    assert.deepEqual(made.openai.requests, []);
  });

  it('below ask/private/ sends nothing, whatever stands in its front matter', async (t) => {
    const made = await withOllama(t);
    const { body } = await made.ask('cloud: allow\nbudget: 0.10\n', 'private/rents.md');
    assert.match(body, /Not joined in the cloud: the question is private\./);
    assert.deepEqual(made.openai.requests, []);
  });

  it('sends nothing once its owner has taken back what it says of the cloud', async (t) => {
    const made = await withOllama(t);
    made.meanwhile.act = async () => {
      await made.drop('rents.md', asked(''));
      made.meanwhile.act = async () => undefined;
    };
    await made.drop('rents.md', asked('cloud: allow\nbudget: 0.10\n'));
    while ((await made.answers()).length === 0) await made.answerAll();
    assert.deepEqual(made.openai.requests, []);
    assert.equal((await made.note('rents.md')).data.cost_usd, 0);
  });

  it('keeps what it was bought with until the note is there, and longer where its purchase is lost', async (t) => {
    const made = await withOllama(t);
    const begun = () => {
      const progress = new DeepProgress(made.root.deepFile, Date.now());
      const findings = progress.findings(questionKey('What are all the rents?'), {}, Date.now());
      progress.close();
      return findings !== undefined;
    };
    await made.ask('cloud: allow\nbudget: 0.10\n');
    assert.equal(begun(), false);
    await putNote(made.root, 'shed.md', rent('shed', 50));
    made.openai.strike('create', { kind: 'reset' });
    await made.ask('cloud: allow\nbudget: 0.20\n', 'again.md');
    assert.equal(begun(), true);
  });

  it('whose purchase is lost says so, counts it in full, and leaves a note with two boxes', async (t) => {
    const made = await withOllama(t);
    made.openai.strike('create', { kind: 'reset' });
    const { data, body } = await made.ask('cloud: allow\nbudget: 0.10\n');
    assert.ok(Number(data.cost_usd) > 0 && data.cost_usd === data.quote_usd, JSON.stringify(data));
    assert.match(body, /nobody can say whether it was charged/);
    assert.match(body, /There are 3 sums\./);
    assert.ok((await made.answers()).includes('rents.unknown.md'));
    assert.equal(made.openai.count('create'), 1);
  });

  it('without a model gives what has its words, and says what is missing and how to get it', async (t) => {
    const made = await scene(t);
    const { data, body } = await made.ask();
    assert.equal(data.found, true);
    assert.deepEqual(data.models, { answer: 'builtin:extractive' });
    assert.match(body, /“The rent of the barn is 300 EUR\.”/);
    assert.match(body, /No model has read any of 4 passages in 4 files\./);
    assert.match(body, /No model can answer questions now/);
  });

  it('is found nowhere when the bought model says that the quotes do not answer it', async (t) => {
    const made = await withOllama(t, { notes: { 'mill.md': notes['mill.md'] } });
    made.openai.fate = { says: '{"statements": []}' };
    const { data, body } = await made.ask('cloud: allow\nbudget: 0.10\n');
    assert.equal(data.found, false);
    assert.ok(Number(data.cost_usd) > 0);
    assert.match(body, /\*\*Not in your files\.\*\*[\s\S]*These come closest:\n\n- \[Lease of the mill/);
  });
});

describe('a deep question in an open root', () => {
  it('is asked of what was dropped, joined once within the budget, and counted in it; the private file stays', async (t) => {
    const { journey, root, openai } = await openCloudJourney(t, { settings: cloudSettings });
    openai.fate = { says: JSON.stringify({ statements: [{ text: 'It is 900 EUR.', quotes: [1, 2, 3] }] }) };
    await journey.drop('mill.txt', 'The rent of the mill is 900 EUR, says the lease of the mill.');
    await journey.drop('private/den.txt', 'The rent of the den is 666 EUR, says the lease of the den.');
    await dropBelow(root.ask, 'rents.md', asked('cloud: allow\nbudget: 0.10\n'));
    await journey.run();
    await journey.nightshift.remembered();
    const { data, body } = await readNote(join(root.answers, 'rents.md'));
    assert.equal(openai.count('create'), 1, body);
    assert.ok(openai.holds('rent of the mill is 900 EUR'));
    assert.equal(openai.holds('666'), false);
    assert.equal((await budgetOf(journey)).day.spentUsd, data.cost_usd);
    assert.ok(Number(data.cost_usd) > 0);
    // The same question of the same files is not bought again.
    await dropBelow(root.ask, 'rents.md', asked('cloud: allow\nbudget: 0.10\n'));
    await journey.run();
    await journey.nightshift.remembered();
    assert.equal((await readNote(join(root.answers, 'rents (2).md'))).data.cost_usd, data.cost_usd);
    assert.equal(openai.count('create'), 1);
  });

  it('whose program is stopped while its join runs is asked after at the next start, and bought once', async (t) => {
    const { journey, root, openai, reopen } = await openCloudJourney(t, { settings: cloudSettings });
    const says = JSON.stringify({ statements: [{ text: 'It is 900 EUR.', quotes: [1] }] });
    openai.fate = { says, polls: 1_000_000 };
    await journey.drop('mill.txt', 'The rent of the mill is 900 EUR, says the lease of the mill.');
    await dropBelow(root.ask, 'rents.md', asked('cloud: allow\nbudget: 0.10\n'));
    await journey.run();
    await openai.requested('retrieve', 2);
    await journey.nightshift.stop();
    openai.finish();
    const again = await reopen();
    await again.run();
    await again.nightshift.remembered();
    const { data, body } = await readNote(join(root.answers, 'rents.md'));
    assert.match(body, /It is 900 EUR\./);
    assert.equal(openai.count('create'), 1);
    assert.equal((await budgetOf(again)).day.spentUsd, data.cost_usd);
  });
});
