/** XML as a small tree of elements, and the questions that readers ask it. `tree-builder.ts` makes it. */

/** An element. */
export interface XmlElement {
  /** Without its namespace prefix. */
  readonly name: string;
  /** The prefix with its colon, e.g. `w:`; '' when there is none. */
  readonly prefix: string;
  /** As written, prefixes included. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Elements and text in their order; adjacent text is one string, blanks included. */
  readonly children: readonly XmlNode[];
}

/** An element, or text between elements. */
export type XmlNode = XmlElement | string;

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
