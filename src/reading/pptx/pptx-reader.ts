/** Presentations: slide by slide, as a person reads each, with notes and comments. */
import type { Block, Document, Picture } from '../../types/document.ts';
import type { FileToRead, LoadedPicture, Reader } from '../contract.ts';
import { damaged } from '../failures.ts';
import { blocksOf } from '../office/blocks.ts';
import { drawingsOf } from '../office/drawings-of.ts';
import { illustrated, loadFigure } from '../office/figures.ts';
import { OfficePackage, type Relations, targetOf } from '../office/package.ts';
import type { Piece } from '../office/pieces.ts';
import { coreProperties, withTitle } from '../office/properties.ts';
import { plainOf } from '../office/rich-text.ts';
import { attribute, child, elements, prefixed, type XmlElement } from '../xml/xml-tree.ts';
import { commentAuthors, slideComments, speakerNotes } from './remarks.ts';
import { footOf, type SlideParts, slidePieces } from './shapes.ts';
import { SlideLook } from './slide-look.ts';

/** Slides of one file that are read. */
export const mostSlides = 2000;

/** Reads PPTX, PPTM, slide shows and templates. */
export const pptxReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const office = await OfficePackage.open(file);
    const { names, relations } = await slideNames(office);
    const show: Show = {
      office,
      authors: await commentAuthors(office, relations),
      looks: new Map(),
      feet: new Set(),
    };
    const blocks: Block[] = [];
    const omissions: string[] = [];
    let lastError: unknown;
    for (const [index, name] of names.slice(0, mostSlides).entries()) {
      try {
        for (const block of blocksOf(await readSlide(name, show), { slide: index + 1 })) blocks.push(block);
      } catch (error) {
        lastError = error;
        omissions.push(`Slide ${index + 1} could not be read: its data is broken.`);
      }
    }
    if (names.length > 0 && omissions.length === names.length) {
      throw damaged(file, 'has no slide that can be read', lastError);
    }
    if (names.length > mostSlides) {
      omissions.push(
        `Slides ${mostSlides + 1} to ${names.length} were not read: ${mostSlides} are the limit.`,
      );
    }
    const shown = await illustrated(blocks, office);
    return {
      kind: 'text',
      mime: file.mime,
      facts: { ...withTitle(await coreProperties(office), shown.blocks), slides: names.length },
      blocks: shown.blocks,
      pictures: shown.pictures,
      speech: false,
      omissions: [...omissions, ...shown.omissions],
    };
  },

  async loadPicture(file: FileToRead, picture: Picture): Promise<LoadedPicture> {
    return loadFigure(picture, await OfficePackage.open(file));
  },
};

/** What the slides of a presentation share. */
interface Show {
  readonly office: OfficePackage;
  readonly authors: ReadonlyMap<string, string>;
  /** Layout part → looks. */
  readonly looks: Map<string, SlideLook>;
  /** Words at the foot of slides that were shown already. */
  readonly feet: Set<string>;
}

/** The parts of the slides, in their order. */
async function slideNames(office: OfficePackage): Promise<{ names: string[]; relations: Relations }> {
  const main = await office.mainPart('ppt/presentation.xml');
  const relations = await office.relations(main);
  const root = await office.mainXml(main);
  const names = elements(child(root, 'sldIdLst'), 'sldId').flatMap((slide) => {
    const target = relations.get(prefixed(slide, 'id') ?? '')?.target;
    return target === undefined ? [] : [target];
  });
  return { names, relations };
}

async function readSlide(name: string, show: Show): Promise<Piece[]> {
  const { office } = show;
  const root = await office.mainXml(name);
  const relations = await office.relations(name);
  const parts: SlideParts = {
    look: await lookOf(relations, show),
    relations,
    drawings: await drawingsOf(office, relations),
  };
  const tree = child(root, 'cSld', 'spTree');
  const isHidden = /^(0|false)$/.test(attribute(root, 'show') ?? '1');
  return [
    ...(isHidden ? [hiddenNotice] : []),
    ...slidePieces(tree, parts),
    ...footPieces(tree, parts, show),
    ...(await speakerNotes(office, relations)),
    ...(await slideComments(office, relations, show.authors)),
  ];
}

const hiddenNotice: Piece = {
  kind: 'paragraph',
  spans: [{ text: 'This slide is hidden in the presentation.', italic: true }],
};

/** The same words stand at the foot of every slide: they are shown once. */
function footPieces(tree: XmlElement | undefined, parts: SlideParts, { feet }: Show): Piece[] {
  const spans = footOf(tree, parts);
  const words = plainOf(spans).trim();
  if (words === '' || feet.has(words)) return [];
  feet.add(words);
  return [{ kind: 'paragraph', spans: [{ text: 'Slide footer:', italic: true }, { text: ' ' }, ...spans] }];
}

async function lookOf(slide: Relations, { office, looks }: Show): Promise<SlideLook> {
  const layout = targetOf(slide, 'slideLayout') ?? '';
  const known = looks.get(layout);
  if (known !== undefined) return known;
  // Without its layout a slide loses places and bullets, no words.
  const layoutRoot = await office.xml(layout).catch(() => undefined);
  const master =
    targetOf(await office.relations(layout).catch((): Relations => new Map()), 'slideMaster') ?? '';
  const look = new SlideLook(layoutRoot, await office.xml(master).catch(() => undefined));
  looks.set(layout, look);
  return look;
}
