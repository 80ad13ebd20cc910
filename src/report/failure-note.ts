/** `failed/NAME.md`: why a file could not be done, and what to do about it. */
import { withFrontMatter } from './front-matter.ts';
import { redact } from './redaction.ts';
import { escapeInline, escapeWithin, linkTo } from './safe-markdown.ts';
import { sanitiseSentence } from './sanitise-markdown.ts';
import { dayAndTime, humanSize } from './times.ts';

export interface FailureFacts {
  /** The path below `ingest/`, as dropped, with `/` between its parts. */
  readonly source: string;
  /** Its name in `failed/`, without folders: it lies beside the note. */
  readonly originalName: string;
  /** Missing when the file could not be read at all. */
  readonly sha256?: string;
  readonly bytes: number;
  readonly code: string;
  /** One sentence. */
  readonly reason: string;
  /** One sentence, which may hold `code`. */
  readonly hint: string;
  readonly attempts: number;
  /** ISO 8601 with offset, both. */
  readonly firstFailed: string;
  readonly lastFailed: string;
  readonly costUsd: number;
}

/** The bytes are at fault: the same ones would fail again. */
const broken: ReadonlySet<string> = new Set(['file-empty', 'file-damaged', 'file-encrypted']);
/** The program is at fault: this version has no reader for them. */
const unread: ReadonlySet<string> = new Set(['kind-unsupported', 'file-unsupported', 'bundle-unsupported']);

/** How to try again, and what may go. */
function again({ code, originalName }: FailureFacts): string {
  const drag = `drag ${linkTo(originalName, originalName)} back to \`ingest/\``;
  if (broken.has(code))
    return `As it is, the file would fail again. When it is mended, ${drag}. This note can stay or go.`;
  if (unread.has(code))
    return `A later version may read it: then ${drag}. Until then, the file and this note can stay or go.`;
  return `To try this file again, ${drag}. This note can stay or go.`;
}

/** The whole note, front matter and body, ending in a line break. */
export function renderFailureNote(facts: FailureFacts): string {
  const reason = redact(facts.reason);
  const hint = redact(facts.hint);
  const data = {
    error: facts.code,
    reason,
    hint,
    attempts: facts.attempts,
    first_failed: facts.firstFailed,
    last_failed: facts.lastFailed,
    cost_usd: Number(facts.costUsd.toFixed(6)),
    source: facts.source,
    sha256: facts.sha256,
    bytes: facts.bytes,
  };
  const tries = facts.attempts === 1 ? 'Tried once' : `Tried ${facts.attempts} times`;
  const cost = facts.costUsd > 0 ? `, for $${facts.costUsd.toFixed(4)}` : '';
  const body = [
    `# Not done: ${escapeWithin(facts.originalName)}`,
    escapeInline(reason),
    `**What to do:** ${sanitiseSentence(hint)}`,
    again(facts),
    `*${tries}, last on ${dayAndTime(facts.lastFailed)}${cost} · ${humanSize(facts.bytes)} · \`${facts.code}\`*`,
  ];
  return withFrontMatter(data, `${body.join('\n\n')}\n`);
}
