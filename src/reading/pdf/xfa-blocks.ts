/** Forms that are described in XML only (XFA): their pages hold no text of the usual kind. */
import type { PDFPageProxy } from 'pdfjs-dist';
import type { Block, Position } from '../../types/document.ts';

/** Nodes of one page that are looked at. */
const mostNodes = 50_000;

interface Node {
  readonly name: string;
  readonly classes: readonly string[];
  readonly value: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly children: readonly unknown[];
}

/** The words of the form in its own order; fields that follow one another are one table of labels and values. */
export async function xfaBlocks(page: PDFPageProxy, number: number): Promise<Block[]> {
  const position = { page: number };
  const root: unknown = await page.getXfa();
  const form = new Form(position);
  form.read(root);
  return form.blocks();
}

class Form {
  readonly #position: Position;
  readonly #blocks: Block[] = [];
  #fields: (readonly [label: string, value: string])[] = [];
  #left = mostNodes;

  constructor(position: Position) {
    this.#position = position;
  }

  blocks(): Block[] {
    this.#closeFields();
    return this.#blocks;
  }

  read(value: unknown): void {
    const node = nodeOf(value);
    if (node === undefined || this.#left-- <= 0 || node.name === 'button') return;
    if (node.classes.includes('xfaRich')) this.#addText(textOf(node, this.#left));
    else if (node.classes.includes('xfaField')) this.#addField(node);
    else for (const child of node.children) this.read(child);
  }

  #addText(text: string): void {
    if (text === '') return;
    this.#closeFields();
    this.#blocks.push({ type: 'paragraph', text, position: this.#position });
  }

  #addField(field: Node): void {
    const parts = below(field, this.#left);
    if (parts.some(({ name }) => name === 'button')) return;
    const label = parts.find(({ classes }) => classes.includes('xfaCaption'));
    const words = label === undefined ? '' : textOf(label, this.#left).replaceAll('\n', ' ');
    const values = parts.flatMap(enteredIn).join(', ');
    if (words !== '' || values !== '') this.#fields.push([words, values]);
  }

  #closeFields(): void {
    const rows = this.#fields;
    if (rows.length > 0) this.#blocks.push({ type: 'table', header: false, rows, position: this.#position });
    this.#fields = [];
  }
}

/** What was typed, chosen or ticked. */
function enteredIn({ name, attributes, children }: Node): string[] {
  const { type, value, checked, textContent, selected } = attributes;
  if (name === 'textarea') return wordsOf(textContent ?? value);
  if (name === 'option') return selected === true ? wordsOf(textContent ?? value ?? children[0]) : [];
  if (name !== 'input') return [];
  if (type === 'checkbox' || type === 'radio') return checked === true ? ['yes'] : [];
  return wordsOf(value);
}

function wordsOf(value: unknown): string[] {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? [] : [text];
}

function nodeOf(value: unknown): Node | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { name, value: text, attributes, children } = value as Record<string, unknown>;
  const named = (typeof attributes === 'object' && attributes !== null ? attributes : {}) as Record<
    string,
    unknown
  >;
  return {
    name: String(name ?? ''),
    classes: Array.isArray(named.class) ? named.class.map(String) : [],
    value: typeof text === 'string' ? text : '',
    attributes: named,
    children: Array.isArray(children) ? children : [],
  };
}

function below(node: Node, limit: number): Node[] {
  const found: Node[] = [];
  const open = [...node.children].reverse();
  while (open.length > 0 && found.length < limit) {
    const next = nodeOf(open.pop());
    if (next === undefined) continue;
    found.push(next);
    open.push(...next.children.toReversed());
  }
  return found;
}

/** Paragraphs on lines of their own. */
function textOf(node: Node, limit: number): string {
  return below(node, limit)
    .map(({ name, value }) => (name === 'p' ? `\n${value}` : value))
    .join('')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}
