/** The words of an OpenDocument paragraph with their looks, and what hangs on them. */
import { withoutFont } from '../office/code-lines.ts';
import { joinedSpans } from '../office/joined.ts';
import type { Piece } from '../office/pieces.ts';
import { remarkLabel } from '../office/remark-label.ts';
import { markdownOf, plainOf, type Span, shifted } from '../office/rich-text.ts';
import { attribute, child, elements, textOf, type XmlElement } from '../xml/xml-tree.ts';
import { framePieces, type ReadBlocks } from './frames.ts';
import type { OdfStory } from './story.ts';
import type { OdfLooks } from './styles.ts';

/** Blanks that one `text:s` may stand for. */
const mostBlanks = 100;

/** What a paragraph holds: its words, and pieces that follow it (figures, text boxes, comments). */
export interface OdfInline {
  readonly spans: readonly Span[];
  readonly after: readonly Piece[];
}

interface At {
  readonly story: OdfStory;
  readonly looks: OdfLooks;
  readonly link: string | undefined;
  readonly readBlocks: ReadBlocks;
  readonly spans: Span[];
  readonly after: Piece[];
}

/** Reads a `text:p` or `text:h`. */
export function readInline(paragraph: XmlElement, story: OdfStory, readBlocks: ReadBlocks): OdfInline {
  const own = story.styles.looksOf('paragraph', attribute(paragraph, 'style-name'));
  // Bold and italic letters all through are the look of a heading or a quotation.
  const looks = { ...own, bold: false, italic: false, shift: undefined };
  const spans: Span[] = [];
  const after: Piece[] = [];
  if (!own.hidden) walk(paragraph, { story, looks, link: undefined, readBlocks, spans, after });
  return { spans, after };
}

type Step = (element: XmlElement, at: At) => void;

const say = (at: At, text: string): void => {
  const { bold, italic, strike, hidden, code, shift } = at.looks;
  if (text === '' || hidden) return;
  at.spans.push({
    text: shift === undefined ? text : shifted(text, shift),
    ...(at.link === undefined ? {} : { link: at.link }),
    ...(code ? { code } : {}),
    ...(bold ? { bold } : {}),
    ...(italic ? { italic } : {}),
    ...(strike ? { strike } : {}),
  });
};

const nothing: Step = () => undefined;

const steps = new Map<string, Step>(
  Object.entries<Step>({
    span: (element, at) => {
      const looks = at.story.styles.looksOf('text', attribute(element, 'style-name'), at.looks);
      walk(element, { ...at, looks });
    },
    a: (element, at) => walk(element, { ...at, link: attribute(element, 'href') ?? at.link }),
    s: (element, at) => say(at, ' '.repeat(Math.min(mostBlanks, Number(attribute(element, 'c') ?? 1) || 1))),
    tab: (_element, at) => say(at, '\t'),
    'line-break': (_element, at) => say(at, '\n'),
    note: (element, at) => note(element, at),
    annotation: (element, at) => {
      at.after.push(...annotationPieces(element, at.story, at.readBlocks));
    },
    ruby: (element, at) => {
      walk(child(element, 'ruby-base') ?? element, at);
      say(at, `(${textOf(child(element, 'ruby-text'))})`);
    },
    frame: drawn,
    'custom-shape': drawn,
    g: drawn,
    rect: drawn,
    'hidden-text': nothing,
    'hidden-paragraph': nothing,
    'annotation-end': nothing,
    'bookmark-ref': (element, at) => say(at, textOf(element)),
  }),
);

function drawn(element: XmlElement, at: At): void {
  const pieces = framePieces(element, at.story, at.readBlocks);
  for (const piece of pieces) {
    // A formula is a word of the line that it stands in.
    if (piece.kind === 'paragraph' && piece.spans.every(({ markdown }) => markdown))
      at.spans.push(...piece.spans);
    else at.after.push(piece);
  }
}

function walk(parent: XmlElement, at: At): void {
  for (const node of parent.children) {
    if (typeof node === 'string') say(at, collapsed(node, at.spans));
    else (steps.get(node.name) ?? walk)(node, at);
  }
}

/** Blanks and line breaks in a row are one blank, and none where a paragraph begins (part 3, section 6.1.2). */
function collapsed(text: string, before: readonly Span[]): string {
  const words = text.replace(/[ \t\r\n]+/g, ' ');
  const last = before.at(-1);
  const isAfterBlank = last === undefined || (/[ \n]$/.test(last.text) && !last.markdown);
  return isAfterBlank ? words.trimStart() : words;
}

/** `[^1]` in the text, and the note itself behind it. */
function note(element: XmlElement, at: At): void {
  const { notes } = at.story;
  const body = child(element, 'note-body');
  const place = notes.push('');
  const spans = body === undefined ? [] : joinedSpans(at.readBlocks(body, at.story));
  const mark = `[^${place}]`;
  notes[place - 1] =
    `${mark}: ${markdownOf(spans.map((span) => ({ ...span, text: span.text.replaceAll('\n', ' ') })))}`;
  at.spans.push({ text: mark, markdown: true });
}

/** What somebody wrote beside the text. */
export function annotationPieces(element: XmlElement, story: OdfStory, readBlocks: ReadBlocks): Piece[] {
  const words = {
    name: 'annotation',
    prefix: '',
    attributes: {},
    children: elements(element).filter(({ name }) => name === 'p' || name === 'list'),
  };
  const spans = joinedSpans(readBlocks(words, story));
  if (plainOf(spans).trim() === '') return [];
  const author = textOf(child(element, 'creator'));
  return [{ kind: 'remark', label: remarkLabel(author, textOf(child(element, 'date'))), spans }];
}

/** The words of a paragraph in one line of prose. */
export function proseOf(spans: readonly Span[]): readonly Span[] {
  return withoutFont(spans.map((span) => ({ ...span, text: span.text.replaceAll('\t', ' ') })));
}
