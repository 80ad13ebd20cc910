/** A tree of XML written out again. */

import { isElement } from './xml-nodes.ts';
import type { XmlElement, XmlNode } from './xml-tree.ts';

/** Text as it may stand in XML and HTML, in an attribute too. */
export function escapeMarkup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** The children of an element as HTML: names without prefixes, and every element with an end tag. */
export function innerHtml(element: XmlElement): string {
  return element.children.map(outerHtml).join('');
}

/** HTML that has no end tags and no content. */
const empty = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/i;

function outerHtml(node: XmlNode): string {
  if (!isElement(node)) return escapeMarkup(node);
  const name = htmlName(node.name);
  if (name === undefined) return innerHtml(node);
  const attributes = Object.entries(node.attributes)
    .filter(([key]) => htmlName(key) !== undefined)
    .map(([key, value]) => ` ${key}="${escapeMarkup(value)}"`)
    .join('');
  if (empty.test(name)) return `<${name}${attributes}>`;
  return `<${name}${attributes}>${innerHtml(node)}</${name}>`;
}

/** A lenient parser lets names through that would mean something else when they are written out. */
function htmlName(name: string): string | undefined {
  return /^[a-z][\w-]*$/i.test(name) ? name : undefined;
}
