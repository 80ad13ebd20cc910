/** Apple's property lists in XML → data. */

import { lineOf } from '../xml/xml-nodes.ts';
import { elements, textOf, type XmlElement } from '../xml/xml-tree.ts';
import type { Data } from './records.ts';

/** The value of a `plist` element; undefined when it holds none. */
export function propertyList(root: XmlElement): Data {
  const [value] = root.name === 'plist' ? elements(root) : [root];
  return value === undefined ? undefined : dataOf(value);
}

function dataOf(element: XmlElement): Data {
  switch (element.name) {
    case 'dict':
      return dictionary(element);
    case 'array':
      return elements(element).map(dataOf);
    case 'true':
      return true;
    case 'false':
      return false;
    case 'string':
      return textOf(element).trim();
    case 'data':
      return `data of ${Math.floor((lineOf(element).replaceAll(/[\s=]/g, '').length * 3) / 4)} bytes`;
    case 'integer':
    case 'real':
      return numberOf(lineOf(element));
    default:
      return lineOf(element);
  }
}

/** The number, or its text where a number would lose digits. */
function numberOf(text: string): Data {
  return String(Number(text)) === text ? Number(text) : text;
}

function dictionary(element: XmlElement): Data {
  const entries: [string, Data][] = [];
  let key: string | undefined;
  for (const child of elements(element)) {
    if (child.name === 'key') key = lineOf(child);
    else if (key !== undefined) {
      entries.push([key, dataOf(child)]);
      key = undefined;
    }
  }
  return Object.fromEntries(entries);
}
