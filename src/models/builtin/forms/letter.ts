/** Letters and mails: what stands between the greeting and the last words, and the subject. */
import { keySentences } from '../key-sentences.ts';
import { ownWords } from '../language/own-words.ts';
import { datesIn } from '../names/dates.ts';
import { hasBusinessWord } from '../names/organisation-words.ts';
import { outlineOf } from '../outline.ts';
import type { Draft, Form, Material } from './form.ts';

const greeting =
  /^(?:dear|hi|hello|hey|good (?:morning|afternoon|evening)|to whom it may concern|sehr geehrte[rs]?|liebe[rs]?|hallo|guten (?:tag|morgen|abend)|moin|bonjour|bonsoir|cher|chère|chers|madame|monsieur|mesdames|messieurs|estimad[oa]s?|querid[oa]s?|hola|buen(?:os|as) (?:días|tardes)|muy señor(?:es)?|gentile|gentili|egregio|spett\.?le|caro|cara|cari|buongiorno|ciao|geachte|beste|dag|goede(?:morgen|middag)|prezad[oa]s?|exm[ao]s?|car[oa]s?|olá|bom dia|拝啓|.{1,20}(?:様|御中)$|здравствуйте|уважаем(?:ый|ая|ые))(?!\p{L})[^.!?]{0,70}[,:!.]?$/iu;
const closing =
  /^(?:yours (?:sincerely|faithfully|truly)|(?:with )?(?:kind|best|warm|many)(?:est)? (?:regards|wishes|thanks)|sincerely|regards|best|cheers|thanks|(?:with|mit) (?:freundlichen|besten|herzlichen) grüßen?|(?:freundliche|viele|beste|herzliche|liebe) grüße|mit freundlichem gruß|hochachtungsvoll|(?:bien )?cordialement|bien à vous|veuillez agréer.*|je vous prie d['’]agréer.*|(?:sincères|meilleures) salutations|atentamente|(?:un )?(?:cordial )?saludo(?: cordial)?|saludos(?: cordiales)?|cordialmente|(?:cordiali|distinti) saluti|met (?:vriendelijke|hartelijke) groet(?:en)?|hoogachtend|groet(?:en|jes)?|com os (?:melhores )?cumprimentos|(?:melhores )?cumprimentos|atenciosamente|(?:どうぞ)?よろしくお願い.*|敬具|с уважением)[\s,.!。]*$/iu;
const subjectLabel =
  /^(?:subject|re|betreff|betr\.?|objet|asunto|oggetto|onderwerp|betreft|assunto|件名|тема|主题|الموضوع|הנדון)\s*[:：]\s*(\S.{2,})$/iu;
/** A postal code and a town, a street with its number, somebody who is addressed. */
const address =
  /^(?:[A-Z]{1,2}-)?\d{4,5}(?: [A-Z]{2})? \p{Lu}|\b[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}$|^\d{1,5}[a-z]?,? \p{L}[^:]{2,40}$|^(?:\p{L}[\p{L}.-]+ ){1,3}\d{1,3}[a-z]?$|@|^(?:herrn?|frau|mr|mrs|ms|mme|madame|monsieur|sr|sra|exm|dhr|mevr|attn|à l['’]attention)(?!\p{L})|(?<!\p{L})(?:street|road|avenue|\p{L}*straße|rue|calle|via|rua)(?!\p{L})/iu;
const label = /^[\p{L} ./-]{2,30}[:：]\s*[\d\p{Lu}\p{Lo}]?\S*\d/u;

const topLines = 40;
const longestSubject = 110;

/** A letter in its parts, by the numbers of its lines. */
export interface LetterParts {
  readonly subject?: string;
  readonly body: readonly string[];
}

/** The parts of a letter or mail; undefined when nobody is greeted. */
export function letterParts(lines: readonly string[]): LetterParts | undefined {
  const greeted = lines.slice(0, topLines).findIndex((line) => line.length <= 90 && greeting.test(line));
  if (greeted === -1) return undefined;
  const ended = lines.findIndex((line, place) => place > greeted && line.length <= 160 && closing.test(line));
  const inside = lines.slice(greeted + 1, ended === -1 ? undefined : ended);
  const below = subjectBelow(inside);
  const subject = labelled(lines) ?? below?.subject ?? subjectAbove(lines.slice(0, greeted));
  return { body: below ? inside.slice(below.to) : inside, ...(subject !== undefined && { subject }) };
}

/** The subject that the first lines name. */
export function labelled(lines: readonly string[]): string | undefined {
  for (const line of lines.slice(0, topLines)) {
    const subject = line.length > 300 ? undefined : subjectLabel.exec(line)?.[1];
    if (subject !== undefined)
      return subject.replace(/^((?:re|fwd?|aw|wg|tr|rv|r|i|antw|doorst|enc)\s*:\s*)+/i, '');
  }
  return undefined;
}

/** English writes the subject below the greeting: a short line by itself. */
function subjectBelow(inside: readonly string[]): { subject: string; to: number } | undefined {
  const place = inside.findIndex((line) => line !== '');
  const line = inside[place];
  if (line === undefined || inside[place + 1] !== '' || line.length > longestSubject) return undefined;
  if (/[.,;:!?。]$/.test(line) || !/^[\p{Lu}\p{Lo}\d*]/u.test(line) || !/\p{L}{3}/u.test(line))
    return undefined;
  return { subject: line.replace(/^re:\s*/i, ''), to: place + 1 };
}

/** Others write it above: the last lines before the greeting that are no address, no date and no field. */
function subjectAbove(above: readonly string[]): string | undefined {
  for (let place = above.length - 1; place >= 0; place--) {
    const line = above[place] ?? '';
    if (line === '' || label.test(line)) continue;
    if (line.length > longestSubject) return undefined;
    const [date] = datesIn(line);
    const isDate =
      date !== undefined &&
      line.length <= date.length + 24 &&
      !/\p{L}{5,}.*\p{L}{5,}/u.test(line.replace(date, ''));
    if (isDate || address.test(line)) return undefined;
    const words = line.match(/\p{L}+/gu)?.length ?? 0;
    return words >= 2 && !hasBusinessWord(line) && !isNameOnly(line) ? line : undefined;
  }
  return undefined;
}

const isNameOnly = (line: string) => /^(?:\p{Lu}[\p{L}.’'-]+ ){1,3}\p{Lu}[\p{L}’'-]+$/u.test(line);

/** What a letter says, without its frame. */
export const letterForm: Form = (material) => {
  const parts = letterParts(material.lines);
  if (parts === undefined || parts.body.join('').length < 40) return undefined;
  return { ...bodyOf(material, parts.body), title: parts.subject ?? senderTitle(material) };
};

/** Key sentences of the lines of a body. */
export function bodyOf(material: Material, body: readonly string[]): Draft {
  const outline = outlineOf(body.join('\n'));
  return { ...keySentences({ ...material, outline }), about: outline };
}

/** Where no subject is: who writes. */
function senderTitle({ lines, language, title }: Material): string {
  const [first] = lines.filter((line) => line !== '');
  if (
    first === undefined ||
    first.length > 60 ||
    greeting.test(first) ||
    !(hasBusinessWord(first) || isNameOnly(first))
  )
    return title;
  const words = ownWords(language);
  return `${words.letterFrom} ${first.split(/\s[·|]\s|, /)[0] ?? first}`;
}
