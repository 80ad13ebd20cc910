/** `done/NAME.md`: what was found in a file, for people first and for machines in the front matter. */
import type { Entities, TaskName } from '../types/task.ts';
import { documentMarkdown, tableMarkdown, wordsMarkdown } from './document-markdown.ts';
import { withFrontMatter } from './front-matter.ts';
import { ownRows } from './own-front-matter.ts';
import { quotedInline } from './quoted.ts';
import { type ResultFacts, titleOf } from './result-facts.ts';
import { resultFrontMatter } from './result-front-matter.ts';
import { entityLink, escapeInline, escapeWithin, linkTo } from './safe-markdown.ts';
import { sanitiseMarkdown, sanitiseSentence } from './sanitise-markdown.ts';
import { dayAndTime, humanDuration, humanSize, timecode } from './times.ts';

/** The whole note, front matter and body, ending in a line break. Pure: the same facts give the same text. */
export function renderResultNote(facts: ResultFacts): string {
  const sections = [
    `# ${escapeWithin(titleOf(facts))}`,
    originalLine(facts),
    pictureItself(facts),
    ...summarySection(facts),
    remarks(facts),
    keyPoints(facts),
    facts.entities ? entitySection(facts.entities) : '',
    factsTable(facts),
    ...contentSections(facts),
  ];
  return withFrontMatter(resultFrontMatter(facts), `${sections.filter(Boolean).join('\n\n')}\n`);
}

/** Where the original is, and what kind of thing it is. */
function originalLine(facts: ResultFacts): string {
  const { pages, durationSeconds, width, height } = facts.document.facts;
  const original = facts.originalMissing
    ? `${escapeInline(facts.originalName)} (the original was taken away while it was worked on)`
    : linkTo(facts.originalName, facts.originalName);
  const size = [
    pages === undefined ? '' : `${pages} ${pages === 1 ? 'page' : 'pages'}`,
    durationSeconds === undefined ? '' : humanDuration(durationSeconds),
    width === undefined || height === undefined ? '' : `${width} × ${height}`,
    humanSize(facts.bytes),
  ];
  return [original, ...size].filter(Boolean).join(' · ');
}

/** What browsers and Obsidian show; HEIC and TIFF are seen in few places. */
const shownEverywhere = /^image\/(?:png|jpeg|gif|webp|avif|bmp|svg\+xml)$/;

/** The picture whose note this is, to be seen where it is read about. */
function pictureItself({ kind, mime, originalName, originalMissing }: ResultFacts): string {
  if (kind !== 'image' || originalMissing || !shownEverywhere.test(mime)) return '';
  return `!${linkTo(originalName, originalName)}`;
}

/** The built-in engine chooses sentences or counts; it does not understand, and the note says so. */
function summarySection({ summary, models }: ResultFacts): string[] {
  // A text of a few words may have no more to say than its title.
  if (!summary?.summary.trim() || summary.summary === summary.title) return [];
  const spec = models.summarise ?? '';
  if (!isBuiltin(spec)) return [sanitiseMarkdown(summary.summary.trim())];
  const how = summary.composed ? 'Summary by' : 'Key sentences, chosen by';
  return [`*${how} ${escapeInline(spec)}:*`, quotedInline(summary.summary)];
}

function isBuiltin(spec: string | undefined): boolean {
  return spec?.startsWith('builtin:') ?? false;
}

const notDone: Readonly<Record<TaskName, string>> = {
  recognise: 'Words not read',
  describe: 'Not described',
  transcribe: 'Not transcribed',
  summarise: 'Not summarised',
  extract: 'Names and dates not picked out',
  embed: 'Not indexed by meaning',
  rerank: 'Not ranked',
  answer: 'Not answered',
};

/** What is missing and why, plainly. */
function remarks({ incomplete, document, stalled }: ResultFacts): string {
  const lines = [
    ...incomplete.map(({ task, hint }) => `> ${notDone[task]}: ${sanitiseSentence(hint)}`),
    incomplete.length > 0 ? '> Then drag the original back to `ingest/`: only what is missing is done.' : '',
    ...document.omissions.map((omission) => `> Left out: ${escapeInline(omission)}`),
    stalled ? `> Done by a cloud model: ${escapeInline(stalled)}` : '',
  ];
  return lines.filter(Boolean).join('\n>\n');
}

/** Points that the summary does not say already in the same words. */
function keyPoints({ summary, models }: ResultFacts): string {
  const isQuoted = isBuiltin(models.summarise);
  const said = isQuoted ? (summary?.summary ?? '') : '';
  const points = (summary?.keyPoints ?? []).filter((point) => point.trim() && !said.includes(point.trim()));
  if (points.length === 0) return '';
  const show = isQuoted ? quotedInline : sanitiseSentence;
  return `## Key points\n\n${points.map((point) => `- ${show(point)}`).join('\n')}`;
}

/** Items of a list in the body: nobody reads more, and the front matter and the text have them. */
const mostEntities = 40;

function entitySection(entities: Entities): string {
  const line = (label: string, names: readonly string[], show: (name: string) => string) => {
    const all = [...new Set(names.filter((name) => name.trim()))];
    const shown = all.slice(0, mostEntities).map(show);
    const more = all.length > shown.length ? ` and ${all.length - shown.length} more` : '';
    return shown.length > 0 ? `- ${label}: ${shown.join(', ')}${more}` : '';
  };
  const lines = [
    line('People', entities.people, entityLink),
    line('Organisations', entities.organisations, entityLink),
    line('Places', entities.places, entityLink),
    line('Dates', entities.dates, escapeWithin),
    line('Amounts', entities.amounts, escapeWithin),
  ].filter(Boolean);
  return lines.length > 0 ? `## Entities\n\n${lines.join('\n')}` : '';
}

/** What the file says about itself (author, camera, place, artist …) and does not say in its first lines. */
function factsTable({ document }: ResultFacts): string {
  const { author, created, other } = document.facts;
  const told = headLabels(document);
  const isMail = told.has('From');
  const rows = [...Object.entries(other ?? {}), ...ownRows(document.facts)];
  if (author !== undefined && !isMail) rows.unshift(['Author', author]);
  const untold = rows.filter(([label]) => !told.has(label));
  // A date alone stands in the front matter already.
  if (untold.length === 0) return '';
  if (created !== undefined && !isMail)
    untold.splice(author === undefined ? 0 : 1, 0, ['Created', dayAndTime(created)]);
  return `## Facts\n\n${tableMarkdown(true, [['Fact', 'Value'], ...untold])}`;
}

/** The labels of the lines `**From:** …` with which the reader of a mail begins. */
function headLabels({ blocks: [first] }: ResultFacts['document']): ReadonlySet<string> {
  if (first?.type !== 'markdown') return new Set();
  const labels = first.text.split('\n', 12).map((line) => /^\*\*([^*:]{1,40}):\*\* /.exec(line)?.[1]);
  return new Set(labels.filter((label) => label !== undefined));
}

/** The thing itself: its text, its transcript, or what it shows and says. */
function contentSections(facts: ResultFacts): string[] {
  const file = facts.pictures.find(({ picture }) => picture.role === 'file');
  const text = documentMarkdown(facts);
  return [
    facts.transcript ? `## Transcript\n\n${transcriptMarkdown(facts.transcript)}` : '',
    file?.description ? `## Description\n\n${sanitiseMarkdown(file.description.text.trim())}` : '',
    file?.recognition ? `## Words in the picture\n\n${wordsMarkdown(file.recognition)}` : '',
    text ? `## Text\n\n${text}` : '',
  ];
}

function transcriptMarkdown({ segments }: NonNullable<ResultFacts['transcript']>): string {
  const spoken = segments.filter(({ text }) => text.trim());
  if (spoken.length === 0) return '*No speech was heard.*';
  return spoken
    .map(({ fromSeconds, text }) => `[${timecode(fromSeconds)}] ${escapeInline(text)}`)
    .join('  \n');
}
