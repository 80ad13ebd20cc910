/** The documents with known answers: front matter with what is expected, then the text as a reader gives it. */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/** One right answer; `|` parts ways of writing it that are as good. */
const answer = z.coerce.string().transform((text) => text.split('|').map((form) => form.trim()));
const answers = z.array(answer).default([]);

const names = z
  .strictObject({
    people: answers,
    organisations: answers,
    places: answers,
    dates: answers,
    amounts: answers,
  })
  .partial();

const fields = z.record(z.enum(['number', 'date', 'due', 'total', 'seller', 'buyer']), answer);

const expectation = z.strictObject({
  /** The file's name, as a person would have dropped it. */
  file: z.string(),
  kind: z.string(),
  /** BCP 47; `und` where the words do not tell. */
  language: answer,
  /** Titles that a person would have given. */
  titles: z.array(z.string()).min(1),
  /** What a good summary says. */
  facts: answers,
  /** Topics that good tags name. */
  tags: answers,
  /** Tags that are no mistake and not asked for. */
  alsoTags: z.array(z.string()).default([]),
  entities: names,
  /** Names that are no mistake and not asked for. */
  alsoEntities: names.default({}),
  /** What an invoice or a receipt says of itself. */
  fields: z.partialRecord(fields.keyType, answer).default({}),
});

/** What is known of a document. */
export type Expectation = z.output<typeof expectation>;

/** A field of an invoice or a receipt. */
export type Field = keyof Expectation['fields'];

/** A document with its known answers. */
export interface JudgedDocument {
  /** The name of its file here. */
  readonly id: string;
  readonly text: string;
  readonly expected: Expectation;
}

/** The engine is tuned on the one set, and only judged on the other. */
export type DocumentSet = 'development' | 'held-out';

/** All documents of a set, by name. Throws when one is not as it should be. */
export function loadDocuments(set: DocumentSet): JudgedDocument[] {
  const folder = new URL(`${set}/`, import.meta.url);
  const files = readdirSync(folder).sort();
  return files.map((id) => {
    const [, header, text] =
      /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(readFileSync(new URL(id, folder), 'utf8')) ?? [];
    if (header === undefined || text === undefined) throw new Error(`${set}/${id} has no front matter.`);
    const { success, data, error } = expectation.safeParse(parse(header));
    if (!success) throw new Error(`${set}/${id}: ${z.prettifyError(error)}`);
    return { id, text: text.trimEnd(), expected: data };
  });
}
