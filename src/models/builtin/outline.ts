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

const headingPattern = /^#{1,6}\s+(.+?)\s*#*$/;
const itemPattern = /^(?:[-*+•·–«»◦▪]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+(?:\[[ xX]\]\s+)?(\S.*)$/;
const rulePattern = /^[-=_*~#+|:\s.]{3,}$/;

/** @param text Plain text or Markdown, with line ends of any kind. */
export function outlineOf(text: string): Outline {
  const { body, title } = splitFrontMatter(text.replace(/\r\n?/g, '\n').replace(/^\uFEFF/, ''));
  const builder = new OutlineBuilder();
  let fenced = false;
  for (const line of body.split('\n')) {
    if (/^\s*(```|~~~)/.test(line)) {
      fenced = !fenced;
      builder.endParagraph();
    } else if (fenced) {
      builder.add('code', line);
    } else {
      builder.addLine(line);
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

class OutlineBuilder {
  readonly pieces: Piece[] = [];
  #paragraph: string[] = [];

  add(kind: Piece['kind'], text: string, cells: readonly string[] = [text]): void {
    if (text.trim() !== '') this.pieces.push({ kind, text, cells });
  }

  addLine(raw: string): void {
    const line = raw.trim();
    if (line === '') return this.endParagraph();
    if (rulePattern.test(line)) return this.#underline(line);
    const heading = headingPattern.exec(line)?.[1];
    if (heading !== undefined) return this.#single('heading', heading);
    const cells = cellsOf(raw);
    if (cells) return this.#single('row', cells.join('  '), cells);
    const item = itemPattern.exec(line)?.[1];
    if (item !== undefined) {
      this.endParagraph();
      this.#paragraph.push(`\u0000${plain(item)}`);
      return;
    }
    const quoted = plain(line.replace(/^>+\s?/, ''));
    if (quoted === '') return;
    if (!this.#continues(quoted)) this.endParagraph();
    this.#paragraph.push(quoted);
  }

  endParagraph(): void {
    const [first] = this.#paragraph;
    if (first === undefined) return;
    const isItem = first.startsWith('\u0000');
    const text = joinLines(this.#paragraph).replace('\u0000', '');
    const isLine =
      this.#paragraph.length === 1 && text.length < wrappedLength && !/[.!?。！？…]["'”»)]?$/.test(text);
    this.#paragraph = [];
    this.add(isItem ? 'item' : isLine ? 'line' : 'paragraph', text);
  }

  #single(kind: Piece['kind'], text: string, cells?: readonly string[]): void {
    this.endParagraph();
    this.add(kind, plain(text), cells);
  }

  /** A rule below a single line makes it a heading (setext). */
  #underline(rule: string): void {
    const [only] = this.#paragraph;
    if (
      /^(=+|-+)$/.test(rule) &&
      this.#paragraph.length === 1 &&
      only !== undefined &&
      !only.startsWith('\u0000')
    ) {
      this.#paragraph = [];
      this.add('heading', only);
      return;
    }
    this.endParagraph();
  }

  /** Does `line` carry on the sentence or the wrapped paragraph above it? */
  #continues(line: string): boolean {
    const above = this.#paragraph.at(-1);
    if (above === undefined) return true;
    if (/^\p{L}[\p{L} ]{1,24}:\s/u.test(line)) return false;
    return above.length >= wrappedLength || (/^\p{Ll}/u.test(line) && !/[.:!?]$/.test(above));
  }
}

function joinLines(lines: readonly string[]): string {
  let text = '';
  for (const line of lines) {
    if (text === '') text = line;
    // A word that was parted at the line's end.
    else if (/\p{Ll}-$/u.test(text) && /^\p{Ll}/u.test(line)) text = text.slice(0, -1) + line;
    else text += ` ${line}`;
  }
  return text;
}

/** The cells of a table's line: parted by bars or tabs, or by wide gaps when there are two of them. */
function cellsOf(raw: string): string[] | undefined {
  const line = raw.trim();
  const parts = /^\|.*\|/.test(line)
    ? line.replace(/^\||\|$/g, '').split('|')
    : line.includes('\t')
      ? line.split('\t')
      : line.split(/\s{2,}/);
  const cells = parts.map((cell) => plain(cell.trim()));
  const least = /^\|.*\|/.test(line) || line.includes('\t') ? 2 : 3;
  if (cells.length < least) return undefined;
  return cells.every((cell) => /^:?-*:?$/.test(cell)) ? [''] : cells;
}

/** Without Markdown's inline marks: links keep their words, emphasis and code lose their signs. */
function plain(text: string): string {
  if (!/[*_`[\]<!]/.test(text)) return text;
  return text
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[\[([^\]|]*\|)?([^\]]+)\]\]/g, '$2')
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|__)(?=\S)(.+?)\1/g, '$2')
    .replace(/(?<![\w*])[*_](?=\S)([^*_]+)[*_](?![\w*])/g, '$1')
    .replace(/`([^`]+)`/g, '$1')
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .trim();
}
