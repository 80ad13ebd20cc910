/** What the loop of the work is told when the root itself fails under a claim. */
import type { IdentifiedFile } from '../ingest/claim.ts';

/** Something was wrong with the root itself while a file was claimed or worked on: its claim has to be put right. */
export class Unfinished extends Error {
  /** Below processing/. */
  readonly place: string;

  constructor({ source, place }: IdentifiedFile, cause: unknown) {
    super(`"${source}" could not be finished.`, { cause });
    this.place = place;
  }
}
