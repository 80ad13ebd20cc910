/** What lies on the sheets of a workbook: charts, pictures, text in shapes. */
import { captionOf } from '../office/caption.ts';
import { chartPieces } from '../office/chart.ts';
import { paragraphSpans } from '../office/drawing-text.ts';
import { type OfficePackage, type Relations, targetOf } from '../office/package.ts';
import type { Piece } from '../office/pieces.ts';
import { attribute, child, elements, prefixed, type XmlElement } from '../xml/xml-tree.ts';

/** Sheet name → what is drawn on it, in the order of the file. */
export async function sheetDrawings(office: OfficePackage): Promise<ReadonlyMap<string, readonly Piece[]>> {
  const drawn = new Map<string, readonly Piece[]>();
  const main = await office.mainPart('xl/workbook.xml');
  const relations = await office.relations(main);
  const workbook = await office.xml(main).catch(() => undefined);
  for (const sheet of elements(child(workbook, 'sheets'), 'sheet')) {
    const part = relations.get(prefixed(sheet, 'id') ?? '')?.target;
    if (part === undefined) continue;
    // A drawing that cannot be read is missing; the cells are read all the same.
    const pieces = await sheetPieces(office, part).catch((): Piece[] => []);
    if (pieces.length > 0) drawn.set(attribute(sheet, 'name') ?? '', pieces);
  }
  return drawn;
}

async function sheetPieces(office: OfficePackage, sheet: string): Promise<Piece[]> {
  const part = targetOf(await office.relations(sheet), 'drawing');
  const root = part === undefined ? undefined : await office.xml(part);
  if (part === undefined || root === undefined) return [];
  const relations = await office.relations(part);
  const charts = new Map<string, Piece[]>();
  for (const { type, target, external } of relations.values()) {
    if (external || !/^chart(Ex)?$/.test(type)) continue;
    const chart = await office.xml(target).catch(() => undefined);
    // Its numbers stand in cells; the figure says what was made of them.
    if (chart !== undefined) charts.set(target, chartPieces(chart).slice(0, 1));
  }
  return walk(root, relations, charts);
}

function walk(parent: XmlElement, relations: Relations, charts: ReadonlyMap<string, Piece[]>): Piece[] {
  return elements(parent).flatMap((element): Piece[] => {
    switch (element.name) {
      case 'pic': {
        const properties = child(element, 'nvPicPr', 'cNvPr');
        const target = relations.get(prefixed(child(element, 'blipFill', 'blip'), 'embed') ?? '');
        const picture = target === undefined || target.external ? {} : { picture: target.target };
        return [{ kind: 'figure', caption: captionOf(properties), ...picture }];
      }
      case 'chart':
        return charts.get(relations.get(prefixed(element, 'id') ?? '')?.target ?? '') ?? [];
      case 'txBody':
        return elements(element, 'p').map((paragraph) => ({
          kind: 'paragraph',
          spans: paragraphSpans(paragraph, relations),
        }));
      case 'Fallback':
        return [];
      default:
        return walk(element, relations, charts);
    }
  });
}
