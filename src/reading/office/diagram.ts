/** SmartArt diagrams as the lists that they were drawn from (ECMA-376 part 1, section 21.4). */
import { attribute, child, descendants, elements, textOf, type XmlElement } from '../xml/xml-tree.ts';
import type { Piece } from './pieces.ts';

/** Levels that are told apart. */
const deepest = 20;

/** The words of a `dgm:dataModel`, each under what it belongs to. */
export function diagramPieces(root: XmlElement): Piece[] {
  const words = new Map<string, string>();
  let top = '';
  for (const point of elements(child(root, 'ptLst'), 'pt')) {
    const id = attribute(point, 'modelId') ?? '';
    const type = attribute(point, 'type') ?? 'node';
    if (type === 'doc') top = id;
    if (type === 'node' || type === 'asst') words.set(id, textOfPoint(point));
  }
  const below = new Map<string, { readonly id: string; readonly order: number }[]>();
  for (const connection of elements(child(root, 'cxnLst'), 'cxn')) {
    if ((attribute(connection, 'type') ?? 'parOf') !== 'parOf') continue;
    const parent = attribute(connection, 'srcId') ?? '';
    const entry = {
      id: attribute(connection, 'destId') ?? '',
      order: Number(attribute(connection, 'srcOrd') ?? 0),
    };
    below.set(parent, [...(below.get(parent) ?? []), entry]);
  }
  const pieces: Piece[] = [];
  const seen = new Set<string>();
  const visit = (id: string, level: number): void => {
    for (const entry of (below.get(id) ?? []).sort((one, other) => one.order - other.order)) {
      if (seen.has(entry.id) || level > deepest) continue;
      seen.add(entry.id);
      const text = words.get(entry.id) ?? '';
      if (text !== '') pieces.push({ kind: 'item', level, marker: '-', spans: [{ text }] });
      visit(entry.id, text === '' ? level : level + 1);
    }
  };
  visit(top, 0);
  return pieces;
}

function textOfPoint(point: XmlElement): string {
  return descendants(child(point, 't'), 'p')
    .map((paragraph) => descendants(paragraph, 't').map(textOf).join(''))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}
