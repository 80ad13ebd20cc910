/** Word documents: headings, lists, tables, notes, comments, formulas and figures in the order of the text. */
import type { Block, Document, Picture } from '../../types/document.ts';
import type { FileToRead, LoadedPicture, Reader } from '../contract.ts';
import { blocksOf } from '../office/blocks.ts';
import { drawingsOf } from '../office/drawings-of.ts';
import { illustrated, loadFigure } from '../office/figures.ts';
import { OfficePackage, targetOf } from '../office/package.ts';
import { coreProperties, withTitle } from '../office/properties.ts';
import { readBody } from './body.ts';
import { bodyOf, comments, headersAndFooters, noteBlocks } from './notes.ts';
import { Numbering } from './numbering.ts';
import { type Book, storyOf } from './story.ts';
import { Styles } from './styles.ts';

/** Reads DOCX, DOCM and their templates. Macros are never looked at. */
export const docxReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const office = await OfficePackage.open(file);
    const main = await office.mainPart('word/document.xml');
    const relations = await office.relations(main);
    const part = (type: string): string | undefined => targetOf(relations, type);
    const body = bodyOf(await office.mainXml(main));
    const styles = await office.xml(part('styles') ?? 'word/styles.xml');
    const numbering = await office.xml(part('numbering') ?? 'word/numbering.xml');
    const empty: Book = {
      styles: new Styles(styles),
      numbering: new Numbering(numbering, styles),
      comments: new Map(),
      drawings: await drawingsOf(office, relations),
      footnotes: new Set(),
      endnotes: new Set(),
      changes: { inserted: 0, deleted: 0 },
    };
    const book = { ...empty, comments: await comments(office, part('comments'), empty) };
    const text = blocksOf(readBody(body, storyOf(book, relations)));
    const notes = [
      ...(await noteBlocks(office, part('footnotes'), book, 'footnote')),
      ...(await noteBlocks(office, part('endnotes'), book, 'endnote')),
    ].map((note): Block => ({ type: 'markdown', text: note }));
    const margins = blocksOf(await headersAndFooters(office, body, relations, book));
    const { blocks, pictures, omissions } = await illustrated([...text, ...notes, ...margins], office);
    return {
      kind: 'text',
      mime: file.mime,
      facts: withTitle(await coreProperties(office), blocks),
      blocks,
      pictures,
      speech: false,
      omissions: [...changeOmissions(book), ...omissions],
    };
  },

  async loadPicture(file: FileToRead, picture: Picture): Promise<LoadedPicture> {
    return loadFigure(picture, await OfficePackage.open(file));
  },
};

function changeOmissions({ changes: { deleted } }: Book): string[] {
  if (deleted === 0) return [];
  const places = deleted === 1 ? 'one place' : `${deleted} places`;
  return [
    `What was deleted with changes being tracked, in ${places}, is left out; what was inserted is shown.`,
  ];
}
