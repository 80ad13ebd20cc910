/** OpenDocument texts: headings, lists, tables, notes, comments, formulas and figures in the order of the text. */
import type { Block, Document, Picture } from '../../types/document.ts';
import type { FileToRead, LoadedPicture, Reader } from '../contract.ts';
import { blocksOf } from '../office/blocks.ts';
import { illustrated, loadFigure } from '../office/figures.ts';
import { joinedSpans } from '../office/joined.ts';
import { OfficePackage } from '../office/package.ts';
import type { Piece } from '../office/pieces.ts';
import { withTitle } from '../office/properties.ts';
import { plainOf } from '../office/rich-text.ts';
import { child, elements, type XmlElement } from '../xml/xml-tree.ts';
import { deletionsIn, readBlocks } from './body.ts';
import { openOdf } from './odf-file.ts';
import type { OdfStory } from './story.ts';

/** Reads ODT and its template. */
export const odtReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const { office, body, styles, story, facts } = await openOdf(file);
    const text = blocksOf(readBlocks(body, story));
    const notes = story.notes.map((note): Block => ({ type: 'markdown', text: note }));
    const margins = blocksOf(marginPieces(styles, story));
    const { blocks, pictures, omissions } = await illustrated([...text, ...notes, ...margins], office);
    const deletions = deletionsIn(body);
    const left =
      deletions === 0
        ? []
        : ['What was deleted with changes being tracked is left out; what was inserted is shown.'];
    return {
      kind: 'text',
      mime: file.mime,
      facts: withTitle(facts, blocks),
      blocks,
      pictures,
      speech: false,
      omissions: [...left, ...omissions],
    };
  },

  async loadPicture(file: FileToRead, picture: Picture): Promise<LoadedPicture> {
    return loadFigure(picture, await OfficePackage.open(file));
  },
};

/** The running heads and feet of the pages, each once. */
function marginPieces(styles: XmlElement | undefined, story: OdfStory): Piece[] {
  const said = new Map<string, Piece>();
  // Notes in a margin belong to no text.
  const margin = { ...story, notes: [] };
  for (const page of elements(child(styles, 'master-styles'), 'master-page')) {
    for (const element of elements(page)) {
      const kind = /^(header|footer)(-left|-first)?$/.exec(element.name)?.[1];
      if (kind === undefined) continue;
      const words = plainOf(joinedSpans(readBlocks(element, margin)))
        .replace(/\s+/g, ' ')
        .trim();
      // A page number alone says nothing where there are no pages.
      if (words === '' || /^\P{L}*$/u.test(words)) continue;
      const spans = [{ text: `Page ${kind}:`, italic: true }, { text: ` ${words}` }];
      said.set(`${kind} ${words}`, { kind: 'paragraph', spans });
    }
  }
  return [...said.values()];
}
