/** The bytes of a log, piece by piece → its whole lines, in whatever encoding; the last half line waits. */
import iconv from 'iconv-lite';
import { cleanText } from '../../reading/text/clean.ts';

/** How the lines of a file are written. */
export interface Writing {
  /** As `decodeText` names it. */
  readonly encoding: string;
  /** The character that ends a line: 10, or 13 as old Macs wrote it. */
  readonly lineEnd: number;
}

/** Bytes; a longer line is given out as its beginning, and the rest of it is passed over. */
const longestLine = 256 * 1024;
const beginning = 8 * 1024;

const nothing = Buffer.alloc(0);

/** Takes pieces in the order in which they stand in the file. */
export class LineSplitter {
  readonly #writing: Writing;
  /** Bytes of one unit of the encoding. */
  readonly #unit: number;
  #half: Buffer = nothing;
  #offset: number;
  #isInside: boolean;

  /**
   * @param offset Where the first piece stands in the file, in bytes.
   * @param isInside Whether it begins in the rest of a line that was too long.
   */
  constructor(writing: Writing, offset: number, isInside: boolean) {
    this.#writing = writing;
    this.#unit = writing.encoding.startsWith('utf-16') ? 2 : writing.encoding.startsWith('utf-32') ? 4 : 1;
    this.#offset = offset;
    this.#isInside = isInside;
  }

  /** The byte up to which lines were given out or passed over. */
  get offset(): number {
    return this.#offset;
  }

  get isInside(): boolean {
    return this.#isInside;
  }

  /** The lines that end in this piece, without their ends. */
  push(piece: Uint8Array): readonly string[] {
    this.#half = this.#half.length === 0 ? Buffer.from(piece) : Buffer.concat([this.#half, piece]);
    if (this.#isInside && !this.#passRest()) return [];
    this.#passZeros();
    const end = this.#lastEnd();
    const lines = end === 0 ? [] : this.#decode(this.#take(end)).split('\n');
    // What stands behind the last end is the half line.
    lines.pop();
    if (this.#half.length <= longestLine) return lines.map(cleanLine);
    lines.push(this.#decode(this.#half.subarray(0, beginning)));
    this.#take(this.#half.length - (this.#half.length % this.#unit));
    this.#isInside = true;
    return lines.map(cleanLine);
  }

  /** The half line that waits, as far as it stands there; empty when there is none. */
  get half(): string {
    return this.#isInside ? '' : cleanLine(this.#decode(this.#half));
  }

  /** Passes over the rest of a long line; false when it does not end here. */
  #passRest(): boolean {
    const end = this.#firstEnd();
    this.#take(end > 0 ? end : this.#half.length - (this.#half.length % this.#unit));
    this.#isInside = end === 0;
    return !this.#isInside;
  }

  /** A program that goes on writing in a file that was emptied under it leaves a hole before its next line. */
  #passZeros(): void {
    if (this.#unit > 1 || this.#half[0] !== 0) return;
    const isHole = this.#half.equals(Buffer.alloc(this.#half.length));
    this.#take(isHole ? this.#half.length : this.#half.findIndex((byte) => byte !== 0));
  }

  #take(bytes: number): Buffer {
    const taken = this.#half.subarray(0, bytes);
    this.#half = this.#half.subarray(bytes);
    this.#offset += bytes;
    return taken;
  }

  /** Behind the last end of a line; 0 when there is none. */
  #lastEnd(): number {
    if (this.#unit === 1) return this.#half.lastIndexOf(this.#writing.lineEnd) + 1;
    const whole = this.#half.length - (this.#half.length % this.#unit);
    for (let at = whole - this.#unit; at >= 0; at -= this.#unit) if (this.#isEnd(at)) return at + this.#unit;
    return 0;
  }

  #firstEnd(): number {
    if (this.#unit === 1) return this.#half.indexOf(this.#writing.lineEnd) + 1;
    for (let at = 0; at + this.#unit <= this.#half.length; at += this.#unit) {
      if (this.#isEnd(at)) return at + this.#unit;
    }
    return 0;
  }

  #isEnd(at: number): boolean {
    const isLittle = this.#writing.encoding.endsWith('le');
    for (let index = 0; index < this.#unit; index += 1) {
      const isLow = index === (isLittle ? 0 : this.#unit - 1);
      if (this.#half[at + index] !== (isLow ? this.#writing.lineEnd : 0)) return false;
    }
    return true;
  }

  #decode(bytes: Buffer): string {
    const { encoding, lineEnd } = this.#writing;
    const text =
      encoding === 'utf-8'
        ? bytes.toString('utf8')
        : iconv.encodingExists(encoding)
          ? iconv.decode(bytes, encoding)
          : new TextDecoder(encoding).decode(bytes);
    return lineEnd === 13 ? text.replaceAll('\r', '\n') : text;
  }
}

const control = /[\p{Cc}\p{Zl}\p{Zp}\ufeff\ufffe\uffff]|[\ud800-\udfff]/u;

/** Without colours and controls; of a line that a program wrote over, what stood there last. */
function cleanLine(line: string): string {
  if (!control.test(line)) return line;
  const ended = line.replace(/\r+$/, '');
  return cleanText(ended.slice(ended.lastIndexOf('\r') + 1)).replaceAll('\n', ' ');
}
