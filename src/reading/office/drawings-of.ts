/** The charts and diagrams that a part shows. */
import { chartPieces } from './chart.ts';
import { diagramPieces } from './diagram.ts';
import type { OfficePackage, Relations } from './package.ts';
import type { Piece } from './pieces.ts';

/** Charts and diagrams, by the part that holds them. */
export async function drawingsOf(office: OfficePackage, relations: Relations): Promise<Map<string, Piece[]>> {
  const found = new Map<string, Piece[]>();
  for (const { type, target, external } of relations.values()) {
    if (external || !/^(chart|chartEx|diagramData)$/.test(type)) continue;
    // A chart that cannot be read is a figure without numbers; the text is read all the same.
    const root = await office.xml(target).catch(() => undefined);
    if (root === undefined) continue;
    found.set(target, type === 'diagramData' ? diagramPieces(root) : chartPieces(root));
  }
  return found;
}
