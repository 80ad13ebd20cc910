/** The bytes of one file, a stretch at a time. */

/** Where the bytes of a file come from: an open handle, or memory. */
export interface ByteSource {
  /** Bytes in all. */
  readonly size: number;
  /** Up to `length` bytes from `offset`; fewer only at the end of the file. Rejects with the system's error. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** A file that is in memory as a whole. */
export function bytesOf(content: Uint8Array): ByteSource {
  return {
    size: content.length,
    read: async (offset, length) => content.subarray(offset, offset + length),
  };
}

/** The number at `offset`, most significant byte first; bytes beyond the end count as 0. At most 6 bytes. */
export function numberAt(bytes: Uint8Array, offset: number, length: number): number {
  let value = 0;
  for (let index = 0; index < length; index += 1) value = value * 256 + (bytes[offset + index] ?? 0);
  return value;
}
