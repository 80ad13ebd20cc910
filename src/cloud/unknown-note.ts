/** The note on which a person decides what becomes of a call of which nobody knows the end. */
import { readFile, unlink } from 'node:fs/promises';
import { basename } from 'node:path';
import YAML from 'yaml';
import { writeNew } from '../folders/durable.ts';
import { unknownNoteEnding } from '../models/purchase.ts';
import { parseFrontMatter } from '../reading/front-matter.ts';
import { formatMicros } from '../report/money-text.ts';
import { printable } from '../report/printable.ts';
import { systemCode } from '../types/failure.ts';
import type { Call } from './ledger-records.ts';

/** What a person ticked: one thing, nothing yet, or both. */
export type Decision = 'send-again' | 'give-up' | 'none' | 'both';

/** What a note says. */
export interface Answered {
  /** Ids of calls. */
  readonly calls: readonly string[];
  readonly decision: Decision;
}

const sendAgain = 'Send again';
const giveUp = 'Give up';

/** What a note is about: a file, or a question by its answer. The path is below the root. */
export interface Subject {
  readonly path: string;
  readonly kind: 'file' | 'question';
}

const consequences: Readonly<Record<Subject['kind'], readonly [again: string, up: string]>> = {
  file: ['this may cost as much once more', 'the file goes to failed/'],
  question: [
    'this may cost as much once more; drop the question into ask/ again',
    'the answer stays as it is; obeyed when the question is dropped into ask/ again',
  ],
};

/** Where the note about a question lies whose answer is at `answer`: `answers/a.md` → `answers/a.unknown.md`. */
export function unknownNoteOf(answer: string): string {
  return `${answer.replace(/\.md$/i, '')}${unknownNoteEnding}`;
}

/** The text of the note about `calls` of a file or a question. */
export function renderUnknownNote({ path, kind }: Subject, calls: readonly Call[]): string {
  const [again, up] = consequences[kind];
  const held = formatMicros(calls.reduce((sum, { counted }) => sum + counted, 0));
  const specs = [...new Set(calls.map(({ spec }) => spec))].join(' and ');
  const facts = YAML.stringify({ calls: calls.map(({ id }) => id) });
  return `---
${facts}---
# Was it paid for?

\`${printable(basename(path)).replaceAll('`', "'")}\` was sent to ${specs}, and no answer came. Nobody can say whether it was charged, so up to ${held}
counts as spent, and nothing is sent again by itself. Look at your account with the provider if you like, then tick
one box and save:

- [ ] ${sendAgain} (${again})
- [ ] ${giveUp} (${up})
`;
}

/** Pure: what the text of a note says, however an editor has saved it. A note without its calls says nothing. */
export function parseUnknownNote(text: string): Answered {
  const { calls: listed } = parseFrontMatter(text).data;
  const calls = Array.isArray(listed) ? listed.filter((id) => typeof id === 'string') : [];
  const ticked = (label: string): boolean =>
    new RegExp(`^[ \\t]*[-*+][ \\t]+\\[[ \\t]*x[ \\t]*\\][ \\t]*${label}\\b`, 'im').test(text);
  const [again, up] = [ticked(sendAgain), ticked(giveUp)];
  const decision = again && up ? 'both' : again ? 'send-again' : up ? 'give-up' : 'none';
  return { calls, decision: calls.length === 0 ? 'none' : decision };
}

/** Writes the note at `note` (absolute), unless there is one. */
export async function writeUnknownNote(
  temporary: string,
  note: string,
  subject: Subject,
  calls: readonly Call[],
): Promise<void> {
  await writeNew(temporary, note, renderUnknownNote(subject, calls));
}

/** What the note at `path` says; undefined when there is none. Throws the system's other errors. */
export async function readUnknownNote(path: string): Promise<Answered | undefined> {
  try {
    return parseUnknownNote(await readFile(path, 'utf8'));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Takes a note away that has been obeyed. */
export async function removeUnknownNote(path: string): Promise<void> {
  await unlink(path).catch((error: unknown) => {
    if (systemCode(error) !== 'ENOENT') throw error;
  });
}
