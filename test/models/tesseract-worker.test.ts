import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { startTesseract } from '../../src/models/tesseract-worker.ts';
import { scratchFolder } from '../support/scratch-root.ts';

describe('a thread of the built-in Tesseract', () => {
  it('that never answers has failed after its time', async (t) => {
    const folder = await scratchFolder(t);
    const script = join(folder, 'deaf.cjs');
    await writeFile(script, '');
    await assert.rejects(
      startTesseract('eng', folder, { script, longestMs: 200 }),
      /its thread did not start/,
    );
  });
});
