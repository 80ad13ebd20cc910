/** Objects of other programs in an OpenDocument file, each in a folder of its own: formulas and charts. */
import { latexOfMathMl, mathIn } from '../office/mathml.ts';
import type { OfficePackage } from '../office/package.ts';
import type { Cell, Piece } from '../office/pieces.ts';
import { attribute, child, descendants, textOf, type XmlElement } from '../xml/xml-tree.ts';
import { type EmbeddedObject, objectName } from './story.ts';
import { rowsOfCells } from './table.ts';

/** Objects of one file that are read. */
const mostObjects = 500;

/** The objects that a text names, by their folders. One that cannot be read is missing. */
export async function embeddedObjects(
  office: OfficePackage,
  content: XmlElement,
): Promise<ReadonlyMap<string, EmbeddedObject>> {
  const objects = new Map<string, EmbeddedObject>();
  for (const element of descendants(content, 'object').slice(0, mostObjects)) {
    const own = child(element, 'math');
    const name = objectName(attribute(element, 'href') ?? '');
    const root = own ?? (await office.xml(`${name}/content.xml`).catch(() => undefined));
    const object = root === undefined ? undefined : objectIn(root);
    if (object !== undefined) objects.set(name, object);
  }
  return objects;
}

function objectIn(root: XmlElement): EmbeddedObject | undefined {
  const math = mathIn(root);
  if (math !== undefined) {
    const latex = latexOfMathMl(math);
    return latex === '' ? undefined : { type: 'formula', latex };
  }
  const chart = child(root, 'body', 'chart', 'chart');
  return chart === undefined ? undefined : { type: 'pieces', pieces: chartPieces(chart) };
}

/** A chart carries the numbers that it shows in a table. */
function chartPieces(chart: XmlElement): Piece[] {
  const title = textOf(child(chart, 'title')).replace(/\s+/g, ' ').trim();
  const figure: Piece = { kind: 'figure', caption: title === '' ? 'Chart' : `Chart: ${title}` };
  const table = child(chart, 'table');
  if (table === undefined) return [figure];
  const words = (cell: XmlElement): Cell => {
    const text = textOf(cell).replace(/\s+/g, ' ').trim();
    return text === '' ? [] : [{ kind: 'paragraph', spans: [{ text }] }];
  };
  return [figure, { kind: 'table', rows: rowsOfCells(table, words) }];
}
