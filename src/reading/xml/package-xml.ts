/** The XML of formats that are folders of XML. A part that is not sound makes the file a damaged one. */
import type { FileToRead } from '../contract.ts';
import { damaged } from '../failures.ts';
import { buildTree } from './tree-builder.ts';
import type { XmlElement } from './xml-tree.ts';

/** No program nests deeper, and who walks the tree may call himself for each level. */
const deepest = 400;

/**
 * The root element. Document type declarations are passed over: entities that a file declares itself are
 * left as they stand, so none can grow, and nothing outside the text is looked at.
 * @throws NightshiftError `file-damaged` when there is no element, or when they nest too deep.
 */
export function parseXml(file: FileToRead, bytes: Uint8Array): XmlElement {
  const { root } = buildTree(decodeXml(bytes), {
    depth: deepest,
    elements: Number.POSITIVE_INFINITY,
    tooDeep() {
      throw damaged(file, `nests more than ${deepest} elements in each other`);
    },
  });
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
