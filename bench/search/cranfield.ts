/** The Cranfield collection: 1,400 abstracts on aerodynamics, 225 questions, and who answers them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where it lies on a machine that has it, beside the checkout; it is no part of the project. */
const folder = fileURLToPath(new URL('../../../shared/samples/cranfield/', import.meta.url));

export interface CranfieldDocument {
  readonly id: number;
  readonly title: string;
  /** Without the title, which the collection repeats before it. */
  readonly text: string;
}

/** Its place in the file is its number; a judgement above 0 makes a document relevant. */
export interface CranfieldQuery {
  readonly id: number;
  readonly text: string;
  readonly relevant: ReadonlySet<number>;
}

export interface Cranfield {
  readonly documents: readonly CranfieldDocument[];
  readonly queries: readonly CranfieldQuery[];
}

const oneLine = (text: string | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim();

/** Reads it; undefined when it is not on this machine. */
export function loadCranfield(): Cranfield | undefined {
  if (!existsSync(folder)) return undefined;
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const documents = Array.from(
    read('cran.all.1400.xml').matchAll(/<doc>(.*?)<\/doc>/gs),
    ([, source = '']) => {
      const field = (name: string): string =>
        oneLine(new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(source)?.[1]);
      const [title, text] = [field('title'), field('text')];
      return {
        id: Number(field('docno')),
        title,
        text: text.startsWith(title) ? text.slice(title.length).trim() : text,
      };
    },
  );
  const judged = new Map<number, Set<number>>();
  for (const line of read('cranqrel.trec.txt').split('\n')) {
    const [query = 0, , document = 0, grade = 0] = line.trim().split(/\s+/).map(Number);
    if (grade > 0) judged.set(query, (judged.get(query) ?? new Set()).add(document));
  }
  const queries = Array.from(read('cran.qry.xml').matchAll(/<title>(.*?)<\/title>/gs), ([, text], at) => ({
    id: at + 1,
    text: oneLine(text),
    relevant: judged.get(at + 1) ?? new Set<number>(),
  }));
  return { documents, queries: queries.filter(({ relevant }) => relevant.size > 0) };
}
