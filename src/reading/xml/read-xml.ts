/** The common beginning of everything that reads XML. */
import type { FileToRead } from '../contract.ts';
import { damaged } from '../failures.ts';
import { readText } from '../text/read-text.ts';
import { parseXml } from './lenient-tree.ts';
import type { XmlElement } from './xml-tree.ts';

/** A file in XML. */
export interface XmlFile {
  readonly root: XmlElement;
  readonly elements: number;
  readonly encoding: string;
  readonly omissions: string[];
}

/**
 * Reads and parses.
 * @throws NightshiftError `file-damaged` when there is no element in it.
 */
export async function readXml(file: FileToRead): Promise<XmlFile> {
  const { text, encoding, omissions } = await readText(file);
  const tree = parseXml(text);
  if (tree.root === undefined) throw damaged(file, 'is no XML: it has no element in it');
  return { root: tree.root, elements: tree.elements, encoding, omissions: [...omissions, ...tree.omissions] };
}
