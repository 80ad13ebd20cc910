/** The text of a shape: its paragraphs and lists. */

import { isCode, withCodeJoined } from '../office/code-lines.ts';
import { romanOrLetter } from '../office/counting.ts';
import { paragraphSpans } from '../office/drawing-text.ts';
import type { Relations } from '../office/package.ts';
import type { Piece } from '../office/pieces.ts';
import { plainOf } from '../office/rich-text.ts';
import { attribute, child, elements, type XmlElement } from '../xml/xml-tree.ts';
import type { Bullet } from './slide-look.ts';

/** Levels of lists that there are. */
const deepest = 8;

/** Tells what a paragraph at a level begins with. */
export type BulletOf = (paragraph: XmlElement, level: number) => Bullet;

/** The pieces of a `txBody`. */
export function textPieces(body: XmlElement | undefined, relations: Relations, bulletOf: BulletOf): Piece[] {
  const counters: number[] = [];
  const pieces = elements(body, 'p').flatMap((paragraph): Piece[] => {
    const spans = paragraphSpans(paragraph, relations);
    if (plainOf(spans).trim() === '') return [];
    if (isCode(spans)) return [{ kind: 'code', text: plainOf(spans) }];
    const stated = Number(attribute(child(paragraph, 'pPr'), 'lvl') ?? 0);
    const level = Math.min(deepest, Math.max(0, Number.isInteger(stated) ? stated : 0));
    const bullet = bulletOf(paragraph, level);
    // Deeper lists begin anew below every item.
    counters.length = Math.min(counters.length, level + 1);
    if (bullet.type !== 'number') {
      counters.length = Math.min(counters.length, level);
      return [
        bullet.type === 'bullet' ? { kind: 'item', level, marker: '-', spans } : { kind: 'paragraph', spans },
      ];
    }
    const number = (counters[level] ?? bullet.start - 1) + 1;
    counters[level] = number;
    return [{ kind: 'item', level, marker: numberMarker(number, bullet.format), spans }];
  });
  return withCodeJoined(pieces);
}

/** `arabicPeriod` is `1.`; letters and Roman numbers stand as they are shown, `(a)`. */
function numberMarker(number: number, format: string): string {
  const kind = /^(alpha|roman)(Lc|Uc)/.exec(format);
  if (kind === null) return `${number}.`;
  const label = romanOrLetter(number, kind[1] === 'roman' ? 'Roman' : 'Letter', kind[2] === 'Uc');
  if (format.endsWith('ParenBoth')) return `(${label})`;
  return `${label}${format.endsWith('ParenR') ? ')' : '.'}`;
}
