/** Tracks and maps: GPX and KML. */
import type { Block, Document } from '../../types/document.ts';
import type { FileToRead, Reader } from '../contract.ts';
import { isoDate } from '../dates.ts';
import { counted, textDocument } from '../text-document.ts';
import { readXml } from '../xml/read-xml.ts';
import { gpxContent } from './gpx.ts';
import { kmlContent } from './kml.ts';
import type { MapTable } from './map-content.ts';

export const mapLimits = {
  /** Rows of one table. */
  rows: 1000,
} as const;

/** Reads a map as tables of what is on it. */
export const mapReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const { root, encoding, omissions } = await readXml(file);
    const map = root.name === 'gpx' ? gpxContent(root) : kmlContent(root);
    const tables = map.tables.filter(({ rows }) => rows.length > 1);
    const facts = {
      title: map.title,
      author: map.author,
      created: isoDate(map.created),
      encoding,
      other: map.facts,
    };
    const blocks: Block[] = [];
    if (map.title !== undefined) blocks.push({ type: 'heading', level: 1, text: map.title });
    if (map.description !== undefined) blocks.push({ type: 'paragraph', text: map.description });
    blocks.push(...tables.flatMap(tableBlocks));
    const left = tables.filter(({ rows }) => rows.length - 1 > mapLimits.rows).map(leftRows);
    return textDocument(file, facts, blocks, [...omissions, ...map.omissions, ...left]);
  },
};

function tableBlocks({ heading, rows }: MapTable): Block[] {
  return [
    { type: 'heading', level: 2, text: heading },
    { type: 'table', header: true, rows: rows.slice(0, mapLimits.rows + 1) },
  ];
}

function leftRows({ heading, rows }: MapTable): string {
  const what = heading.toLowerCase();
  return `Of its ${counted(rows.length - 1)} ${what} only the first ${counted(mapLimits.rows)} are shown.`;
}
