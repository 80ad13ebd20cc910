import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Ledger } from '../../src/cloud/ledger.ts';
import { askPerson, obeyAnswer, type UnknownTools } from '../../src/cloud/unknown-calls.ts';
import { initRoot } from '../../src/folders/init.ts';
import { rootAt } from '../../src/folders/root.ts';
import type { NightshiftEvent } from '../../src/types/event.ts';
import { bought, moneyRoot, reserved } from '../support/ledgers.ts';

interface Asked extends UnknownTools {
  readonly ledger: Ledger;
  readonly events: readonly NightshiftEvent[];
  /** The path of the note. */
  readonly note: string;
  tick(label: string): Promise<void>;
}

const buyer = {
  sha256: 'beach',
  path: 'cloud/a/beach.jpg',
  private: false,
  changed: false,
  save: async () => undefined,
};
const answer = 'cloud/a/beach.jpg.unknown.md';

/** A call that was sent and of which nobody knows the end. */
async function unknownCall(ledger: Ledger, task: string, micros = 100): Promise<string> {
  const { id } = await reserved(ledger, 'beach', micros, { key: { sha256: 'beach', task, parameters: 'p' } });
  assert.ok(ledger.sending(id).ok && ledger.unknown(id).ok);
  return id;
}

async function asked(t: TestContext): Promise<Asked> {
  const money = await moneyRoot(t);
  const root = rootAt(money.folder);
  await initRoot(root);
  money.budget();
  const events: NightshiftEvent[] = [];
  const note = join(root.path, answer);
  return {
    root,
    ledger: money.open(),
    events,
    note,
    tell: (event) => events.push(event),
    tick: async (label) =>
      writeFile(note, (await readFile(note, 'utf8')).replace(`[ ] ${label}`, `[x] ${label}`)),
  };
}

describe('calls of which nobody knows the end', () => {
  it('are asked about in one note for all of a file, and only for those', async (t) => {
    const tools = await asked(t);
    await askPerson(buyer, tools);
    assert.equal(existsSync(tools.note), false);
    const settled = await bought(tools.ledger, 'beach', 70);
    const ids = [
      await unknownCall(tools.ledger, 'recognise', 200),
      await unknownCall(tools.ledger, 'transcribe', 100),
    ];
    await askPerson(buyer, tools);
    const text = await readFile(tools.note, 'utf8');
    for (const id of ids) assert.ok(text.includes(id));
    assert.equal(text.includes(settled), false);
    assert.match(text, /up to \$0\.0003\n/);
  });

  it('may be sent again, once, when that is ticked', async (t) => {
    const tools = await asked(t);
    const id = await unknownCall(tools.ledger, 'describe');
    await askPerson(buyer, tools);
    await obeyAnswer(answer, tools);
    assert.equal(tools.ledger.call(id)?.state, 'unknown', 'nothing is ticked yet');
    await tools.tick('Send again');
    await obeyAnswer(answer, tools);
    assert.deepEqual([tools.ledger.call(id)?.state, existsSync(tools.note)], ['reopened', false]);
    const again = await reserved(tools.ledger, 'beach', 100, {
      key: { sha256: 'beach', task: 'describe', parameters: 'p' },
    });
    assert.equal(again.generation, 2);
    assert.equal(tools.ledger.file('beach').spent + tools.ledger.file('beach').held, 200, 'both count');
    await obeyAnswer(answer, tools);
  });

  it('are given up when that is ticked, and still count', async (t) => {
    const tools = await asked(t);
    const id = await unknownCall(tools.ledger, 'describe');
    await askPerson(buyer, tools);
    await tools.tick('Give up');
    await obeyAnswer(answer, tools);
    assert.deepEqual([tools.ledger.call(id)?.state, existsSync(tools.note)], ['given-up', false]);
    const { spent, held } = tools.ledger.file('beach');
    assert.equal(spent + held, 100);
  });

  it('stay as they are while both boxes are ticked, and the person is told', async (t) => {
    const tools = await asked(t);
    const id = await unknownCall(tools.ledger, 'describe');
    await askPerson(buyer, tools);
    await tools.tick('Give up');
    await tools.tick('Send again');
    await obeyAnswer(answer, tools);
    assert.deepEqual([tools.ledger.call(id)?.state, existsSync(tools.note)], ['unknown', true]);
    const message = `Both boxes of "${answer}" are ticked; tick one of them.`;
    assert.deepEqual(tools.events, [{ type: 'notice', level: 'warn', message }]);
  });

  it('that have ended meanwhile are left alone, and so are those that the note makes up', async (t) => {
    const tools = await asked(t);
    const id = await unknownCall(tools.ledger, 'describe');
    const other = await bought(tools.ledger, 'mountain', 70);
    await askPerson(buyer, tools);
    await tools.tick('Send again');
    const text = await readFile(tools.note, 'utf8');
    await writeFile(tools.note, text.replace('calls:\n', `calls:\n  - ${other}\n  - made-up.1\n`));
    await obeyAnswer(answer, tools);
    assert.equal(tools.ledger.call(other)?.state, 'settled');
    assert.equal(tools.ledger.call(id)?.state, 'reopened');
    assert.equal(existsSync(tools.note), false);
  });

  it('are asked about still when the answer could not be written down', async (t) => {
    const tools = await asked(t);
    await unknownCall(tools.ledger, 'describe');
    await askPerson(buyer, tools);
    await tools.tick('Send again');
    const reason = 'The ledger could not be written: disk is full.';
    const full = {
      ...tools,
      ledger: {
        callsOf: () => [],
        reopen: () => ({ ok: false, why: 'storage', reason }) as const,
        giveUp: () => assert.fail(),
      },
    };
    await assert.rejects(obeyAnswer(answer, full), { message: reason });
    assert.equal(existsSync(tools.note), true);
  });
});
