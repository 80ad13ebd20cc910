/** Binary property lists, as Apple's programs write them: looked up piece by piece, never unfolded as a whole. */

/** Where an object stands in the list's table. */
export type PlistReference = number;

/** A list whose dictionaries, texts and data can be looked at. Whatever is broken in it is not there. */
export class BinaryPlist {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #offsetSize: number;
  readonly #referenceSize: number;
  readonly #table: number;
  readonly #count: number;
  /** The outermost object. */
  readonly root: PlistReference;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes;
    // Its last 32 bytes say where the others are.
    const trailer = bytes.length - 32;
    this.#offsetSize = this.#number(trailer + 6, 1);
    this.#referenceSize = this.#number(trailer + 7, 1);
    this.#count = this.#number(trailer + 12, 4);
    this.root = this.#number(trailer + 20, 4);
    this.#table = this.#number(trailer + 28, 4);
  }

  /** The value that a dictionary has for `key`; undefined when there is none. */
  valueOf(dictionary: PlistReference | undefined, key: string): PlistReference | undefined {
    const found = this.#object(dictionary, 0xd);
    if (!found) return undefined;
    const { start, length } = found;
    for (let i = 0; i < Math.min(length, 1000); i++) {
      const name = this.#number(start + i * this.#referenceSize, this.#referenceSize);
      if (this.text(name) === key) {
        return this.#number(start + (length + i) * this.#referenceSize, this.#referenceSize);
      }
    }
    return undefined;
  }

  text(reference: PlistReference | undefined): string | undefined {
    const ascii = this.#object(reference, 0x5);
    if (ascii) return this.#slice(ascii.start, ascii.length).toString('latin1');
    const wide = this.#object(reference, 0x6);
    if (!wide) return undefined;
    const bytes = this.#slice(wide.start, wide.length * 2);
    return bytes.length % 2 === 0 ? Buffer.from(bytes).swap16().toString('utf16le') : undefined;
  }

  data(reference: PlistReference | undefined): Uint8Array<ArrayBuffer> | undefined {
    const found = this.#object(reference, 0x4);
    return found && this.#bytes.subarray(found.start, found.start + found.length);
  }

  /** Where the content of an object of this kind begins, and its length in its own units. */
  #object(
    reference: PlistReference | undefined,
    kind: number,
  ): { readonly start: number; readonly length: number } | undefined {
    if (reference === undefined || reference >= this.#count) return undefined;
    const at = this.#number(this.#table + reference * this.#offsetSize, this.#offsetSize);
    const marker = this.#number(at, 1);
    if (marker >> 4 !== kind) return undefined;
    if ((marker & 0xf) !== 0xf) return { start: at + 1, length: marker & 0xf };
    // A longer one has a number of its own for its length.
    const size = 2 ** (this.#number(at + 1, 1) & 0x3);
    return { start: at + 2 + size, length: this.#number(at + 2, size) };
  }

  #slice(start: number, length: number): Buffer {
    return Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.length).subarray(
      start,
      start + length,
    );
  }

  #number(at: number, size: number): number {
    let value = 0;
    for (let i = 0; i < size; i++) value = value * 256 + (this.#bytes[at + i] ?? 0);
    return value;
  }
}
