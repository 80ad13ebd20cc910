/** Elements as an indented outline: names, attributes and text, without the brackets. */

import { isElement, lineOf } from './xml-nodes.ts';
import { hasText, isNamespace } from './xml-records.ts';
import { elements, type XmlElement } from './xml-tree.ts';

/** Deeper elements are not indented further: nobody scrolls so far to the right. */
const deepestIndent = 20;

/** Collects the lines of an outline up to a limit of characters. */
export class Outline {
  readonly #most: number;
  readonly #lines: string[] = [];
  #length = 0;
  #left = 0;

  constructor(mostCharacters: number) {
    this.#most = mostCharacters;
  }

  /** Elements that were left out. */
  get left(): number {
    return this.#left;
  }

  /** The lines since the last call, as text. */
  take(): string {
    return this.#lines.splice(0).join('\n');
  }

  /** Writes an element and what is in it. */
  add(element: XmlElement, depth = 0): void {
    if (this.#length > this.#most) {
      this.#left++;
      return;
    }
    const children = elements(element);
    const head = headOf(element);
    // Text with elements in it is one text; emphasised words are not set apart.
    if (children.length === 0 || hasText(element)) {
      const text = lineOf(element);
      this.#write(depth, text === '' ? head : `${head}: ${text}`);
      return;
    }
    this.#write(depth, `${head}:`);
    for (const child of element.children) if (isElement(child)) this.add(child, depth + 1);
  }

  #write(depth: number, line: string): void {
    const indented = '  '.repeat(Math.min(depth, deepestIndent)) + line;
    this.#length += indented.length + 1;
    this.#lines.push(indented);
  }
}

/** `book (id: bk101, lang: en)`. */
export function headOf({ name, attributes }: XmlElement): string {
  const known = Object.entries(attributes)
    .filter(([key]) => !isNamespace(key))
    .map(([key, value]) => `${key}: ${value.replace(/\s+/g, ' ').trim()}`);
  return known.length === 0 ? name : `${name} (${known.join(', ')})`;
}
