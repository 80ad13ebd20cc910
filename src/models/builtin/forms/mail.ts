/** Mails: header lines above, what was answered to and a signature below, and between them a letter. */

import type { Form } from './form.ts';
import { bodyOf, labelled, letterParts } from './letter.ts';

const header =
  /^(?:[-*] )?(?:from|to|cc|bcc|sent|date|subject|reply-to|von|an|kopie|gesendet|datum|betreff|de|à|envoyé|objet|para|fecha|enviado|asunto|da|a|data|oggetto|inviato|van|aan|onderwerp|verzonden|assunto|差出人|宛先|件名|日付|送信日時|от|кому|тема|дата)\s*(?:[:：]| \| )\s*\S/iu;
const fromLine = /^(?:[-*] )?(?:from|von|de|da|van|差出人|от)\s*(?:[:：]| \| )/iu;
const subjectLine =
  /^(?:[-*] )?(?:subject|betreff|objet|asunto|oggetto|onderwerp|assunto|件名|тема)\s*(?:[:：]| \| )\s*(\S.*)$/iu;
const answered =
  /^(?:on .{5,90} wrote:|am .{5,90} schrieb .{0,60}:|le .{5,90} a écrit\s?:|el .{5,90} escribió:|il giorno .{5,90} ha scritto:|op .{5,90} schreef .{0,60}:|em .{5,90} escreveu:|-{2,} ?(?:original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht|message d'origine|mensaje original|messaggio originale|oorspronkelijk bericht).*|_{10,})$/iu;
const signature = /^(?:--|attachments)\s*$/i;
const headLines = 14;

/** A mail's own words. */
export const mailForm: Form = (material) => {
  const { lines } = material;
  const filled = lines.slice(0, headLines);
  const headers = filled.filter((line) => line.length <= 300 && header.test(line));
  if (headers.length < 2 || !headers.some((line) => fromLine.test(line) || subjectLine.test(line)))
    return undefined;
  const last = filled.findLastIndex((line) => header.test(line));
  const subject = headers.map((line) => subjectLine.exec(line)?.[1]).find((found) => found !== undefined);
  const own = ownLines(lines.slice(last + 1));
  const parts = letterParts(own);
  const title = labelled(subject === undefined ? [] : [`Subject: ${subject}`]) ?? subject ?? parts?.subject;
  const body = parts?.body ?? own;
  return {
    ...bodyOf(material, body.join('').trim() === '' ? own : body),
    ...(title !== undefined && { title }),
  };
};

/** Without the signature, and without what was answered to. */
function ownLines(lines: readonly string[]): readonly string[] {
  const end = lines.findIndex((line) => line.length <= 200 && (signature.test(line) || answered.test(line)));
  return (end === -1 ? lines : lines.slice(0, end)).filter((line) => !line.startsWith('>'));
}
