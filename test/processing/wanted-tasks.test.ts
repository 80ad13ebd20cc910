import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wantedTasks } from '../../src/processing/wanted-tasks.ts';
import type { Document, Picture } from '../../src/types/document.ts';

const empty: Document = {
  ...{ kind: 'text', mime: 'x/y', facts: {}, blocks: [], pictures: [], speech: false, omissions: [] },
};
const picture = (id: string, words?: string): Picture => ({
  ...{ id, role: 'page', width: 9, height: 9 },
  ...(words === undefined ? {} : { words }),
});

/** Task → how many times, and the tasks' sizes. */
function wanted(document: Partial<Document>) {
  const all = wantedTasks({ ...empty, ...document }, 500);
  return {
    times: Object.fromEntries(all.filter(({ times }) => times > 0).map(({ task, times }) => [task, times])),
    sizeOf: (task: string) => all.find((one) => one.task === task)?.size,
  };
}

test('a text is summarised, and has as many characters as it has', () => {
  const { times, sizeOf } = wanted({ blocks: [{ type: 'paragraph', text: 'x'.repeat(700) }] });
  assert.deepEqual(times, { summarise: 1, extract: 1, embed: 1 });
  assert.equal(sizeOf('summarise')?.characters, 700);
});

test('each page that is a picture is read and perhaps described; one whose words are known is not read', () => {
  const { times, sizeOf } = wanted({ pictures: [picture('1'), picture('2'), picture('3', 'Words.')] });
  assert.deepEqual(times, { recognise: 2, describe: 3, summarise: 1, extract: 1, embed: 1 });
  assert.deepEqual(sizeOf('describe'), { bytes: 500, pictures: 1 });
  assert.ok((sizeOf('summarise')?.characters ?? 0) > 0, 'words will be found in them');
});

test('a recording is heard once, however long, and words come of it', () => {
  const known = wanted({ kind: 'audio', speech: true, facts: { durationSeconds: 3600 } });
  assert.equal(known.times.transcribe, 1);
  assert.deepEqual(known.sizeOf('transcribe'), { bytes: 500, minutes: 60 });
  assert.ok((known.sizeOf('summarise')?.characters ?? 0) > 10_000);
  const unknown = wanted({ kind: 'audio', speech: true });
  assert.deepEqual(unknown.sizeOf('transcribe'), { bytes: 500 });
});
