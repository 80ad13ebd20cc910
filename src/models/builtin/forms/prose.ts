/** Everything else: articles, papers, notes. An abstract is what its writer thinks of it; without one, sentences are ranked. */
import { isTorn, keySentences } from '../key-sentences.ts';
import { isEnded, sentencesOf } from '../language/sentences.ts';
import type { Outline } from '../outline.ts';
import { labelledIn } from './fields.ts';
import type { Draft, Form, Material } from './form.ts';
import { actionsIn } from './minutes.ts';

const abstractHeading =
  /^(?:abstract|summary|executive summary|tl;?dr|zusammenfassung|kurzfassung|überblick|résumé|resumen|riassunto|sommario|resumo|samenvatting|要旨|概要|摘要|аннотация)[:.：—–-]?$/iu;
const abstractStart =
  /^(?:abstract|summary|zusammenfassung|résumé|resumen|riassunto|resumo|samenvatting|摘要|要旨)\s?[:.：—–-]\s?(?=\S)/iu;
/** An abstract stands among the first pieces, and is not the whole text. */
const topPieces = 30;
const mostFields = 6;
/** Pieces: as long as a memo or a circular may be. */
const longestWithTasks = 150;
const fewestSections = 3;
const fewestInLead = 3;
const mostInLead = 25;

/** The sentences of the abstract; undefined when there is none. */
function abstractOf({ pieces }: Outline, language: string): ReadonlySet<string> | undefined {
  for (const [place, piece] of pieces.slice(0, topPieces).entries()) {
    const isHeading = (piece.kind === 'heading' || piece.kind === 'line') && abstractHeading.test(piece.text);
    const isStart = piece.kind === 'paragraph' && abstractStart.test(piece.text);
    if (!isHeading && !isStart) continue;
    const after = isHeading ? pieces.slice(place + 1, place + 4) : [piece];
    const end = after.findIndex(({ kind }) => kind === 'heading' || kind === 'line');
    const texts = (end === -1 ? after.slice(0, 2) : after.slice(0, end)).map(({ text }) => text);
    const sentences = texts.flatMap((text) => sentencesOf(text, language));
    if (sentences.length > 0) return new Set(sentences);
  }
  return undefined;
}

/** What an article in sections says before the first of them. */
function leadOf({ pieces }: Outline, language: string): ReadonlySet<string> | undefined {
  const first = pieces.findIndex(({ kind }) => kind === 'paragraph');
  const next = pieces.findIndex(({ kind }, place) => place > first && kind === 'heading');
  const sections = pieces.filter(({ kind }) => kind === 'heading').length;
  if (first === -1 || next === -1 || sections < fewestSections) return undefined;
  const sentences = pieces
    .slice(first, next)
    .filter(({ kind }) => kind === 'paragraph')
    .flatMap(({ text }) => sentencesOf(text, language));
  return sentences.length >= fewestInLead && sentences.length <= mostInLead ? new Set(sentences) : undefined;
}

/** Key sentences; those of the abstract or the lead where there is one. */
export function proseDraft(material: Material): Draft {
  const { outline, language } = material;
  const abstract = abstractOf(outline, language);
  const from = abstract ?? leadOf(outline, language);
  // In a long text somebody will always do something; that is no task.
  const tasks = outline.pieces.length > longestWithTasks ? [] : actionsIn(outline, language);
  const points = tasks.filter((task) => !isTorn(task)).slice(0, mostFields);
  return keySentences(material, { points, ...(from && { from, opens: abstract === undefined }) });
}

/** A sentence beside a name is what somebody says, and fills no field. */
const isSaid = (value: string): boolean => isEnded(value) && value.split(/\s+/).length >= 4;

/** A paper of fields, such as a filled form: the first of them say what it is about. */
export const fieldsForm: Form = (material) => {
  const { lines, outline } = material;
  const filled = lines.filter((line) => line !== '' && !line.includes(' | '));
  const fields = labelledIn(filled).filter(
    ({ value, label }) => value.length <= 120 && label.split(' ').length <= 4 && !isSaid(value),
  );
  const sentences = outline.pieces.filter(({ kind, text }) => kind === 'paragraph' && text.length > 120);
  if (fields.length < 4 || fields.length * 2 < filled.length || sentences.length > 0) return undefined;
  const quoted = fields.slice(0, mostFields).map(({ line }) => filled[line] ?? '');
  return { ...proseDraft(material), keyPoints: quoted };
};
