/** XML as a tree of elements, whatever its source does: nothing outside the file is fetched, nothing is expanded. */
import { Parser } from 'htmlparser2';
import { counted } from '../text-document.ts';
import { withoutDoctype } from './internal-entities.ts';

/** One element. */
export interface XmlElement {
  /** As it is written, with its prefix. */
  readonly name: string;
  /** Without its prefix. */
  readonly local: string;
  /** As they are written, with their prefixes. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Elements and text in their order; adjacent text is one string, blanks included. */
  readonly children: readonly XmlNode[];
}

export type XmlNode = XmlElement | string;

/** A parsed file. */
export interface XmlTree {
  /** Undefined when there is no element at all. */
  readonly root: XmlElement | undefined;
  /** Elements that were kept. */
  readonly elements: number;
  /** What was left out and why, one sentence each. */
  readonly omissions: readonly string[];
}

export const xmlLimits = {
  /** Elements that are kept of one file. */
  elements: 500_000,
  /** Elements within elements; of deeper ones only the text is kept … */
  depth: 250,
  /** … and from here on the rest of the file is left out. */
  abyss: 2000,
} as const;

interface OpenElement extends XmlElement {
  readonly children: XmlNode[];
}

/** Parses leniently: what is not closed is closed, what was never opened is passed over. Never throws. */
export function parseXml(text: string): XmlTree {
  const { rest, resolve } = withoutDoctype(text);
  const builder = new TreeBuilder(resolve);
  const parser = new Parser(builder, { xmlMode: true });
  try {
    parser.write(rest);
    parser.end();
  } catch (error) {
    if (error !== enough) throw error;
  }
  return builder.tree();
}

/** Thrown through the parser when no more is wanted. */
const enough = new Error('enough');

class TreeBuilder {
  #root: OpenElement | undefined;
  readonly #open: OpenElement[] = [];
  #elements = 0;
  /** Open elements that lie too deep to be kept. */
  #sunken = 0;
  #flattened = false;
  #stopped: string | undefined;
  #inCdata = false;
  readonly #resolve: (text: string) => string;

  constructor(resolve: (text: string) => string) {
    this.#resolve = resolve;
  }

  onopentag(name: string, attributes: Record<string, string>): void {
    if (this.#open.length === 0 && this.#root !== undefined) {
      this.#stop('Only its first element was read: in XML nothing may stand beside it.');
    }
    if (this.#open.length >= xmlLimits.depth) {
      this.#sink();
      return;
    }
    if (this.#elements >= xmlLimits.elements) {
      this.#stop(`Only the first ${counted(xmlLimits.elements, 'element')} were read.`);
    }
    this.#elements++;
    const local = name.slice(name.indexOf(':') + 1);
    const element: OpenElement = { name, local, attributes: this.#resolved(attributes), children: [] };
    if (this.#root === undefined) this.#root = element;
    this.#open.at(-1)?.children.push(element);
    this.#open.push(element);
  }

  onclosetag(): void {
    if (this.#sunken > 0) this.#sunken--;
    else this.#open.pop();
  }

  oncdatastart(): void {
    this.#inCdata = true;
  }

  oncdataend(): void {
    this.#inCdata = false;
  }

  ontext(piece: string): void {
    const children = this.#open.at(-1)?.children;
    if (children === undefined) return;
    const text = this.#inCdata ? piece : this.#resolve(piece);
    const last = children.at(-1);
    if (typeof last === 'string') children[children.length - 1] = last + text;
    else children.push(text);
  }

  tree(): XmlTree {
    const omissions = this.#stopped === undefined ? [] : [this.#stopped];
    if (this.#flattened) {
      omissions.push(`Of elements more than ${xmlLimits.depth} levels deep only the text was kept.`);
    }
    return { root: this.#root, elements: this.#elements, omissions };
  }

  #sink(): void {
    this.#sunken++;
    this.#flattened = true;
    if (this.#sunken > xmlLimits.abyss) {
      this.#stop(`Its elements are nested more than ${xmlLimits.abyss} levels deep; the rest was not read.`);
    }
  }

  #stop(sentence: string): never {
    this.#stopped = sentence;
    throw enough;
  }

  #resolved(attributes: Record<string, string>): Record<string, string> {
    for (const [name, value] of Object.entries(attributes)) {
      if (value.includes('&')) attributes[name] = this.#resolve(value);
    }
    return attributes;
  }
}
