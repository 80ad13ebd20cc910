/** A short piece of HTML as plain words. */
import { Parser } from 'htmlparser2';

/** Its text on one line, without tags, with its entities as characters. */
export function plainHtml(html: string): string {
  const words: string[] = [];
  const parser = new Parser({
    ontext: (text) => void words.push(text),
    onopentagname: (name) => void (/^(?:br|p|div|li|td)$/.test(name) && words.push(' ')),
  });
  parser.write(html);
  parser.end();
  return words.join('').replace(/\s+/g, ' ').trim();
}
