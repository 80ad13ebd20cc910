/** Finds a title: what the text calls itself, else its file's name made readable. */
import { organisationsIn } from './organisations.ts';
import type { Outline, Piece } from './outline.ts';

const longestTitle = 100;
/** Words that say which kind of paper a text is. */
const documentWords =
  /\b(report|statement|certificate|agreement|contract|estimate|quotation|minutes|memo(?:randum)?|notice|proposal|application|assessment|prescription|policy|summary|bericht|vertrag|angebot|bescheid|protokoll|rapport|contrat|devis|informe|contrato|relazione|contratto)\b/i;

/** The title of a text. */
export function titleOf(outline: Outline, name: string): string {
  if (outline.frontMatterTitle) return shortened(outline.frontMatterTitle);
  const headings = outline.pieces.filter((piece) => piece.kind === 'heading');
  const [heading] = headings;
  const subject = subjectOf(outline.pieces);
  const named = heading?.text ?? firstLineTitle(outline.pieces);
  const letterhead = named !== undefined && isLetterhead(named);
  const own = (letterhead ? documentLine(outline.pieces, named) : undefined) ?? named;
  return shortened(subject ?? withoutNumber(own ?? readableName(name)));
}

/** `meeting-notes_2026.md` → `Meeting notes 2026`. */
export function readableName(name: string): string {
  const base = name.replace(/^.*\//, '').replace(/(?<=.)\.[\p{L}\p{N}]{1,8}$/u, '');
  const words = base
    .replace(/[_+]+/g, ' ')
    .replace(/(?<=\p{L})-+|-+(?=\p{L})/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return words === '' ? name : words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

function shortened(title: string): string {
  const line = title.replace(/\s+/g, ' ').trim();
  if (line.length <= longestTitle) return line;
  const cut = line.slice(0, longestTitle - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longestTitle / 2)).trimEnd()}…`;
}

/** The subject of a letter or mail, from its first lines. */
function subjectOf(pieces: readonly Piece[]): string | undefined {
  for (const piece of pieces.slice(0, 10)) {
    const subject = /^(?:subject|betreff|objet|asunto|oggetto|re)\s*:\s*(\S.{2,})$/i.exec(piece.text)?.[1];
    if (subject !== undefined) return subject.replace(/^((re|fwd?|aw|wg)\s*:\s*)+/i, '');
  }
  return undefined;
}

/** Is this the name of the sender rather than of the text? */
function isLetterhead(line: string): boolean {
  return !documentWords.test(line) && (!/\p{Ll}/u.test(line) || organisationsIn(line).length > 0);
}

/** What a text below a letterhead calls itself: a short line such as "Preliminary estimate". */
function documentLine(pieces: readonly Piece[], letterhead: string): string | undefined {
  const top = pieces.slice(0, 12).filter(({ kind }) => kind === 'line' || kind === 'heading');
  return top.find(
    ({ text }) =>
      text !== letterhead &&
      text.length <= 60 &&
      documentWords.test(text) &&
      !/[:;,]$|^[\p{L} ]{2,20}:\s/u.test(text),
  )?.text;
}

/** `2.1 Methods` → `Methods`: a number says nothing without the others. */
function withoutNumber(title: string): string {
  return title.replace(/^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,4}\.)\s+(?=\p{Lu}\p{L}{2})/u, '');
}

/** A short first line that is no sentence, no field, no greeting, no date and no number. */
function firstLineTitle(pieces: readonly Piece[]): string | undefined {
  const [first] = pieces;
  if (first === undefined || first.kind !== 'line' || pieces.length < 2) return undefined;
  const { text } = first;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters < 3 || letters * 2 < text.length || /[,;:]$/.test(text) || /^[\p{L} ]{2,20}:\s/u.test(text))
    return undefined;
  if (/^(dear|hi|hello|hallo|liebe[rs]?|sehr geehrte|bonjour|hola|guten)\b/i.test(text)) return undefined;
  return text;
}
