/** Which chunks a deep question is put to: those that its words find, or all that its filters leave. */
import { hash } from 'node:crypto';
import { join } from 'node:path';
import { lookNow } from '../../folders/entries.ts';
import type { Root } from '../../folders/root.ts';
import { Breath } from '../../ingest/breath.ts';
import type { Position } from '../../types/document.ts';
import { type Filters, filterOf } from '../filter.ts';
import type { MemoryIndex } from '../index.ts';
import { textMatches } from '../text-matches.ts';

/** One chunk, with all that is asked about it. Paths are below the root. */
export interface Passage {
  /** Of title and text: the same words are read once, wherever they lie. */
  readonly key: string;
  readonly note: string;
  /** The file that opens: the original while it lies beside its note, else the note. */
  readonly path: string;
  readonly title: string;
  readonly date: string | undefined;
  readonly place: Position;
  readonly text: string;
  /** Its words must not leave this machine. */
  readonly private: boolean;
  /** SHA-256 of what it was read from: the note, and the original where that is known. */
  readonly contents: readonly string[];
}

/** What is to be read. */
export interface Relevant {
  /** The most promising first. */
  readonly passages: readonly Passage[];
  /** Chunks that would have been read as well if it were not for the bound. */
  readonly left: number;
}

/** What choosing needs. */
export interface PassageTools {
  readonly root: Pick<Root, 'path'>;
  readonly index: MemoryIndex;
  /** Whether the content with this SHA-256 must stay on this machine, whatever its path says. */
  readonly isPrivate: (sha256: string) => boolean;
}

/** What is looked for. */
export interface PassageRequest {
  /** The question, and its pieces. */
  readonly questions: readonly string[];
  readonly filters: Filters;
  /** All chunks that pass the filters, and not only those with a word of the question. */
  readonly all: boolean;
}

/** A night of a local model that takes two seconds for each: what a question's words find, and what may be read of all. */
export const mostFound = 1000;
export const mostOfAll = 10_000;

/** Reads the index as it is; whoever wants the newest brings it up to date first. */
export async function relevantPassages(
  { questions, filters, all }: PassageRequest,
  tools: PassageTools,
): Promise<Relevant> {
  const { index } = tools;
  const most = all ? mostOfAll : mostFound;
  const filter = filterOf(index, filters);
  // One more than is read, to know whether any is left.
  const among = { limit: most + 1, filter };
  const found = interleaved(questions.map((question) => textMatches(index, question, among)));
  const rest = all ? allChunks(index).filter((chunk) => filter?.set.has(chunk) ?? true) : [];
  const chunks = [...new Set([...found, ...rest])];
  const passages = await passagesOf(chunks.slice(0, most), tools);
  return { passages, left: Math.max(0, chunks.length - most) };
}

/** The first of each list, then the second of each, and so on. */
function interleaved(lists: readonly (readonly { readonly chunk: number }[])[]): readonly number[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at]?.chunk ?? [])).flat();
}

/** The newest files first. */
function allChunks(index: MemoryIndex): readonly number[] {
  const sql =
    'SELECT chunk.id FROM chunk JOIN file ON file.id = chunk.file ORDER BY file.date DESC, chunk.id';
  return index.rows(sql).map(({ id }) => Number(id));
}

async function passagesOf(chunks: readonly number[], tools: PassageTools): Promise<readonly Passage[]> {
  const breath = new Breath();
  const isHidden = hiddenContents(tools);
  const opens = new Map<string, string>();
  const passages: Passage[] = [];
  for (const chunk of chunks) {
    if (breath.isDue) await breath.take();
    for (const row of tools.index.rows(passageSql, chunk)) {
      if (String(row.text).trim() !== '') passages.push(passageOf(row, tools.root, isHidden, opens));
    }
  }
  return passages;
}

const passageSql = `SELECT path, original, title, date, private, position, text, sha256, content_sha256
  FROM chunk JOIN file ON file.id = chunk.file WHERE chunk.id = ?`;

/** `opens` keeps which file opens for a note: it is looked for once. */
function passageOf(
  row: Record<string, unknown>,
  root: Pick<Root, 'path'>,
  isHidden: (sha256: string) => boolean,
  opens: Map<string, string>,
): Passage {
  const [note, title, text] = [String(row.path), String(row.title), String(row.text)];
  const contents = [row.sha256, row.content_sha256].filter((sha256) => typeof sha256 === 'string');
  const path = opens.get(note) ?? opening(root, note, row.original);
  opens.set(note, path);
  return {
    ...{ note, path, title, text, contents },
    key: hash('sha256', JSON.stringify([title, text])),
    date: typeof row.date === 'string' ? row.date : undefined,
    place: JSON.parse(String(row.position)) as Position,
    private: row.private === 1 || contents.some(isHidden),
  };
}

function opening(root: Pick<Root, 'path'>, note: string, original: unknown): string {
  return typeof original === 'string' && lookNow(join(root.path, original)) !== undefined ? original : note;
}

/** Which contents are private now. What lies below private/ is so under its other names as well. */
export function hiddenContents({
  index,
  isPrivate,
}: Pick<PassageTools, 'index' | 'isPrivate'>): (sha256: string) => boolean {
  const sql = `SELECT sha256 FROM file WHERE private = 1
    UNION SELECT content_sha256 FROM file WHERE private = 1 AND content_sha256 IS NOT NULL`;
  const hidden = new Set(index.rows(sql).map(({ sha256 }) => String(sha256)));
  return (sha256) => hidden.has(sha256) || isPrivate(sha256);
}
