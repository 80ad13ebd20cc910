/** Apple's property lists in XML → data. */

import type { XmlElement } from '../xml/lenient-tree.ts';
import { elementsOf, rawText, textOf } from '../xml/xml-nodes.ts';
import type { Data } from './records.ts';

/** The value of a `plist` element; undefined when it holds none. */
export function propertyList(root: XmlElement): Data {
  const [value] = root.local === 'plist' ? elementsOf(root) : [root];
  return value === undefined ? undefined : dataOf(value);
}

function dataOf(element: XmlElement): Data {
  switch (element.local) {
    case 'dict':
      return dictionary(element);
    case 'array':
      return elementsOf(element).map(dataOf);
    case 'true':
      return true;
    case 'false':
      return false;
    case 'string':
      return rawText(element).trim();
    case 'data':
      return `data of ${Math.floor((textOf(element).replaceAll(/[\s=]/g, '').length * 3) / 4)} bytes`;
    case 'integer':
    case 'real':
      return numberOf(textOf(element));
    default:
      return textOf(element);
  }
}

/** The number, or its text where a number would lose digits. */
function numberOf(text: string): Data {
  return String(Number(text)) === text ? Number(text) : text;
}

function dictionary(element: XmlElement): Data {
  const entries: [string, Data][] = [];
  let key: string | undefined;
  for (const child of elementsOf(element)) {
    if (child.local === 'key') key = textOf(child);
    else if (key !== undefined) {
      entries.push([key, dataOf(child)]);
      key = undefined;
    }
  }
  return Object.fromEntries(entries);
}
