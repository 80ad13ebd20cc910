import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logReader } from '../../../src/reading/log/log-reader.ts';
import { codeIn, dropped, staysCalm } from '../dropped.ts';
import { put, scratchFolder } from '../files.ts';

const line = (n: number, words = 'started'): string => `2026-11-23 01:00:00 INFO ${words} ${n}\n`;

test('a log is its lines as they stand, without the colours of a terminal', async () => {
  const document = await dropped('server.log', `${line(1)}\u001b[31m${line(2)}\u001b[0m`);
  assert.deepEqual(document.blocks, [{ type: 'code', text: (line(1) + line(2)).trimEnd(), language: 'log' }]);
  assert.equal(document.facts.other?.Lines, '2');
});

test('a text whose lines begin with times is a log, whatever its name; prose with a date is none', async () => {
  const web = '10.0.0.1 - ada [23/Nov/2026:10:00:00 +0100] "GET / HTTP/1.1" 200 12\n'.repeat(5);
  assert.equal(codeIn(await dropped('access.txt', web)), web.trimEnd());
  const prose = await dropped(
    'a.txt',
    '2026-11-23 was a Monday.\n\nIt rained.\n\nWe read.\n\nAll day.\n\nReally.',
  );
  assert.equal(prose.blocks[0]?.type, 'paragraph');
});

test('of a long log the beginning and the end are shown, each to the line', async () => {
  const document = await dropped('a.log', Array.from({ length: 50_000 }, (_, n) => line(n)).join(''));
  const [start, end] = document.blocks;
  assert.ok(start?.type === 'code' && start.text.startsWith(line(0)) && /started \d+$/.test(start.text));
  assert.ok(
    end?.type === 'code' && end.text.endsWith(line(49_999).trimEnd()) && end.text.startsWith('2026-11-23'),
  );
  assert.deepEqual(document.omissions, ['The lines in the middle of its 50,000 are not shown.']);
});

test('the end of a log that is longer than what is read is in the same encoding as its beginning', async (t) => {
  const folder = await scratchFolder(t);
  const words = 'grüne Übung';
  const bytes = Buffer.from(line(1, words));
  // The stretch at the end begins somewhere: in the middle of a letter, too.
  for (const extra of [0, 1]) {
    const whole = Buffer.concat([
      Buffer.alloc(65 * 1024 * 1024, bytes),
      Buffer.from(`\n${'ü'.repeat(900_000)}${'x'.repeat(extra)}\n${line(9, words)}`),
    ]);
    const document = await logReader.read(await put(folder, 'a.log', whole, 'text/x-log'));
    const end = document.blocks.at(-1);
    assert.ok(end?.type === 'code' && end.text.endsWith(line(9, words).trimEnd()), String(extra));
    assert.deepEqual(document.omissions, ['The lines in its middle are not shown.']);
  }
});

test('damage of any kind is a document or a failure', async () => {
  await staysCalm('a.log', line(1, 'größer') + line(2) + line(3));
  await dropped('a.log', 'x'.repeat(5_000_000));
});
