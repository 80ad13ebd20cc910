/**
 * Any HTML → well-formed HTML of bounded depth, in one pass. What comes out is safe for a parser that builds a
 * tree: parsers of HTML are quadratic in the depth of a page, and a page may be a million elements deep.
 */
import {
  cellNames,
  endsParagraph,
  headingNames,
  impliedEnds,
  tableNames,
  unreadNames,
  voidNames,
} from './element-names.ts';
import { type Attributes, readTags, type TagListener } from './tags.ts';

/** What an element becomes. */
export interface Kept {
  /** Empty when only its content is kept but its end still has to be found. */
  readonly name: string;
  /** With a space before each, ready to be written. */
  readonly attributes?: string;
  /** Written even when nothing is in it. */
  readonly always?: boolean;
}

/** What is kept of a page. */
export interface Taming {
  /** `undefined`: its content is kept, the element is not. `text` asks for its raw content instead. */
  keep(name: string, attributes: Attributes, open: OpenElements): Kept | 'drop' | 'raw' | undefined;
  /** What an element kept as `raw` becomes, from its content as it stands. HTML. */
  raw?(name: string, attributes: Attributes, content: string): string;
  /** `<x/>` ends at once, as in XHTML. */
  readonly selfClosing: boolean;
  /** White space inside elements that have nothing else, and these elements, are left out. */
  readonly prune: boolean;
  /** The output is cut where this many characters are exceeded, if it can be cut there. */
  readonly chunkCharacters: number;
}

/** What stands around the place that is being read. */
export interface OpenElements {
  /** How many elements of this output name are open. */
  count(name: string): number;
  /** The output name of the innermost open element, '' for none. */
  readonly innermost: string;
}

/** Deeper elements lose their tags, not their text. */
const mostDepth = 100;
/** Each list and each quotation indents all that is in it. */
const mostNested: Readonly<Record<string, number>> = { ul: 12, ol: 12, blockquote: 12, table: 8 };

interface Entry {
  /** As its end tag will call it. */
  readonly source: string;
  readonly kept: Kept;
  /** The number of the last item begun in it, for `ol`. */
  items: number;
  /** Where its numbers go on after a cut. */
  next?: number;
}

/** Pieces of well-formed HTML that hold together all that is kept of `html`. */
export function tameHtml(html: string, taming: Taming): string[] {
  const first = new Tamer(html, taming, false);
  // An element whose content is dropped and that never ends would take the rest of the page with it.
  return first.swallowed ? new Tamer(html, taming, true).chunks : first.chunks;
}

class Tamer implements OpenElements, TagListener {
  readonly chunks: string[] = [];
  swallowed = false;
  readonly #html: string;
  readonly #taming: Taming;
  /** After a first try in which an element swallowed the rest: then only scripts and styles are dropped. */
  readonly #lenient: boolean;
  readonly #out: string[] = [];
  #size = 0;
  readonly #stack: Entry[] = [];
  /** How many of the stack's elements are written already; always the outermost ones. */
  #written = 0;
  readonly #counts = new Map<string, number>();
  /** End tags to ignore, since their elements were too deep. */
  readonly #ignored = new Map<string, number>();
  #skip:
    | { readonly name: string; depth: number; readonly raw?: { attributes: Attributes; from: number } }
    | undefined;

  constructor(html: string, taming: Taming, lenient: boolean) {
    this.#html = html;
    this.#taming = taming;
    this.#lenient = lenient;
    readTags(html, this);
    this.swallowed = this.#skip !== undefined && !/^(?:script|style)$/.test(this.#skip.name) && !lenient;
    this.#cut();
  }

  count(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  get innermost(): string {
    return this.#stack.at(-1)?.kept.name ?? '';
  }

  open(name: string, attributes: Attributes, end: number, closed: boolean): void {
    if (this.#skip) {
      if (this.#skip.name === name && !closed) this.#skip.depth++;
      return;
    }
    const kept = this.#taming.keep(name, attributes, this);
    if (kept === 'drop' || kept === 'raw') {
      const droppable = !this.#lenient || !unreadNames.has(name) || /^(?:script|style)$/.test(name);
      if (voidNames.has(name) || closed || !droppable) return;
      const raw = kept === 'raw' ? { raw: { attributes, from: end } } : {};
      this.#skip = { name, depth: 1, ...raw };
      return;
    }
    this.#endImplied(name);
    if (voidNames.has(name)) {
      if (name === 'br' && this.count('pre') > 0) this.#write('\n');
      else if (kept && kept.name !== '') this.#write(`<${kept.name}${kept.attributes ?? ''}>`);
      return;
    }
    if (kept === undefined || (closed && this.#taming.selfClosing && !kept.always)) return;
    this.#push(name, kept);
    if (closed && this.#taming.selfClosing) this.#popTo(this.#stack.length - 1);
  }

  #push(source: string, kept: Kept): void {
    const deep =
      this.#stack.length >= mostDepth || this.count(kept.name) >= (mostNested[kept.name] ?? mostDepth);
    if (deep) {
      this.#ignored.set(source, (this.#ignored.get(source) ?? 0) + 1);
      // What the tag would have kept apart stays apart.
      if (kept.name !== '' && endsParagraph.has(source) && this.#out.at(-1) !== '<br>') this.#add('<br>');
      return;
    }
    const list = kept.name === 'li' ? this.#stack.at(-1) : undefined;
    if (list) list.items++;
    const start = kept.name === 'ol' ? Number(/ start="(\d{1,6})"/.exec(kept.attributes ?? '')?.[1] ?? 1) : 1;
    this.#stack.push({ source, kept, items: start - 1 });
    this.#counts.set(kept.name, this.count(kept.name) + 1);
    if (kept.always || !this.#taming.prune) this.#flush();
  }

  close(name: string, start: number): void {
    if (this.#skip) {
      if (this.#skip.name !== name || --this.#skip.depth > 0) return;
      const { raw } = this.#skip;
      this.#skip = undefined;
      if (raw) this.#write(this.#taming.raw?.(name, raw.attributes, this.#html.slice(raw.from, start)) ?? '');
      return;
    }
    const ignored = this.#ignored.get(name) ?? 0;
    if (ignored > 0) {
      this.#ignored.set(name, ignored - 1);
      return;
    }
    for (let i = this.#stack.length - 1; i >= 0; i--) {
      const { source } = this.#stack[i] as Entry;
      if (source === name || (headingNames.has(name) && headingNames.has(source))) {
        this.#popTo(i);
        return;
      }
      if (cellNames.has(source) && !tableNames.has(name)) return;
    }
    if (name === 'br' || name === 'p') this.#add('<br>');
  }

  #endImplied(name: string): void {
    if (endsParagraph.has(name)) this.#endOpen(paragraph.ends, paragraph.stops);
    const implied = impliedEnds.get(name);
    if (implied) this.#endOpen(implied.ends, implied.stops);
    if (headingNames.has(name) && headingNames.has(this.#stack.at(-1)?.source ?? '')) {
      this.#popTo(this.#stack.length - 1);
    }
  }

  #endOpen(ends: ReadonlySet<string>, stops: ReadonlySet<string>): void {
    for (let i = this.#stack.length - 1; i >= 0; i--) {
      const { source } = this.#stack[i] as Entry;
      if (ends.has(source)) {
        this.#popTo(i);
        return;
      }
      if (stops.has(source)) return;
    }
  }

  #popTo(length: number): void {
    let outermost = '';
    while (this.#stack.length > length) {
      const { kept } = this.#stack.pop() as Entry;
      this.#counts.set(kept.name, this.count(kept.name) - 1);
      outermost = kept.name;
      if (this.#written <= this.#stack.length) continue;
      this.#written = this.#stack.length;
      if (kept.name !== '') this.#add(`</${kept.name}>`);
    }
    if (this.#size > this.#taming.chunkCharacters && this.#mayCutAfter(outermost)) this.#cut();
  }

  /** Between blocks any time, between rows and items when it has to be, anywhere when nothing else helps. */
  #mayCutAfter(name: string): boolean {
    if (this.count('pre') > 0 || this.count('math') > 0) return false;
    if (cuttable.test(name) && this.#stack.every(({ kept }) => containers.test(kept.name))) return true;
    const excess = this.#size / this.#taming.chunkCharacters;
    return (
      (excess > 4 && /^(?:tr|li|p|div|dd)$/.test(name)) || (excess > 16 && name !== 'td' && name !== 'th')
    );
  }

  #cut(): void {
    for (let i = this.#written - 1; i >= 0; i--) {
      const entry = this.#stack[i] as Entry;
      entry.next = entry.items + 1;
      if (entry.kept.name !== '') this.#out.push(`</${entry.kept.name}>`);
    }
    this.#written = 0;
    if (this.#out.length > 0) this.chunks.push(this.#out.join(''));
    this.#out.length = 0;
    this.#size = 0;
  }

  data(text: string): void {
    if (this.#taming.selfClosing) this.text(text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'));
  }

  text(text: string): void {
    if (this.#skip) return;
    if (this.count('pre') > 0) {
      this.#write(text);
      return;
    }
    const plain = text.replace(/&nbsp;?|&#160;|&#xa0;|\u00a0/gi, ' ');
    if (/^[ \t\r\n\f]*$/.test(plain)) {
      if (this.#taming.prune) this.#add(' ');
      else this.#write(text);
    } else this.#write(this.#taming.prune ? plain : text);
  }

  #write(html: string): void {
    if (html === '') return;
    this.#flush();
    this.#add(html);
  }

  #add(html: string): void {
    this.#out.push(html);
    this.#size += html.length;
  }

  #flush(): void {
    for (; this.#written < this.#stack.length; this.#written++) {
      const { kept, next } = this.#stack[this.#written] as Entry;
      if (kept.name === '') continue;
      // Programs part one bold word into several: what ends where the same begins goes on.
      if (joinable.test(kept.name) && this.#out.at(-1) === `</${kept.name}>`) {
        this.#out.pop();
        continue;
      }
      // A list that was cut goes on with the number that comes next.
      const going = kept.name === 'ol' && next !== undefined;
      const attributes = going ? ` start="${next}"` : (kept.attributes ?? '');
      this.#add(`<${kept.name}${attributes}>`);
    }
  }
}

const joinable = /^(?:strong|em|del|code)$/;
/** A page may be cut after one of these … */
const cuttable = /^(?:div|p|ul|ol|dl|table|pre|figure|blockquote|h[1-6])$/;
/** … when nothing but these is open. */
const containers = /^(?:div|blockquote|)$/;
const paragraph = { ends: new Set(['p']), stops: new Set(['table', ...cellNames]) };
