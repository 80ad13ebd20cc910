/** The source of an RTF file: what it says about itself, and what nobody sees of it. */
import iconv from 'iconv-lite';
import type { DocumentFacts } from '../../types/document.ts';
import { factsOf } from '../office/properties.ts';

/** Control words that hide the group which they stand in: hidden text, and what was deleted while changes were tracked. */
const hiding = /^\\(?:v|deleted)(?![a-z0-9-])/;

/**
 * The source without groups of hidden and deleted text, and how many groups of deleted text there were.
 * `source` has a character for each byte.
 */
export function visibleRtf(source: string): { readonly visible: string; readonly deletions: number } {
  const open: { readonly start: number; hidden: boolean }[] = [];
  const cuts: (readonly [start: number, end: number])[] = [];
  let deletions = 0;
  const special = /[{}]|\\(?:bin(\d{1,9}) ?|v(?![a-z0-9-])|deleted(?![a-z0-9-])|[\s\S])/g;
  for (let found = special.exec(source); found !== null; found = special.exec(source)) {
    const [sign, binary] = found;
    if (sign === '{') open.push({ start: found.index, hidden: false });
    else if (sign === '}') {
      const group = open.pop();
      // The document itself is a group, and so is everything that was put into a hidden one.
      if (group?.hidden && open.length > 0 && !open.some(({ hidden }) => hidden)) {
        cuts.push([group.start, special.lastIndex]);
      }
    } else if (binary !== undefined) special.lastIndex += Number(binary);
    else if (hiding.test(source.slice(found.index, found.index + 10))) {
      const group = open.at(-1);
      if (group !== undefined && open.length > 1) group.hidden = true;
      if (sign === '\\deleted') deletions += 1;
    }
  }
  let visible = '';
  let at = 0;
  for (const [start, end] of cuts) {
    visible += source.slice(at, start);
    at = end;
  }
  return { visible: visible + source.slice(at), deletions };
}

/** Title, author and date from the information group (RTF 1.9, "Information Group"). */
export function rtfFacts(source: string): DocumentFacts {
  const start = source.indexOf('{\\info');
  const info = start < 0 ? '' : source.slice(start, start + 20_000);
  const page = Number(/\\ansicpg(\d+)/.exec(source.slice(0, 2000))?.[1] ?? 1252);
  const value = (name: string): string => {
    const text = new RegExp(String.raw`\{(?:\\\*)?\\${name}(?![a-z]) ?([^{}]{0,1000})`).exec(info)?.[1] ?? '';
    return plain(text, page).replace(/\s+/g, ' ').trim();
  };
  const number = (name: string): string =>
    (new RegExp(String.raw`\\creatim[^}]*?\\${name}(\d+)`).exec(info)?.[1] ?? '').padStart(2, '0');
  const day = `${number('yr')}-${number('mo')}-${number('dy')}`;
  return factsOf(value('title'), value('author'), day, {});
}

/** Words of a group without other groups in it. */
function plain(text: string, page: number): string {
  const encoding = iconv.encodingExists(`cp${page}`) ? `cp${page}` : 'cp1252';
  return text
    .replace(/\\u(-?\d{1,6}) ?\??/g, (_all, code: string) =>
      String.fromCharCode((Number(code) + 65_536) % 65_536),
    )
    .replace(/(?:\\'[0-9a-f]{2})+/gi, (codes) =>
      iconv.decode(Buffer.from(codes.replace(/\\'/g, ''), 'hex'), encoding),
    )
    .replace(/\\([\\{}])/g, '$1')
    .replace(/\\[a-z]+-?\d* ?/g, '');
}
