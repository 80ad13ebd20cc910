/** The process in which one family is read: its memory is nobody else's. */
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FileToRead } from '../../src/reading/contract.ts';
import work from '../../src/reading/worker.ts';
import type { Document } from '../../src/types/document.ts';
import { answer } from '../child.ts';

/** Reads every file once, one after the other. */
export interface ReadingRequest {
  readonly files: readonly FileToRead[];
}

/** Of each file, in their order: milliseconds, and whether it became a document. `rssMb` is the most so far. */
export interface ReadingFigures {
  readonly reads: readonly { readonly ms: number; readonly floorMs: number; readonly ok: boolean }[];
  readonly rssMb: number;
}

/** The floor: the bytes of the file are read and hashed. */
function floorOf({ path }: FileToRead): number {
  const began = performance.now();
  hash('sha256', readFileSync(path), 'hex');
  return performance.now() - began;
}

async function read(file: FileToRead): Promise<{ ms: number; floorMs: number; ok: boolean }> {
  const floorMs = floorOf(file);
  const began = performance.now();
  // Here and not in a process beside this one, whose memory nobody could see.
  const result = await work({ action: 'read', file });
  // The pixels of what has to be looked at are part of reading it.
  const { pictures } = 'document' in result ? (result.document as Document) : { pictures: [] };
  for (const picture of pictures) await work({ action: 'loadPicture', file, picture });
  return { ms: performance.now() - began, floorMs, ok: result.ok };
}

answer<ReadingRequest>(
  async ({ files }): Promise<ReadingFigures> => {
    const reads = [];
    for (const file of files) reads.push(await read(file));
    // In kilobytes: https://nodejs.org/api/process.html#processresourceusage
    return { reads, rssMb: process.resourceUsage().maxRSS / 1024 };
  },
  () => undefined,
);
