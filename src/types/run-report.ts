/** What a run did. Plain data: it crosses from the owner to its client. */
export interface RunReport {
  readonly done: number;
  readonly failed: number;
  /** Files in ingest/ when it ended that wait for something. */
  readonly waiting: number;
  /** Things in ingest/ that cannot be taken as they are (links, pipes, what nobody may read). */
  readonly refused: number;
}
