/** Property lists: settings, bookmarks and exports of the Mac and the iPhone. */
import { stringify } from 'yaml';
import type { Document } from '../../types/document.ts';
import type { FileToRead, Reader } from '../contract.ts';
import { shownCode } from '../text/shown-code.ts';
import { textDocument } from '../text-document.ts';
import { readXml } from '../xml/read-xml.ts';
import { tablesOf } from './data-content.ts';
import { dataFacts, dataTitle } from './data-facts.ts';
import { propertyList } from './property-list.ts';

/** Reads a property list as a table where it is one, else as an outline in YAML. */
export const propertyListReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const { root, encoding, omissions } = await readXml(file);
    const value = propertyList(root);
    const content = tablesOf(value) ?? {
      ...shownCode(value === undefined ? '' : stringify(value, { lineWidth: 0 }), 'yaml'),
      facts: {},
    };
    const facts = { title: dataTitle(value), encoding, other: { ...dataFacts(value), ...content.facts } };
    return textDocument(file, facts, content.blocks, [...omissions, ...content.omissions]);
  },
};
