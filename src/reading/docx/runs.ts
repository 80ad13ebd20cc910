/** The runs of a paragraph: its words with their looks, and what hangs on them. */
import { codePoint } from 'dingbat-to-unicode';
import { isFixedWidth } from '../office/code-lines.ts';
import { displayMath, inlineMath } from '../office/math.ts';
import type { Piece } from '../office/pieces.ts';
import { type Span, shifted } from '../office/rich-text.ts';
import { attribute, child, elements, prefixed, textOf, type XmlElement } from '../xml/xml-tree.ts';
import { drawingPieces, type ReadBody } from './drawings.ts';
import { inFieldCode, linkOfFields, type Story } from './story.ts';
import type { RunLooks } from './styles.ts';

/** What a paragraph holds: its words, and pieces that follow it (figures, text boxes, comments). */
export interface Inline {
  readonly spans: Span[];
  readonly after: Piece[];
}

/** Where the walk is. */
interface At {
  readonly story: Story;
  readonly into: Inline;
  readonly readBody: ReadBody;
  readonly link?: string;
}

/** Reads everything in a paragraph into `into`. */
export function readInline(paragraph: XmlElement, story: Story, into: Inline, readBody: ReadBody): void {
  walk(paragraph, { story, into, readBody });
}

function walk(parent: XmlElement, at: At): void {
  for (const element of elements(parent)) (steps.get(element.name) ?? walk)(element, at);
}

type Step = (element: XmlElement, at: At) => void;

const nothing: Step = () => undefined;

const inserted: Step = (element, at) => {
  at.story.book.changes.inserted += 1;
  walk(element, at);
};

const deleted: Step = (_element, at) => {
  at.story.book.changes.deleted += 1;
};

/** What stands between runs, by its element; anything else is looked into. */
const steps = new Map<string, Step>(
  Object.entries<Step>({
    r: readRun,
    hyperlink: (element, at) => walk(element, withLink(at, linkOf(element, at.story))),
    fldSimple: (element, at) => {
      const field = { code: attribute(element, 'instr') ?? '', shown: true };
      walk(element, withLink(at, linkOfFields([field])));
    },
    ins: inserted,
    moveTo: inserted,
    del: deleted,
    moveFrom: deleted,
    oMath: (element, at) => {
      at.into.spans.push({ text: inlineMath(element), markdown: true });
    },
    oMathPara: (element, at) => {
      for (const math of elements(element, 'oMath')) {
        at.into.spans.push({ text: displayMath(math), markdown: true });
      }
    },
    AlternateContent: (element, at) => walk(alternative(element), at),
    pPr: nothing,
    sdtPr: nothing,
    sdtEndPr: nothing,
  }),
);

const withLink = (at: At, link: string | undefined): At => (link === undefined ? at : { ...at, link });

/** The newest form of something that is there in several (ECMA-376 part 3, section 7.5). */
export function alternative(element: XmlElement): XmlElement {
  const choice = child(element, 'Choice');
  return choice !== undefined && choice.children.length > 0
    ? choice
    : (child(element, 'Fallback') ?? element);
}

function linkOf(element: XmlElement, story: Story): string | undefined {
  const relation = story.relations.get(prefixed(element, 'id') ?? '');
  if (relation?.external !== true) return undefined;
  const anchor = attribute(element, 'anchor');
  return anchor === undefined ? relation.target : `${relation.target}#${anchor}`;
}

function readRun(run: XmlElement, at: At): void {
  const properties = child(run, 'rPr');
  const looks = at.story.book.styles.looksOf(properties);
  if (looks.hidden) return;
  const position = attribute(child(properties, 'vertAlign'), 'val');
  const lower = (text: string): string => (position === 'subscript' ? shifted(text, 'lowered') : text);
  const say: Say = (text) => {
    if (text === '' || inFieldCode(at.story.fields)) return;
    const words = readable(text, looks.font);
    const shown = position === 'superscript' ? shifted(words, 'raised') : lower(words);
    at.into.spans.push({ ...spanLooks(looks), ...linkAt(at), text: shown });
  };
  readRunParts(run, at, say);
}

function linkAt(at: At): { link?: string } {
  const link = at.link ?? linkOfFields(at.story.fields);
  return link === undefined ? {} : { link };
}

function spanLooks({ bold, italic, strike, code, font }: RunLooks): Omit<Span, 'text'> {
  if (code || isFixedWidth(font)) return { code: true };
  return { ...(bold ? { bold } : {}), ...(italic ? { italic } : {}), ...(strike ? { strike } : {}) };
}

/** Symbol fonts keep their signs in a private area of Unicode, or in place of letters. */
function readable(text: string, font: string | undefined): string {
  return text.replace(/[\uF020-\uF0FF]/g, (sign) => {
    const code = sign.charCodeAt(0) - 0xf000;
    return codePoint(font ?? 'Symbol', code)?.string ?? codePoint('Wingdings', code)?.string ?? '';
  });
}

/** Puts words into the paragraph, with the looks of the run that they stand in. */
type Say = (text: string) => void;

type RunStep = (element: XmlElement, at: At, say: Say) => void;

const drawn: RunStep = (element, { story, into, readBody }) => {
  for (const piece of drawingPieces(element, story, readBody)) into.after.push(piece);
};

/** What stands in a run, by its element; anything else says nothing. */
const runSteps = new Map<string, RunStep>(
  Object.entries<RunStep>({
    t: (element, _at, say) => say(textOf(element)),
    tab: (_element, _at, say) => say('\t'),
    ptab: (_element, _at, say) => say('\t'),
    cr: (_element, _at, say) => say('\n'),
    noBreakHyphen: (_element, _at, say) => say('\u2011'),
    br: (element, _at, say) => say(/^(page|column)$/.test(attribute(element, 'type') ?? '') ? '' : '\n'),
    sym: (element, _at, say) => {
      const code = Number.parseInt(attribute(element, 'char') ?? '', 16) & 0xff;
      say(codePoint(attribute(element, 'font') ?? '', code)?.string ?? '');
    },
    instrText: (element, { story }) => {
      const field = story.fields.at(-1);
      if (field !== undefined) field.code += textOf(element);
    },
    fldChar: readField,
    footnoteReference: (element, { story, into }) => mark(element, story.book.footnotes, '', into),
    endnoteReference: (element, { story, into }) => mark(element, story.book.endnotes, 'e', into),
    commentReference: (element, { story, into }) => {
      const comment = story.book.comments.get(attribute(element, 'id') ?? '');
      if (comment !== undefined) into.after.push(comment);
    },
    ruby: (element, at, say) => {
      walk(child(element, 'rubyBase') ?? element, at);
      say(`(${textOf(child(element, 'rt'))})`);
    },
    AlternateContent: (element, at, say) => readRunParts(alternative(element), at, say),
    drawing: drawn,
    pict: drawn,
    object: drawn,
  }),
);

function readRunParts(run: XmlElement, at: At, say: Say): void {
  for (const element of elements(run)) runSteps.get(element.name)?.(element, at, say);
}

/** A note's mark: `[^1]` for footnotes, `[^e1]` for endnotes, in the order of the text. */
function mark(element: XmlElement, notes: Set<string>, kind: string, into: Inline): void {
  const id = attribute(element, 'id') ?? '';
  notes.add(id);
  into.spans.push({ text: `[^${kind}${[...notes].indexOf(id) + 1}]`, markdown: true });
}

function readField(element: XmlElement, { story }: At, say: Say): void {
  const { fields } = story;
  switch (attribute(element, 'fldCharType')) {
    case 'begin': {
      const box = child(element, 'ffData', 'checkBox');
      if (box !== undefined) say(isTicked(box) ? '☒' : '☐');
      fields.push({ code: '', shown: false });
      return;
    }
    case 'separate': {
      const field = fields.at(-1);
      if (field !== undefined) field.shown = true;
      return;
    }
    case 'end':
      fields.pop();
      return;
  }
}

function isTicked(box: XmlElement): boolean {
  const state = child(box, 'checked') ?? child(box, 'default');
  return state !== undefined && (attribute(state, 'val') ?? '1') !== '0';
}
