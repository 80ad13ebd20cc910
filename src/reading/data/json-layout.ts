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

/** A string, a mark, a comment, or a run of anything else. A quote that is never closed is a token of its own. */
const tokens = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|[{}[\],:]|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[^\s{}[\],:"]+|"/g;

/** Works on tokens and never on values, so that it needs no stack and changes no number. */
function laidOut(text: string, most: number): string {
  const lines = new Lines();
  for (const [token] of text.matchAll(tokens)) {
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
