/**
 * Keeps the space for new objects as small as it begins, until all that waits is listed: to be imported before anything else.
 * V8 would let it grow to 32 MB and more, and carry garbage of the listing over into the space for old ones; with 100,000
 * files waiting that is a third of all memory, which the models of the night can use better. Smaller and more frequent
 * scavenges cost the work on files a few hundredths of its time, so it may grow after that, unless very many wait.
 */
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--semi-space-growth-factor=1');

/** With more files than this in memory, the memory counts more. */
const veryMany = 20_000;

/** All that waits is listed: so many files. */
export function letHeapGrow(files: number): void {
  if (files <= veryMany) setFlagsFromString('--semi-space-growth-factor=2');
}
