/** XML as a small tree, for formats that are folders of XML. */
import { Parser } from 'htmlparser2';
import type { FileToRead } from '../contract.ts';
import { damaged } from '../failures.ts';

/** An element. */
export interface XmlElement {
  /** Without its namespace prefix. */
  readonly name: string;
  /** As written, prefixes included. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
}

/** An element, or text between elements. */
export type XmlNode = XmlElement | string;

/** No program nests deeper, and who walks the tree may call himself for each level. */
const deepest = 400;

/**
 * The root element. Document type declarations are passed over: entities that a file declares itself are
 * left as they stand, so none can grow, and nothing outside the text is looked at.
 * @throws NightshiftError `file-damaged` when there is no element, or when they nest too deep.
 */
export function parseXml(file: FileToRead, bytes: Uint8Array): XmlElement {
  const top: { children: XmlNode[] } = { children: [] };
  const open = [top];
  const parser = new Parser(
    {
      onopentag(qualified, attributes) {
        if (open.length > deepest) throw damaged(file, `nests more than ${deepest} elements in each other`);
        const element = { name: localName(qualified), attributes, children: [] };
        open.at(-1)?.children.push(element);
        open.push(element);
      },
      ontext(text) {
        const siblings = open.at(-1)?.children ?? [];
        const last = siblings.length - 1;
        // An entity reference parts a text in pieces.
        if (typeof siblings[last] === 'string') siblings[last] += text;
        else siblings.push(text);
      },
      onclosetag() {
        open.pop();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(decodeXml(bytes));
  const root = top.children.find((node) => typeof node !== 'string');
  if (root === undefined) throw damaged(file, 'holds a part that should be XML and is not');
  return root;
}

/** XML is UTF-8, or UTF-16 with a mark (XML 1.0, section 4.3.3); nothing else occurs in packages. */
export function decodeXml(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}

const localName = (qualified: string): string => qualified.slice(qualified.indexOf(':') + 1);

/** The child elements, or those of one name. */
export function elements(parent: XmlElement | undefined, name?: string): XmlElement[] {
  const found: XmlElement[] = [];
  for (const node of parent?.children ?? []) {
    if (typeof node !== 'string' && (name === undefined || node.name === name)) found.push(node);
  }
  return found;
}

/** The first element at the end of a path of names, e.g. `child(p, 'pPr', 'numPr')`. */
export function child(parent: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  let at = parent;
  for (const name of path) {
    at = at?.children.find((node): node is XmlElement => typeof node !== 'string' && node.name === name);
  }
  return at;
}

/** All elements of a name, at any depth, in document order. */
export function descendants(parent: XmlElement | undefined, name: string): XmlElement[] {
  return elements(parent).flatMap((element) => {
    const below = descendants(element, name);
    return element.name === name ? [element, ...below] : below;
  });
}

/** The value of an attribute, whatever prefix it carries. */
export function attribute(element: XmlElement | undefined, name: string): string | undefined {
  if (element === undefined) return undefined;
  const plain = element.attributes[name];
  if (plain !== undefined) return plain;
  for (const key in element.attributes) if (localName(key) === name) return element.attributes[key];
  return undefined;
}

/** The value of an attribute that carries a prefix; a relation (`r:id`) often stands beside a plain `id`. */
export function prefixed(element: XmlElement | undefined, name: string): string | undefined {
  for (const key in element?.attributes) {
    if (key.includes(':') && localName(key) === name) return element?.attributes[key];
  }
  return undefined;
}

/** All text below an element, joined as it stands. */
export function textOf(node: XmlNode | undefined): string {
  if (node === undefined) return '';
  return typeof node === 'string' ? node : node.children.map(textOf).join('');
}
