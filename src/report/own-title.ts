/** The title that a file has of its own, where its kind has one that people write: pages, mails, books, office papers. */

import type { ResultFacts } from './result-facts.ts';
import { oneLine } from './safe-markdown.ts';

const mail = /^(?:message\/|application\/vnd\.ms-outlook|application\/mbox)/;
const published = /html|epub/;
const office =
  /officedocument|opendocument|msword|ms-excel|ms-powerpoint|apple\.(?:pages|numbers|keynote)|\/rtf$/;

/** `Re:` and its like in the languages in which programs write them. */
const answers = /^(?:(?:re|fwd?|aw|wg|tr|rv|antw|doorst|sv|vs|enc)(?:\[\d+\])?\s?[:：]\s*)+/i;
/** What programs and templates leave there. */
const leftOver =
  /^microsoft (?:word|powerpoint|excel) - |\.(?:docx?|dotx?|odt|rtf|txt|pdf|xlsx?|pptx?|potx?|html?|epub|pages|key|numbers|eml|msg)$|^(?:untitled|unbenannt|sans titre|sin título|senza titolo|no subject|\(no subject\)|kein betreff|title|titel|titre|document|dokument|book|mappe|presentation|präsentation|powerpoint[- ]?pr\p{L}+|index|home(?:page)?|new page|test|sample|example|beispiel)[\s_-]*\d*$|(?<!\p{L})(?:template|vorlage|modèle|plantilla|modello)(?!\p{L})/iu;

/** How much of the text is looked at for the words of a title. Characters. */
const looked = 20_000;

/**
 * The file's own title, when it is a true one: the subject of a mail, the title of a page or a book, and that of an
 * office paper whose text speaks of the same. Undefined for other kinds, and where a program or a template wrote it.
 */
export function ownTitle(facts: Pick<ResultFacts, 'document' | 'mime' | 'originalName'>): string | undefined {
  const { document, mime, originalName } = facts;
  const title = oneLine(document.facts.title ?? '').replace(mail.test(mime) ? answers : '', '');
  if (title === '' || leftOver.test(title) || !/\p{L}/u.test(title) || isName(title, originalName))
    return undefined;
  if (mail.test(mime) || published.test(mime)) return title;
  return office.test(mime) && isSpokenOf(title, document) ? title : undefined;
}

const stem = (name: string): string => name.replace(/\.[^.]*$/, '').toLowerCase();

/** The name that the file has, or had before it was copied. */
function isName(title: string, originalName: string): boolean {
  return stem(title) === stem(originalName) || stem(originalName).startsWith(`${stem(title)} (`);
}

/** Of several words most stand in the text: a title that an older paper left behind shares few. */
function isSpokenOf(title: string, { blocks }: ResultFacts['document']): boolean {
  const words = title.toLowerCase().match(/\p{L}{3,}/gu) ?? [];
  if (words.length < 2) return false;
  let text = '';
  for (const block of blocks) {
    if (text.length > looked) break;
    if ('text' in block) text += ` ${block.text}`;
    else if (block.type === 'list') text += ` ${block.items.join(' ')}`;
    else if (block.type === 'table') text += ` ${block.rows.flat().join(' ')}`;
  }
  const lower = text.toLowerCase();
  return words.filter((word) => lower.includes(word)).length >= words.length * 0.6;
}
