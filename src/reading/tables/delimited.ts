/** Values parted by commas, semicolons, tabs or anything else → rows. Never more than one row in memory. */

/** How a file parts its values. */
export interface Dialect {
  /** One character. */
  readonly delimiter: string;
  readonly quote: '"' | "'";
}

/** A quoted cell that is longer than this was never closed: one stray mark must not swallow the file. */
const longestQuoted = 200_000;

/**
 * The rows of a text whose lines end in `\n`, quoting as in RFC 4180 and as loosely as programs write it.
 * Cells have no blanks around them; empty lines are no rows.
 */
export function* rowsOf(text: string, dialect: Dialect): Generator<string[]> {
  const splitter = new Splitter(text, dialect);
  while (!splitter.atEnd) {
    const row = splitter.row();
    if (row.length > 1 || row[0] !== '') yield row;
  }
}

class Splitter {
  readonly #text: string;
  readonly #dialect: Dialect;
  #at = 0;
  /** Before this place no quote ends a cell, which has been found out once and is not searched for again. */
  #noEndBefore = 0;

  constructor(text: string, dialect: Dialect) {
    this.#text = text;
    this.#dialect = dialect;
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  row(): string[] {
    const cells: string[] = [];
    while (true) {
      cells.push(this.#cell());
      const goesOn = this.#text[this.#at] === this.#dialect.delimiter;
      this.#at++;
      if (!goesOn) return cells;
      if (this.atEnd) return [...cells, ''];
    }
  }

  /** The cell that begins here; afterwards the place is that of the delimiter or line end behind it. */
  #cell(): string {
    const { delimiter, quote } = this.#dialect;
    let from = this.#at;
    if (delimiter !== ' ') while (this.#text[from] === ' ') from++;
    const end = this.#text[from] === quote ? this.#endOfQuoted(from + 1) : undefined;
    if (end !== undefined) {
      const value = this.#text.slice(from + 1, end).replaceAll(quote + quote, quote);
      this.#at = this.#plainEnd(end + 1);
      return value.trim();
    }
    const plain = this.#plainEnd(from);
    const value = this.#text.slice(from, plain);
    this.#at = plain;
    return value.trim();
  }

  #plainEnd(from: number): number {
    let at = from;
    const { delimiter } = this.#dialect;
    while (at < this.#text.length && this.#text[at] !== delimiter && this.#text[at] !== '\n') at++;
    return at;
  }

  /** The place of the quote that ends the cell: the first that is not doubled and stands before a cell's end. */
  #endOfQuoted(from: number): number | undefined {
    const { quote } = this.#dialect;
    const limit = from + longestQuoted;
    let at = Math.max(from, this.#noEndBefore);
    while (true) {
      at = this.#text.indexOf(quote, at);
      if (at === -1 || at > limit) break;
      if (this.#text[at + 1] === quote) at += 2;
      else if (this.#endsCell(at + 1)) return at;
      else at++;
    }
    this.#noEndBefore = Math.max(this.#noEndBefore, at === -1 ? this.#text.length : limit);
    return undefined;
  }

  #endsCell(from: number): boolean {
    const { delimiter } = this.#dialect;
    let at = from;
    while (this.#text[at] === ' ' && delimiter !== ' ') at++;
    const next = this.#text[at];
    return next === undefined || next === delimiter || next === '\n';
  }
}
