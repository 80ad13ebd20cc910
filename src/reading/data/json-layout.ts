/** JSON that was written for machines, one value a line. Every token stays as it is written. */

/** Text with a line longer than this was not written for people. */
const longestLine = 200;
/** A list of plain values that fits on a line stays on it. */
const longestList = 80;
/** Deeper values are not indented further. */
const deepestIndent = 20;

/** The text as it stands when people can read it, else laid out anew; of the latter about `most` characters. */
export function readableJson(text: string, most: number): string {
  return text.split('\n', 5000).some((line) => line.length > longestLine) ? laidOut(text, most) : text;
}

const blanks = /\s*/y;
/** A mark, the start of a string or a comment, or a run of anything else, of which longer ones come in pieces. */
const starts = /[{}[\],:"]|\/\/|\/\*|(?:(?!\/[/*])[^\s{}[\],:"]){1,10000}/y;
const stringParts = /[^"\\]*/y;

/**
 * The tokens of a text, broken ones too: what is never closed ends with the text or is a token of its own.
 * No pattern spans a string or a comment: it would need memory for each of millions of characters.
 */
function* tokensOf(text: string): Generator<string> {
  let at = 0;
  let commentsEnd = true;
  let stringsEnd = true;
  while (at < text.length) {
    blanks.lastIndex = at;
    blanks.test(text);
    at = starts.lastIndex = blanks.lastIndex;
    const start = starts.exec(text)?.[0];
    if (start === undefined) return;
    let end = at + start.length;
    if (start === '"' && stringsEnd) {
      const close = endOfString(text, end);
      // Behind one that is never closed every quote is escaped, and would search the rest of the text in vain.
      stringsEnd = close !== undefined;
      end = close ?? end;
    } else if (start === '//') end = orEnd(text, text.indexOf('\n', end));
    else if (start === '/*' && commentsEnd) {
      const close = text.indexOf('*/', end);
      // Looked for once: of many comments that are never closed each would search the rest of the text.
      commentsEnd = close !== -1;
      if (commentsEnd) end = close + 2;
    }
    yield text.slice(at, end);
    at = end;
  }
}

const orEnd = (text: string, found: number): number => (found === -1 ? text.length : found);

/** Behind the closing quote; undefined when there is none. */
function endOfString(text: string, from: number): number | undefined {
  for (let at = from; at < text.length; at += 2) {
    stringParts.lastIndex = at;
    stringParts.test(text);
    at = stringParts.lastIndex;
    if (text[at] === '"') return at + 1;
  }
  return undefined;
}

/** Works on tokens and never on values, so that it needs no stack and changes no number. */
function laidOut(text: string, most: number): string {
  const lines = new Lines();
  for (const token of tokensOf(text)) {
    if (lines.length > most) break;
    lines.add(token);
  }
  return lines.text();
}

class Lines {
  readonly #lines: string[] = [];
  #line = '';
  #depth = 0;
  /** Where the innermost open list begins among the lines, as long as it holds plain values only. */
  #list: number | undefined;
  length = 0;

  add(token: string): void {
    if (token === '{' || token === '[') this.#open(token);
    else if (token === '}' || token === ']') this.#close(token);
    else {
      this.#line += token === ':' ? ': ' : token;
      // What follows a comment on its line would become a part of it.
      if (token.startsWith('//')) this.#list = undefined;
      if (token === ',' || token.startsWith('//')) this.#end();
    }
  }

  text(): string {
    this.#end();
    return this.#lines.join('\n').trim();
  }

  #open(bracket: string): void {
    this.#line += bracket;
    this.#end();
    this.#depth++;
    this.#list = bracket === '[' ? this.#lines.length : undefined;
  }

  #close(bracket: string): void {
    const start = this.#list;
    this.#list = undefined;
    this.#end();
    this.#depth--;
    const opened = /[{[]$/.test(this.#lines.at(-1) ?? '');
    if (opened || (start !== undefined && bracket === ']' && this.#fits(start))) {
      const values = opened ? [] : this.#lines.splice(start ?? this.#lines.length).map((line) => line.trim());
      this.#line = `${this.#lines.pop()?.trimStart() ?? ''}${values.join(' ')}${bracket}`;
    } else this.#line = bracket;
  }

  #fits(start: number): boolean {
    let width = 0;
    for (let index = start; index < this.#lines.length && width <= longestList; index++) {
      width += (this.#lines[index]?.trim().length ?? 0) + 1;
    }
    return width <= longestList;
  }

  #end(): void {
    if (this.#line === '') return;
    const line = '  '.repeat(Math.max(0, Math.min(this.#depth, deepestIndent))) + this.#line;
    this.#lines.push(line);
    this.length += line.length + 1;
    this.#line = '';
  }
}
