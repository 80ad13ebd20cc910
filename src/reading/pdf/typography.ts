/** What the letters of a whole document tell: which of them are its text, and which its headings. */
import type { Piece } from './lines.ts';
import type { Words } from './row-text.ts';

/** What the whole document tells about its letters. */
export interface Typography {
  /** Font size of most of the text, in points. */
  readonly bodySize: number;
  /** Most of the text is bold, so that bold letters make no heading. */
  readonly boldBody: boolean;
  /** Most of the text is typewritten, so that letters of one width make no program. */
  readonly fixedBody: boolean;
  /** Font sizes of headings, largest first. */
  readonly headingSizes: readonly number[];
  /** Every word, and every word with a hyphen within. */
  readonly words: Words;
}

/** Letters this many times as large as the body's make a heading. */
export const headingFactor = 1.15;

/** Levels of headings that a note tells apart. */
const mostSizes = 5;

/** Words that are kept for mending hyphens; the vocabulary of a library. */
const mostWords = 200_000;

/** Gathers what is needed page by page. */
export class TypographyCollector {
  readonly #letters = new Map<number, number>();
  readonly #words = new Set<string>();
  #all = 0;
  #bold = 0;
  #fixed = 0;

  add(pieces: readonly Piece[]): void {
    for (const { size, text, bold, fixedWidth } of pieces) {
      this.#letters.set(rounded(size), (this.#letters.get(rounded(size)) ?? 0) + text.length);
      this.#all += text.length;
      if (bold) this.#bold += text.length;
      if (fixedWidth) this.#fixed += text.length;
      if (this.#words.size > mostWords) continue;
      for (const word of text.toLowerCase().match(/(?<![\p{L}-])\p{L}{4,}(?![\p{L}-])/gu) ?? []) {
        this.#words.add(word);
      }
      for (const compound of text.toLowerCase().match(/\p{L}+(?:-\p{L}+)+/gu) ?? [])
        this.#words.add(compound);
    }
  }

  result(): Typography {
    const bodySize = [...this.#letters].sort((one, other) => other[1] - one[1])[0]?.[0] ?? 10;
    const larger = [...this.#letters.keys()].filter((size) => size >= bodySize * headingFactor);
    return {
      bodySize,
      boldBody: this.#bold > 0.5 * this.#all,
      fixedBody: this.#fixed > 0.5 * this.#all,
      headingSizes: larger.sort((one, other) => other - one).slice(0, mostSizes),
      words: this.#words,
    };
  }
}

/** To half a point: the same font often comes in sizes that differ by a hair. */
export function rounded(size: number): number {
  return Math.round(size * 2) / 2;
}
