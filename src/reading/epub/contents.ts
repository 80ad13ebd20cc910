/** The names that a book's table of contents gives to its chapters. */
import { posix } from 'node:path';
import { escapeText } from '../html/escape-text.ts';
import { innerPath } from './package-document.ts';

/** EPUB 2 (NCX) and EPUB 3 (a list of links). */
const patterns = [
  /<navLabel[^>]*>\s*<text[^>]*>([^<]{1,500})<\/text>\s*<\/navLabel>\s*<content\s[^>]{0,200}?src\s*=\s*["']([^"']{1,500})/gi,
  /<a\s[^>]{0,500}?href\s*=\s*["']([^"']{1,500})["'][^>]{0,200}>\s*(?:<span[^>]{0,200}>\s*)?([^<]{1,500})/gi,
];

/** The file of each chapter → its name as Markdown; the first that is given. */
export async function chapterNames(
  contents: readonly string[],
  textOf: (name: string) => Promise<string | undefined>,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const name of contents) {
    const text = (await textOf(name).catch(() => undefined)) ?? '';
    const [ncx, nav] = patterns;
    const isNcx = /<ncx[\s>]/i.test(text.slice(0, 2000));
    for (const [, first = '', second = ''] of text.matchAll((isNcx ? ncx : nav) as RegExp)) {
      const [label, target] = isNcx ? [first, second] : [second, first];
      const chapter = innerPath(posix.dirname(name), target);
      const words = label
        .replace(/&(amp|lt|gt|quot|apos|nbsp);/g, plain)
        .replace(/\s+/g, ' ')
        .trim();
      if (words !== '' && !names.has(chapter)) names.set(chapter, escapeText(words));
    }
  }
  return names;
}

const characters: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

function plain(_entity: string, name: string): string {
  return characters[name] ?? '';
}
