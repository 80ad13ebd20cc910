/** Small questions of the readers of data to a tree of XML: words on one line, blanks as nothing. */
import { attribute, child, elements, textOf, type XmlElement, type XmlNode } from './xml-tree.ts';

export function isElement(node: XmlNode): node is XmlElement {
  return typeof node !== 'string';
}

/** The elements right below that are called so, whatever their prefix. */
export function childrenNamed(element: XmlElement, ...names: readonly string[]): XmlElement[] {
  return elements(element).filter(({ name }) => names.includes(name));
}

/** All text below on one line; '' when there is none. */
export function lineOf(node: XmlNode | undefined): string {
  return textOf(node).replace(/\s+/g, ' ').trim();
}

/** The text of the first element at the end of this path on one line; undefined when it is missing or blank. */
export function textAt(element: XmlElement | undefined, ...path: readonly string[]): string | undefined {
  return lineOf(child(element, ...path)) || undefined;
}

/** An attribute by its name without a prefix; undefined when it is missing or blank. */
export function attributeOf(element: XmlElement, name: string): string | undefined {
  return attribute(element, name)?.trim() || undefined;
}
