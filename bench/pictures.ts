/** Pages of words as pictures, for the recognition of text. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import type { Random } from './random.ts';
import { englishText } from './texts.ts';

/** Half of A4 at 150 dots an inch. */
const width = 1240;
const height = 877;
const lineHeight = 36;

/** Writes `count` PNG pages of about 20 lines, each with another content, into `folder`. */
export function writePictures(folder: string, count: number, random: Random): void {
  for (let index = 0; index < count; index += 1) {
    const canvas = createCanvas(width, height);
    const context = canvas.getContext('2d');
    context.fillStyle = 'white';
    context.fillRect(0, 0, width, height);
    context.fillStyle = 'black';
    context.font = '24px sans-serif';
    let line = '';
    let bottom = 60;
    for (const word of englishText(random, 1800).split(/\s+/)) {
      if (context.measureText(`${line} ${word}`).width > width - 120) {
        context.fillText(line, 60, bottom);
        bottom += lineHeight;
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
      if (bottom > height - 60) break;
    }
    writeFileSync(join(folder, `page ${index}.png`), canvas.toBuffer('image/png'));
  }
}
