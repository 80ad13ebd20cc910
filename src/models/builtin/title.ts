/** Finds a title: what the text calls itself, else its file's name made readable. */
import { readableName, saysNothing } from './file-name.ts';
import { labelled } from './forms/letter.ts';
import { isEnded, sentencesOf } from './language/sentences.ts';
import { datesIn } from './names/dates.ts';
import { hasBusinessWord } from './names/organisation-words.ts';
import type { Outline, Piece } from './outline.ts';

const longestTitle = 100;
/** A first sentence in place of a title. */
const longestSentence = 80;
/** A title on top of a page may take two lines. */
const longestHeadline = 150;

/** Words that say which kind of paper a text is. */
const documentWords =
  /(?<!\p{L})(?:report|statement|certificate|agreement|contract|lease|estimate|quotation|minutes|memo(?:randum)?|notice|proposal|application|assessment|prescription|policy|summary|invoice|receipt|resume|curriculum vitae|bericht|\p{L}{0,20}vertrag|angebot|\p{L}{0,20}bescheid|protokoll|rechnung|lebenslauf|rapport|contrat|devis|facture|informe|contrato|factura|acta|relazione|contratto|preventivo|fattura|verbale|notulen|verslag|overeenkomst|offerte|factuur|relatório|fatura|ata)(?!\p{L})/iu;

/** What is known of a text beside its words. */
export interface TitleSources {
  /** The file's name. */
  readonly name: string;
  /** The title that the file has of its own. */
  readonly given?: string | undefined;
  readonly language: string;
}

/** The title of a text. */
export function titleOf(outline: Outline, { name, given, language }: TitleSources): string {
  if (outline.frontMatterTitle) return shortened(outline.frontMatterTitle);
  const { pieces } = outline;
  const subject = labelled(pieces.slice(0, 10).map(({ text }) => text));
  if (subject !== undefined) return shortened(subject);
  const own = ownTitle(pieces);
  const known = usable(given, name);
  // A heading below the first words names a part; the file may know what the whole is called.
  const words = pieces.findIndex(({ kind, text }) => kind === 'paragraph' && isEnded(text));
  const isTop =
    own !== undefined && (words === -1 || pieces.slice(0, words + 1).some(({ text }) => text === own));
  const [first, second] = isTop ? [own, known] : [known, own];
  return shortened(first ?? second ?? fromFile(outline, name, language));
}

/** What the text calls itself: its first heading, or its first line. */
function ownTitle(pieces: readonly Piece[]): string | undefined {
  const headings = pieces.filter(({ kind, text }) => kind === 'heading' && !anySection.test(text));
  // "Test" above "How to mend a wall" is what a program called the page.
  const heading = (headings.slice(0, 3).find(({ text }) => !saysNothing(text)) ?? headings[0])?.text;
  const named = heading ?? headline(pieces);
  if (named === undefined) return undefined;
  return withoutNumber((isLetterhead(named) ? documentLine(pieces, named) : undefined) ?? named);
}

/** Every paper has these. */
const anySection =
  /^(?:\d+(?:\.\d+)*[.)]?\s+)?(?:introduction|abstract|contents|table of contents|overview|background|summary|preface|foreword|chapter \d+.*|part \d+.*|einleitung|einführung|inhalt|inhaltsverzeichnis|vorwort|kapitel \d+|sommaire|avant-propos|introducción|índice|introduzione|indice|introdução|inleiding|inhoud|目次|はじめに|前言|目录)$/iu;

/** At most as long as a title may be, on one line. */
export function shortened(title: string): string {
  const line = title.replace(/\s+/g, ' ').trim();
  if (line.length <= longestTitle) return line;
  const cut = line.slice(0, longestTitle - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longestTitle / 2)).trimEnd()}…`;
}

/** `SERVICE AGREEMENT` → `Service agreement`; names that are shouted stay as they are. */
export function unshouted(title: string): string {
  const isShouted = title === title.toUpperCase() && /\p{L}{4}.*\s/u.test(title) && !/\d/.test(title);
  if (!isShouted || !documentWords.test(title)) return title;
  return title.charAt(0) + title.slice(1).toLowerCase();
}

/** The file's own title, unless a program wrote it. */
export function usable(given: string | undefined, name: string): string | undefined {
  const title = given
    ?.replace(/^Microsoft (?:Word|PowerPoint|Excel) - /, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (title === undefined || title === '' || saysNothing(title) || title.length > 200) return undefined;
  if (/\.(?:docx?|pdf|indd|pptx?|xlsx?|odt|rtf|html?|tex|dvi|qxd|eps|ai)$/i.test(title) || title === name)
    return undefined;
  return /^(?:untitled|unnamed|title|slide 1|powerpoint presentation|presentation|layout \d|book\d?|sheet\d)$/i.test(
    title,
  )
    ? undefined
    : title;
}

/** What a person would call it by: the file's name if a person gave it, else the first sentence. */
function fromFile({ pieces }: Outline, name: string, language: string): string {
  const readable = readableName(name);
  if (!saysNothing(name)) return readable;
  const first = pieces.find(
    ({ kind, text }) =>
      kind !== 'row' &&
      kind !== 'code' &&
      /\p{L}{3}/u.test(text) &&
      !isFrame(text) &&
      !isDateline(text) &&
      !anySection.test(text),
  );
  const sentence = first === undefined ? undefined : sentencesOf(first.text.slice(0, 500), language)[0];
  if (sentence === undefined || (sentence.match(/\p{L}/gu)?.length ?? 0) < sentence.length * 0.6)
    return readable;
  const bare = sentence.replace(/[.:,;。]+$/u, '');
  const capital = bare.charAt(0).toLocaleUpperCase() + bare.slice(1);
  if (capital.length <= longestSentence) return capital;
  const cut = capital.slice(0, longestSentence - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longestSentence / 2)).replace(/[,;:\s]+$/, '')}…`;
}

/** Is this the name of the sender rather than of the text? */
function isLetterhead(line: string): boolean {
  return !documentWords.test(line) && (!/\p{Ll}|\p{Lo}/u.test(line) || hasBusinessWord(line));
}

/** What a text below a letterhead calls itself: a short line such as "Preliminary estimate". */
function documentLine(pieces: readonly Piece[], letterhead: string): string | undefined {
  const top = pieces.slice(0, 12).filter(({ kind }) => kind === 'line' || kind === 'heading');
  return top.find(
    ({ text }) =>
      text !== letterhead &&
      text.length <= 80 &&
      documentWords.test(text) &&
      !/[:;,]$|^[\p{L} ]{2,20}:\s/u.test(text),
  )?.text;
}

/** `2.1 Methods` → `Methods`: a number says nothing without the others. */
function withoutNumber(title: string): string {
  return title.replace(/^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,4}\.)\s+(?=\p{Lu}\p{L}{2})/u, '');
}

const greeting =
  /^(?:dear|hi|hello|hallo|liebe[rs]?|sehr geehrte|bonjour|hola|guten|geachte|beste|estimad|caro|cara|gentile|prezad|olá|ciao|madame|monsieur)(?!\p{L})/iu;

/** A greeting or a field; `Name: a title of several words` is neither. */
const isFrame = (text: string): boolean =>
  greeting.test(text) || /^[\p{L} ]{2,20}[:：]\s+(?:\S+(?:\s+\S+){0,2}|.*[\d,@].*)$/u.test(text);

/** `Valencia, 8 de enero de 2026`: where and when a letter was written. */
function isDateline(text: string): boolean {
  const [date] = text.length > 60 ? [] : datesIn(text);
  if (date === undefined || documentWords.test(text)) return false;
  const [before = '', behind = ''] = text.split(date);
  return (
    /^(?:\p{Lu}[\p{L} .-]{1,30},)?\s*(?:den|le|a|il|el|på|em)?\s*$/u.test(before) && /^[\s.]*$/.test(behind)
  );
}

/** A first line by itself that is no sentence, no field, no greeting, no date and no number. */
function headline(pieces: readonly Piece[]): string | undefined {
  const [first] = pieces;
  if (first === undefined || pieces.length < 2 || anySection.test(first.text)) return undefined;
  const { kind, text } = first;
  const isLine =
    kind === 'line' || (kind === 'paragraph' && text.length <= longestHeadline && !isEnded(text));
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (!isLine || letters < 3 || letters * 2 < text.length) return undefined;
  if (/[,;:]$/.test(text) || isFrame(text) || isDateline(text)) return undefined;
  return text;
}
