/** What the file system says about a file, in the one form that all of ingest compares. */
import type { BigIntStats } from 'node:fs';

/** The facts by which two looks at a file are compared. */
export interface FileFacts {
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since the Unix epoch, with fractions. */
  readonly mtimeMs: number;
  /** A big integer, because network shares and APFS use numbers above 2^53. */
  readonly ino: bigint;
  readonly dev: bigint;
  /** 512-byte units that are really on this disk. */
  readonly blocks: number;
}

/** The facts of one `lstat` or `fstat`; equal stats always give equal facts. */
export function factsOf(stats: BigIntStats): FileFacts {
  return {
    size: Number(stats.size),
    mtimeMs: Number(stats.mtimeNs) / 1e6,
    ino: stats.ino,
    dev: stats.dev,
    blocks: Number(stats.blocks),
  };
}
