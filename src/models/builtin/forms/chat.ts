/** Chats as phones export them: each line says when, who and what. */
import type { Form } from './form.ts';
import { bodyOf } from './letter.ts';

/** `[03/05/26, 18:02:11] Ana: …` of iOS, `03.05.26, 18:02 - Ana: …` of Android. */
const message =
  /^[\u200e\u200f]?\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[\s\u202f]?[AaPp]\.?[Mm]\.?)?(?:\]| [-–]) ([^:\n]{1,60}): (.*)$/u;
/** What stands in place of a picture or a recording. */
const leftOut = /^[\u200e\u200f]?(?:<[^<>]{1,80}>|.{0,30} (?:omitted|weggelassen|omis[e]?|omitid[oa]))$/iu;
const fewestMessages = 3;
const leastMessages = 0.6;

/** The messages without the times and names before them, each a paragraph. */
export const chatForm: Form = (material) => {
  const lines = material.lines.filter((line) => line !== '');
  const said = lines.map((line) => (line.length > 5000 ? null : message.exec(line)));
  const found = said.filter((one) => one !== null);
  if (found.length < fewestMessages || found.length < lines.length * leastMessages) return undefined;
  const body = lines.flatMap((line, place) => {
    const text = said[place]?.[2] ?? line;
    return leftOut.test(text) ? [] : [text, ''];
  });
  return { ...bodyOf(material, body), tag: 'chat' };
};
