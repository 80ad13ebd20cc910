/** A few small files to read where there are no others. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { randomOf } from '../random.ts';
import { englishText } from '../texts.ts';

/** Writes them into `folder`. */
export async function makeFiles(folder: string, seed: number): Promise<void> {
  const random = randomOf(seed);
  const text = englishText(random, 4096);
  const rows = Array.from({ length: 100 }, (_, row) => `${row},${Math.floor(random() * 1000)}`);
  const contents: Readonly<Record<string, string | Uint8Array>> = {
    'letter.txt': text,
    'table.csv': ['number,amount', ...rows].join('\n'),
    'data.json': JSON.stringify({ text, rows }),
    'picture.png': await sharp({ create: { width: 400, height: 300, channels: 3, background: '#fff' } })
      .png()
      .toBuffer(),
  };
  for (const [name, content] of Object.entries(contents)) await writeFile(join(folder, name), content);
}
