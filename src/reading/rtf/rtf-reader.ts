/** Rich-text files: headings, lists, tables, notes, comments and pictures, read with officeparser. */
import { OfficeParser } from 'officeparser';
import type { Block, Document, Picture } from '../../types/document.ts';
import type { FileToRead, LoadedPicture, Reader } from '../contract.ts';
import { damaged } from '../failures.ts';
import { readWhole } from '../file-bytes.ts';
import { blocksOf } from '../office/blocks.ts';
import { illustrated, loadFigure } from '../office/figures.ts';
import { joinedSpans } from '../office/joined.ts';
import type { Piece } from '../office/pieces.ts';
import { plainOf } from '../office/rich-text.ts';
import { type RtfNode, rtfPieces } from './rtf-pieces.ts';
import { rtfFacts, visibleRtf } from './rtf-source.ts';

/** Bytes of one file. */
export const limitBytes = 128 * 1024 * 1024;

/** Reads RTF. Objects and programs in it are not looked at. */
export const rtfReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const rtf = await openRtf(file);
    const notes: string[] = [];
    const text = blocksOf(rtfPieces(rtf.content, notes));
    const remarks = notes.map((note): Block => ({ type: 'markdown', text: note }));
    const margins = blocksOf([
      ...marginPieces('header', rtf.headers),
      ...marginPieces('footer', rtf.footers),
    ]);
    const shown = await illustrated([...text, ...remarks, ...margins], rtf);
    const left =
      rtf.deletions === 0
        ? []
        : ['What was deleted with changes being tracked is left out; what was inserted is shown.'];
    return {
      kind: 'text',
      mime: file.mime,
      facts: rtfFacts(rtf.source),
      blocks: shown.blocks,
      pictures: shown.pictures,
      speech: false,
      omissions: [...left, ...shown.omissions],
    };
  },

  async loadPicture(file: FileToRead, picture: Picture): Promise<LoadedPicture> {
    return loadFigure(picture, await openRtf(file));
  },
};

interface OpenRtf {
  readonly file: FileToRead;
  readonly source: string;
  readonly deletions: number;
  readonly content: readonly RtfNode[];
  readonly headers: readonly RtfNode[];
  readonly footers: readonly RtfNode[];
  bytes(name: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

async function openRtf(file: FileToRead): Promise<OpenRtf> {
  const source = Buffer.from(await readWhole(file, limitBytes)).toString('latin1');
  const { visible, deletions } = visibleRtf(source);
  try {
    const tree = await OfficeParser.parseOffice(Buffer.from(visible, 'latin1'), {
      fileType: 'rtf',
      extractAttachments: true,
      ocr: false,
    });
    const pictures = new Map(tree.attachments.map(({ name, data }) => [name, data]));
    const margins = tree.auxiliary as
      | { headers?: readonly RtfNode[]; footers?: readonly RtfNode[] }
      | undefined;
    return {
      file,
      source,
      deletions,
      content: tree.content as readonly RtfNode[],
      headers: margins?.headers ?? [],
      footers: margins?.footers ?? [],
      bytes: async (name) => {
        const data = pictures.get(name);
        return data === undefined ? undefined : new Uint8Array(Buffer.from(data, 'base64'));
      },
    };
  } catch (error) {
    throw damaged(file, 'cannot be opened as rich text (RTF): its data is broken or nests too deep', error);
  }
}

/** The running heads or feet of the pages, each once. */
function marginPieces(kind: 'header' | 'footer', nodes: readonly RtfNode[]): Piece[] {
  const lines = new Set(
    nodes.map((node) =>
      plainOf(joinedSpans(rtfPieces([node], [])))
        .replace(/\s+/g, ' ')
        .trim(),
    ),
  );
  // A page number alone says nothing where there are no pages.
  const worth = [...lines].filter((line) => /\p{L}/u.test(line));
  return worth.map((line) => ({
    kind: 'paragraph',
    spans: [{ text: `Page ${kind}:`, italic: true }, { text: ` ${line}` }],
  }));
}
