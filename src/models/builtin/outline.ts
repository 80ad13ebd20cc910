/** Splits a text into the pieces that a person sees: headings, paragraphs, list items, table rows, single lines. */

/** One piece, its text without the marks that make it a heading, an item or a row. */
export interface Piece {
  readonly kind: 'heading' | 'paragraph' | 'item' | 'row' | 'line' | 'code';
  readonly text: string;
  /** Cells of a row; the whole text for any other kind. */
  readonly cells: readonly string[];
}

/** A text in pieces. */
export interface Outline {
  /** The `title` of front matter that the text begins with. */
  readonly frontMatterTitle?: string;
  readonly pieces: readonly Piece[];
}

/** A line this long or longer was wrapped by a program rather than ended by its writer. */
const wrappedLength = 45;
/** Lines of one paragraph differ in length by less than this, ragged right edges included. */
const leastFilled = 0.8;

/** Marks are not looked for in longer lines: nobody writes them by hand, and patterns take their time. */
const longestMarked = 5000;

const headingPattern = /^#{1,6}\s+(.+?)\s*#*$/;
const itemPattern = /^(?:[-*+•·–«»◦▪]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+(?:\[[ xX]\]\s+)?(\S.*)$/;
/** What a note at the foot begins with, and a line of a table of contents: neither is part of what is said. */
const asidePattern =
  /^\\?\[\^[^\]\s]{1,40}\\?\]:|^\S.{0,150}?(?:\.{4,}|(?:\s\.){4,}|…{2,})\s*\d{1,4}$|^(?:[-*+]|\d{1,3}[.)])\s+\[[^\]]{1,150}\]\(#[^)\s]*\)$/u;
const rulePattern = /^[-=_*~#+|:\s.]{3,}$/;

/** @param text Plain text or Markdown, with line ends of any kind. */
export function outlineOf(text: string): Outline {
  const { body, title } = splitFrontMatter(text.replace(/\r\n?/g, '\n').replace(/^\uFEFF/, ''));
  const builder = new OutlineBuilder();
  let fenced = false;
  const lines = body.split('\n');
  const widths = widthsOf(lines);
  for (const [place, line] of lines.entries()) {
    if (/^\s*(```|~~~)/.test(line)) {
      fenced = !fenced;
      builder.endParagraph();
    } else if (fenced) {
      builder.add('code', line);
    } else {
      builder.addLine(line, widths[place] ?? 0);
    }
  }
  builder.endParagraph();
  return { pieces: builder.pieces, ...(title !== undefined && { frontMatterTitle: title }) };
}

function splitFrontMatter(text: string): { body: string; title?: string } {
  const [whole, yaml] = /^---\n([\s\S]{0,20000}?)\n---(?:\n|$)/.exec(text) ?? [];
  if (whole === undefined || yaml === undefined || !/^[\w-]+\s*:/m.test(yaml)) return { body: text };
  const title = /^title\s*:\s*["']?(.+?)["']?\s*$/im.exec(yaml)?.[1];
  return { body: text.slice(whole.length), ...(title !== undefined && { title }) };
}

/** For each line, the length of the longest line of its block. */
function widthsOf(lines: readonly string[]): number[] {
  const widths: number[] = [];
  let longest = 0;
  for (const [place, line] of lines.entries()) {
    const { length } = line.trim();
    longest = Math.max(longest, length);
    if (length > 0 && place < lines.length - 1) continue;
    while (widths.length <= place) widths.push(longest);
    longest = 0;
  }
  return widths;
}

class OutlineBuilder {
  readonly pieces: Piece[] = [];
  /** The lines of the paragraph or item that is being read. */
  #open: string[] = [];
  #openItem = false;
  /** The longest line between two empty ones: as wide as the writer's paper, near enough. */
  #width = 0;

  add(kind: Piece['kind'], text: string, cells: readonly string[] = [text]): void {
    if (text.trim() !== '') this.pieces.push({ kind, text, cells });
  }

  addLine(raw: string, width: number): void {
    this.#width = width;
    const line = raw.trim();
    const heading = headingPattern.exec(line)?.[1];
    const cells = cellsOf(raw);
    const item = itemPattern.exec(line)?.[1];
    if (line === '' || (line.length <= longestMarked && asidePattern.test(line))) this.endParagraph();
    else if (rulePattern.test(line)) this.#underline(line);
    else if (heading !== undefined)
      this.#single('heading', plain(withoutPictures(heading)) || plain(heading));
    else if (cells) this.#single('row', cells.join('  '), cells);
    else if (item !== undefined) this.#begin(plain(item), true);
    else this.#carryOn(plain(line.replace(/^>+\s?/, '')));
  }

  endParagraph(): void {
    if (this.#open.length === 0) return;
    const text = this.#open.map((line, index) => joinedTo(line, this.#open[index + 1])).join('');
    const short = this.#open.length === 1 && text.length < wrappedLength;
    const isLine = short && !/[.!?。！？…]["'”»)]?$/.test(text);
    this.#open = [];
    this.add(this.#openItem ? 'item' : isLine ? 'line' : 'paragraph', text);
  }

  #single(kind: Piece['kind'], text: string, cells?: readonly string[]): void {
    this.endParagraph();
    this.add(kind, text, cells);
  }

  #begin(line: string, isItem: boolean): void {
    this.endParagraph();
    this.#open.push(line);
    this.#openItem = isItem;
  }

  #carryOn(line: string): void {
    if (line === '') return;
    if (this.#open.length > 0 && this.#continues(line)) this.#open.push(line);
    else this.#begin(line, false);
  }

  /** A rule below a single line makes it a heading (setext). */
  #underline(rule: string): void {
    const [only] = this.#open;
    if (only !== undefined && this.#open.length === 1 && !this.#openItem && /^(=+|-+)$/.test(rule)) {
      this.#open = [];
      this.add('heading', only);
    } else {
      this.endParagraph();
    }
  }

  /** Does `line` carry on the sentence or the wrapped paragraph above it? */
  #continues(line: string): boolean {
    const above = this.#open.at(-1) ?? '';
    const wrapped = above.length >= wrappedLength && /^\p{Ll}/u.test(line);
    if (!wrapped && /^\p{L}[\p{L} ]{1,24}:\s/u.test(line)) return false;
    // A line into which the next one's first word would have fitted was ended by its writer.
    const word = line.indexOf(' ') === -1 ? line.length : line.indexOf(' ');
    if (!/^\p{Ll}/u.test(line) && above.length + 1 + word < leastFilled * this.#width) return false;
    return above.length >= wrappedLength || (/^\p{Ll}/u.test(line) && !/[.:!?]$/.test(above));
  }
}

/** A line with what parts it from the next: nothing where a word was parted at its end. */
function joinedTo(line: string, next: string | undefined): string {
  if (next === undefined) return line;
  return /\p{Ll}-$/u.test(line) && /^\p{Ll}/u.test(next) ? line.slice(0, -1) : `${line} `;
}

/** The cells of a table's line: parted by bars or tabs, or by wide gaps when there are two of them; undefined for any other. */
export function cellsOf(raw: string): string[] | undefined {
  const line = raw.trim();
  const barred = /^\|.*\|/.test(line) || line.includes(' | ');
  const tabbed = !barred && line.includes('\t');
  const parts = barred
    ? (line.startsWith('|') ? line.replace(/^\||\|$/g, '') : line).split(/\||\s\|\s/)
    : line.split(tabbed ? '\t' : /\s{2,}/);
  const cells = parts.map((cell) => plain(cell.trim()));
  if (cells.length < (barred || tabbed ? 2 : 3)) return undefined;
  return cells.every((cell) => /^:?-*:?$/.test(cell)) ? [''] : cells;
}

/** Badges stand beside titles, and are none. */
function withoutPictures(heading: string): string {
  return heading.replace(/\[?!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])(?:\](?:\([^)]*\)|\[[^\]]*\]))?/g, '').trim();
}

/** Without Markdown's inline marks: links keep their words, emphasis and code lose their signs. */
function plain(text: string): string {
  if (text.length > longestMarked || !/[*_`[\]<!\\]/.test(text)) return text;
  const bare = text
    .replace(/(?<=\S)(?:\[\^[^\]\s]{1,20}\]|\[\d{1,3}\])+/g, '')
    .replace(/!\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g, '$1')
    .replace(/\[([^\]]*)\]\[[^\]]*\]/g, '$1')
    .replace(/!\[\[[^\]]*\]\]/g, '')
    .replace(/\[\[([^\]|]*\|)?([^\]]+)\]\]/g, '$2')
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/(?<!\\)(\*\*|__)(?=\S)(.+?)\1/g, '$2')
    .replace(/(?<![\w*\\])[*_](?=\S)([^*_]*[^*_\\])[*_](?![\w*])/g, '$1')
    .replace(/`([^`]+)`/g, '$1')
    .replace(/<\/?(?:a|abbr|b|code|em|i|kbd|mark|s|small|span|strong|sub|sup|u)(?:\s[^>]*)?>/gi, '')
    .replace(/\s*(?:<\/?[a-z][^>]*>\s*)+/gi, ' ')
    .trim();
  return bare.replace(escapes, (whole: string, mark: string | undefined) => mark ?? whole);
}

/** A formula in TeX, in which a backslash is a command; or a sign that Markdown has to escape. */
const escapes = /(?<!\\)\${1,2}[^$\n]{1,300}\$|\\([!#()*+.<>[\]_`{|}~$-])/g;
