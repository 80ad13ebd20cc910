/** Small questions to a tree of XML. */
import type { XmlElement, XmlNode } from './lenient-tree.ts';

export function isElement(node: XmlNode): node is XmlElement {
  return typeof node !== 'string';
}

/** The elements right below, without the text between them. */
export function elementsOf(element: XmlElement): XmlElement[] {
  return element.children.filter(isElement);
}

/** The elements right below that are called so, whatever their prefix. */
export function childrenNamed(element: XmlElement, ...locals: readonly string[]): XmlElement[] {
  return elementsOf(element).filter(({ local }) => locals.includes(local));
}

/** The first element at the end of this path of names; undefined when there is none. */
export function childAt(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  let at = element;
  for (const local of path) at = at && elementsOf(at).find((child) => child.local === local);
  return at;
}

/** All text below, as it stands. */
export function rawText(node: XmlNode): string {
  if (typeof node === 'string') return node;
  return node.children.map(rawText).join('');
}

/** All text below on one line; '' when there is none. */
export function textOf(node: XmlNode | undefined): string {
  return node === undefined ? '' : rawText(node).replace(/\s+/g, ' ').trim();
}

/** The text of the first element at the end of this path; undefined when it is missing or blank. */
export function textAt(element: XmlElement | undefined, ...path: readonly string[]): string | undefined {
  return textOf(childAt(element, ...path)) || undefined;
}

/** An attribute by its name without a prefix. */
export function attributeOf(element: XmlElement, local: string): string | undefined {
  const found = Object.entries(element.attributes).find(
    ([name]) => name === local || name.slice(name.indexOf(':') + 1) === local,
  );
  return found?.[1].trim() || undefined;
}

/** Every element called so, at any depth, in document order; at most `most`. */
export function descendantsNamed(element: XmlElement, local: string, most = 100_000): XmlElement[] {
  const found: XmlElement[] = [];
  const look = (at: XmlElement): void => {
    for (const child of elementsOf(at)) {
      if (found.length >= most) return;
      if (child.local === local) found.push(child);
      look(child);
    }
  };
  look(element);
  return found;
}
