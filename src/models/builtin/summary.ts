/** Summarises a text with its own sentences: nothing is made up, and what it cannot know it does not say. */
import type { Summary } from '../../types/task.ts';
import type { TextRequest } from '../contract.ts';
import { readableName } from './file-name.ts';
import { chatForm } from './forms/chat.ts';
import { sourceOf, withoutCopiedComment } from './forms/code.ts';
import { contractForm } from './forms/contract.ts';
import { summariseData } from './forms/data.ts';
import type { Draft, Form, Material } from './forms/form.ts';
import { letterForm } from './forms/letter.ts';
import { isLog, logForm, logTags } from './forms/log.ts';
import { mailForm } from './forms/mail.ts';
import { minutesForm } from './forms/minutes.ts';
import { fieldsForm, proseDraft } from './forms/prose.ts';
import { receiptForm } from './forms/receipt.ts';
import { recipeForm } from './forms/recipe.ts';
import { resumeForm } from './forms/resume.ts';
import { summariseSource } from './forms/source-summary.ts';
import { tableForm } from './forms/table.ts';
import { languageOf } from './language/detect.ts';
import { isUnspaced } from './language/words.ts';
import { outlineOf, type Piece } from './outline.ts';
import { tagsOf } from './tags.ts';
import { shortened, titleOf, unshouted, usable } from './title.ts';

/** Of a longer text its beginning and its end are read, where writers say what matters. */
const mostCharacters = 300_000;
const mostTags = 8;

/** The first that knows the text summarises it. */
const forms: readonly Form[] = [
  chatForm,
  logForm,
  mailForm,
  receiptForm,
  tableForm,
  recipeForm,
  minutesForm,
  resumeForm,
  contractForm,
  letterForm,
  fieldsForm,
];

/** Title, key sentences as summary, key points, tags and language of a text. */
export function summarise(request: TextRequest): Summary {
  const { name, language: known } = request;
  const text = withoutMiddle(request.text);
  if (text.trim() === '') {
    return { title: readableName(name), summary: '', keyPoints: [], tags: [], language: known ?? 'und' };
  }
  const source = sourceOf(text, name);
  const machine =
    summariseData(request.text, name) ??
    (source && summariseSource(withoutCopiedComment(request.text, source), name, source));
  const given = usable(request.title, name);
  if (machine) {
    return { ...machine, title: given ?? machine.title, language: known ?? machine.language };
  }
  const material = materialOf(text, request);
  const draft = firstDraft(material);
  const title = shortened(unshouted(draft.title ?? material.title));
  return {
    title,
    summary: draft.summary,
    ...(draft.composed && { composed: true }),
    keyPoints: draft.keyPoints,
    tags: tagsFor(material, draft),
    language: material.language,
  };
}

function firstDraft(material: Material): Draft {
  for (const form of forms) {
    const draft = form(material);
    if (draft) return draft;
  }
  return proseDraft(material);
}

function materialOf(
  text: string,
  { text: whole, name, language: known, title: given }: TextRequest,
): Material {
  const outline = outlineOf(text);
  const prose = outline.pieces.filter((piece) => piece.kind !== 'code' && piece.kind !== 'row');
  // What a log says is said by programs.
  const language =
    known ?? (isLog(text) ? 'und' : languageOf(textOf(prose.length > 0 ? prose : outline.pieces)));
  const lines = text.split(/\r\n|[\r\n]/).map(plainLine);
  const title = titleOf(outline, { name, given, language });
  return { text, whole, outline, lines, name, language, given: usable(given, name), title };
}

/** Longer lines are no fields. */
const longestPlain = 1000;

function plainLine(line: string): string {
  if (line.length > longestPlain) return line.trim();
  return line
    .replace(/\*\*|__|^#{1,6} |^\s*\|\s*|\s*\|\s*$/g, '')
    .replace(/\s*\|\s*/g, ' | ')
    .trim();
}

/** A title that stands in the text says what it is about; one that was made, or a file's name, does not. */
function tagsFor({ text, outline, language, title: own }: Material, draft: Draft): string[] {
  const isOwn = draft.title === undefined || draft.title.startsWith(own);
  const title =
    [draft.title, isOwn ? own : undefined].find((one) => one !== undefined && text.includes(one)) ?? '';
  const said =
    draft.tag === 'log' ? logTags(draft.keyPoints) : tagsOf(draft.about ?? outline, title, language);
  const { tag } = draft;
  if (tag === undefined) return said;
  return [tag, ...said.filter((one) => one !== tag && !(isUnspaced(one) && tag.includes(one)))].slice(
    0,
    mostTags,
  );
}

function withoutMiddle(text: string): string {
  if (text.length <= mostCharacters) return text;
  const part = mostCharacters / 3;
  const beginning = text.slice(0, 2 * part);
  const end = text.slice(-part);
  return `${beginning.slice(0, beginning.lastIndexOf('\n') + 1 || undefined)}\n\n${end.slice(end.indexOf('\n') + 1)}`;
}

function textOf(pieces: readonly Piece[]): string {
  let text = '';
  for (const piece of pieces) {
    if (text.length > 4000) break;
    text += `${piece.text}\n`;
  }
  return text;
}
