/** XML of data as a tree, whatever its source does: too much of it is cut and said, never a failure. */
import { counted } from '../text-document.ts';
import { buildTree } from './tree-builder.ts';
import type { XmlElement } from './xml-tree.ts';

/** A parsed file. */
export interface XmlTree {
  /** Undefined when there is no element at all. */
  readonly root: XmlElement | undefined;
  /** Elements that were kept. */
  readonly elements: number;
  /** What was left out and why, one sentence each. */
  readonly omissions: readonly string[];
}

export const xmlLimits = {
  /** Elements that are kept of one file. */
  elements: 500_000,
  /** Elements within elements; of deeper ones only the text is kept … */
  depth: 250,
  /** … and from here on the rest of the file is left out. */
  abyss: 2000,
} as const;

const sentences = {
  many: `Only the first ${counted(xmlLimits.elements, 'element')} were read.`,
  deep: `Its elements are nested more than ${xmlLimits.abyss} levels deep; the rest was not read.`,
  beside: 'Only its first element was read: in XML nothing may stand beside it.',
};

/** Parses leniently, with the short names that the document type declares replaced. Never throws. */
export function parseXml(text: string): XmlTree {
  let isFlattened = false;
  const { root, elements, stopped } = buildTree(text, {
    depth: xmlLimits.depth,
    elements: xmlLimits.elements,
    entities: true,
    tooDeep(sunken) {
      isFlattened = true;
      return sunken > xmlLimits.abyss;
    },
  });
  const omissions = stopped === undefined ? [] : [sentences[stopped]];
  if (isFlattened)
    omissions.push(`Of elements more than ${xmlLimits.depth} levels deep only the text was kept.`);
  return { root, elements, omissions };
}
