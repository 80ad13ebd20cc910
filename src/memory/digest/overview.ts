/** What a day or a week comes to, in a few sentences: by a model, or the key sentences, each with where it stands. */
import { sentencesOf } from '../../models/builtin/language/sentences.ts';
import type { Router } from '../../models/router.ts';
import type { Memo } from '../../models/understand-ask.ts';
import { quotedInline } from '../../report/quoted.ts';
import { oneLine } from '../../report/safe-markdown.ts';
import { sanitiseSentence } from '../../report/sanitise-markdown.ts';
import type { Summary } from '../../types/task.ts';

/** Something that is said, and where. */
export interface Passage {
  /** One line. */
  readonly title: string;
  /** Plain text. */
  readonly text: string;
  /** Links to where it stands, Markdown. */
  readonly link: string;
}

/** An overview, or why there is none. */
export type Overview =
  | {
      readonly ok: true;
      readonly spec: string;
      /** Markdown without headings, by paragraphs. */
      readonly paragraphs: readonly string[];
      /** There was more than was read. */
      readonly isCut: boolean;
    }
  | { readonly ok: false; readonly reason: string; readonly stopped: boolean };

/** What asking for one needs. */
export interface OverviewTools {
  readonly router: Router;
  readonly signal: AbortSignal;
  readonly memo: Memo;
}

/** What is read: an hour's work for a slow model. Characters of all passages together. */
const most = { passages: 500, characters: 200_000 } as const;
/** Characters; shorter sentences stand in many texts. */
const shortestSentence = 12;

/**
 * Asks for an overview.
 * @param name What it is of, for the model: `2026-11-03`.
 * @param isPrivate Then no model on another machine is asked.
 */
export async function overviewOf(
  passages: readonly Passage[],
  { name, isPrivate }: { readonly name: string; readonly isPrivate: boolean },
  { router, signal, memo }: OverviewTools,
): Promise<Overview> {
  const first = passages.slice(0, most.passages);
  const room = fairRoom(
    first.map(({ text }) => text.length),
    most.characters,
  );
  const read = first.map(({ title, text, link }) => ({
    title: oneLine(title),
    text: beginning(text, room),
    link,
  }));
  const text = read
    .map(({ title, text: said }, at) => (read[at - 1]?.title === title ? said : `## ${title}\n\n${said}`))
    .join('\n\n');
  const routed = await router.route('summarise', { text, name }, { private: isPrivate, signal, memo });
  if (!routed.ok) {
    const reason = routed.cause === 'failed' ? routed.error.reason : routed.reason;
    return { ok: false, reason, stopped: signal.aborted };
  }
  const { spec, value } = routed;
  const paragraphs = spec.startsWith('builtin:') ? quoted(value, read) : written(value);
  const isCut = passages.length > first.length || first.some(({ text: whole }) => whole.length > room);
  return { ok: true, spec, paragraphs, isCut };
}

/** The length up to which each may be read, so that all together stay below `most`: short ones are read whole. */
function fairRoom(lengths: readonly number[], most: number): number {
  let left = most;
  const rising = lengths.toSorted((one, other) => one - other);
  for (const [at, length] of rising.entries()) {
    const share = left / (rising.length - at);
    if (length > share) return Math.floor(share);
    left -= length;
  }
  return most;
}

/** As much as there is room for, to the end of a line or a sentence. */
function beginning(text: string, room: number): string {
  if (text.length <= room) return text;
  const start = text.slice(0, room);
  const end = Math.max(...['\n', '. ', '。'].map((sign) => start.lastIndexOf(sign)));
  return start.slice(0, end + 1 || undefined).toWellFormed();
}

/** What a model wrote: paragraphs, then its points. It cannot begin a section of ours, or the person's. */
function written({ summary, keyPoints }: Summary): readonly string[] {
  const paragraphs = summary
    .split(/\n\s*\n/)
    .map(sanitiseSentence)
    .filter((paragraph) => paragraph !== '');
  const points = keyPoints.map((point) => `- ${sanitiseSentence(point)}`);
  return points.length > 0 ? [...paragraphs, points.join('\n')] : paragraphs;
}

/** The sentences that were chosen, each with where it stands; one that stands nowhere is left out. */
function quoted(
  { summary, composed, keyPoints, language }: Summary,
  passages: readonly Passage[],
): readonly string[] {
  const chosen = [...(composed ? [] : [summary]), ...keyPoints.map((point) => point.replace(/…$/, ''))];
  const lines: string[] = [];
  const seen = new Set<string>();
  for (const { text, link } of passages) {
    for (const sentence of text.split('\n').flatMap((line) => sentencesOf(line, language))) {
      if (sentence.length < shortestSentence || seen.has(sentence)) continue;
      const isChosen = chosen.some(
        (one) => one.includes(sentence) || (one.length > 400 && sentence.startsWith(one)),
      );
      if (isChosen) lines.push(`- ${quotedInline(sentence)} (${link})`);
      seen.add(sentence);
    }
  }
  return lines.length > 0 ? [lines.join('\n')] : [];
}
