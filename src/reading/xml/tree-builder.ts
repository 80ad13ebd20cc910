/** Text → a tree of XML, by the rules of whoever asks. Nothing outside the text is fetched. */
import { Parser } from 'htmlparser2';
import { withoutDoctype } from './internal-entities.ts';
import type { XmlElement, XmlNode } from './xml-tree.ts';

/** How much is kept, and what happens beyond that. */
export interface TreeRules {
  /** Elements within elements that are kept. */
  readonly depth: number;
  /** Elements that are kept. */
  readonly elements: number;
  /** Are the short names that the document type declares replaced? Without this they stay names. */
  readonly entities?: true;
  /** Called for each element that lies too deep, with the number of those around it; true ends the reading, a throw fails it. */
  tooDeep(sunken: number): boolean;
}

/** What was built. */
export interface BuiltTree {
  /** Undefined when there is no element at all. */
  readonly root: XmlElement | undefined;
  /** Elements that were kept. */
  readonly elements: number;
  /** Why the rest was not read: more elements than are kept, too deep, or something beside the first element. */
  readonly stopped: 'many' | 'deep' | 'beside' | undefined;
}

interface OpenElement extends XmlElement {
  readonly children: XmlNode[];
}

/**
 * Parses leniently: what is not closed is closed, what was never opened is passed over, of elements that lie
 * too deep the text is kept. Throws only what `rules` throw.
 */
export function buildTree(text: string, rules: TreeRules): BuiltTree {
  const { rest, resolve } = withoutDoctype(text);
  const builder = new TreeBuilder(rules, rules.entities ? resolve : (piece) => piece);
  const parser = new Parser(builder, { xmlMode: true });
  try {
    parser.write(rest);
    parser.end();
  } catch (error) {
    if (error !== enough) throw error;
  }
  return { root: builder.root, elements: builder.elements, stopped: builder.stopped };
}

/** Thrown through the parser when no more is wanted. */
const enough = new Error('enough');

class TreeBuilder {
  root: OpenElement | undefined;
  elements = 0;
  stopped: BuiltTree['stopped'];
  readonly #rules: TreeRules;
  readonly #resolve: (text: string) => string;
  readonly #open: OpenElement[] = [];
  /** Open elements that lie too deep to be kept. */
  #sunken = 0;
  #inCdata = false;

  constructor(rules: TreeRules, resolve: (text: string) => string) {
    this.#rules = rules;
    this.#resolve = resolve;
  }

  onopentag(qualified: string, attributes: Record<string, string>): void {
    if (this.#open.length === 0 && this.root !== undefined) this.#stop('beside');
    if (this.#open.length >= this.#rules.depth) {
      if (this.#rules.tooDeep(++this.#sunken)) this.#stop('deep');
      return;
    }
    if (this.elements >= this.#rules.elements) this.#stop('many');
    this.elements++;
    const colon = qualified.indexOf(':') + 1;
    const [prefix, name] = [qualified.slice(0, colon), qualified.slice(colon)];
    const element: OpenElement = { name, prefix, attributes: this.#resolved(attributes), children: [] };
    if (this.root === undefined) this.root = element;
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

  /** An entity reference parts a text in pieces. */
  ontext(piece: string): void {
    const children = this.#open.at(-1)?.children;
    if (children === undefined) return;
    const text = this.#inCdata ? piece : this.#resolve(piece);
    const last = children.at(-1);
    if (typeof last === 'string') children[children.length - 1] = last + text;
    else children.push(text);
  }

  #stop(why: BuiltTree['stopped']): never {
    this.stopped = why;
    throw enough;
  }

  #resolved(attributes: Record<string, string>): Record<string, string> {
    for (const [name, value] of Object.entries(attributes)) {
      if (value.includes('&')) attributes[name] = this.#resolve(value);
    }
    return attributes;
  }
}
