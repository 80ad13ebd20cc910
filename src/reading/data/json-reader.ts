/** JSON: lists of like objects as tables, maps and feeds as what they are, everything else laid out for people. */
import type { Document } from '../../types/document.ts';
import type { FileToRead, Reader } from '../contract.ts';
import { feedDocument, feedLimits } from '../feed/feed-reader.ts';
import { jsonFeed } from '../feed/json-feed.ts';
import { tableContent } from '../tables/table-content.ts';
import { readText } from '../text/read-text.ts';
import { codeLimits, shownCode } from '../text/shown-code.ts';
import { textDocument } from '../text-document.ts';
import { tablesOf } from './data-content.ts';
import { dataFacts, dataTitle } from './data-facts.ts';
import { geoJson } from './geojson.ts';
import { readableJson } from './json-layout.ts';
import { parseJson } from './parse-json.ts';
import type { Data } from './records.ts';

export const jsonLimits = {
  /** Characters of a text that is taken apart; longer ones are only laid out. */
  characters: 16 * 1024 * 1024,
} as const;

/** Reads JSON with its numbers and keys as they are written. */
export const jsonReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const { text, encoding, omissions } = await readText(file);
    const isLong = text.length > jsonLimits.characters || omissions.length > 0;
    const parsed = isLong ? { ok: false as const, problem: 'it is too long' } : parseJson(text);
    if (!parsed.ok) {
      const why = `It was not taken apart as JSON: ${parsed.problem}.`;
      return asWritten(file, text, { encoding }, [...omissions, why]);
    }
    const { value } = parsed;
    const feed = jsonFeed(value, feedLimits.entries);
    if (feed !== undefined) return feedDocument(file, feed.feed, feed.entries, encoding, omissions);
    const content = contentOf(value);
    const facts = { title: dataTitle(value), encoding, other: { ...dataFacts(value), ...content?.facts } };
    if (content === undefined) return asWritten(file, text, facts, omissions);
    return textDocument(file, facts, content.blocks, [...omissions, ...content.omissions]);
  },
};

function contentOf(value: Data): ReturnType<typeof tablesOf> {
  const map = geoJson(value);
  if (map?.rows === undefined) return tablesOf(value);
  const table = tableContent(map.rows, { header: true });
  return {
    ...table,
    facts: { ...map.facts, ...table.facts },
    omissions: [...map.omissions, ...table.omissions],
  };
}

function asWritten(
  file: FileToRead,
  text: string,
  facts: Parameters<typeof textDocument>[1],
  omissions: readonly string[],
): Document {
  const code = shownCode(readableJson(text, codeLimits.characters), 'json');
  return textDocument(file, facts, code.blocks, [...omissions, ...code.omissions]);
}
