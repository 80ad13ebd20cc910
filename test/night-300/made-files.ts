/** Three hundred files as people have them: texts, PDFs, pictures and recordings made here, and real ones where there are some. */
import { createWriteStream, existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { pick, type Random } from '../../bench/random.ts';
import { englishText } from '../../bench/texts.ts';
import { recording } from '../support/cloud-journey.ts';

/** Stands in every text that is made, and may never be seen outside. */
export const textMark = 'nightwordmark';

/** How many of each there are; texts make it three hundred. */
const counts = { all: 300, pdfs: 50, pictures: 70, recordings: 40 } as const;
/** Every so manieth picture and recording lies in private/. */
const privateEvery = 7;
const samples = new URL('../../../shared/samples/files/', import.meta.url);

/** A file that was dropped; `path` is below ingest/. */
export interface MadeFile {
  readonly path: string;
  readonly kind: 'text' | 'pdf' | 'picture' | 'recording' | 'sample';
  readonly isPrivate: boolean;
}

/** Makes them below `ingest`. */
export async function makeFiles(ingest: string, random: Random): Promise<readonly MadeFile[]> {
  const made: MadeFile[] = [];
  const put = async (kind: MadeFile['kind'], path: string, write: (target: string) => Promise<void>) => {
    const target = join(ingest, path);
    await mkdir(dirname(target), { recursive: true });
    await write(target);
    made.push({ path, kind, isPrivate: path.startsWith('private/') });
  };
  const home = (n: number): string => (n % privateEvery === 0 ? 'private/' : '');
  for (const name of existsSync(samples) ? await readdir(samples) : []) {
    await put('sample', `samples/${name}`, (target) => copyFile(new URL(name, samples), target));
  }
  for (let n = 0; n < counts.pdfs; n += 1) await put('pdf', `papers/paper ${n}.pdf`, (to) => pdf(to, random));
  for (let n = 0; n < counts.pictures; n += 1) {
    await put('picture', `${home(n)}photos/photo ${n}.jpg`, (to) => photo(to, n, random));
  }
  for (let n = 0; n < counts.recordings; n += 1) {
    const seconds = 2 + Math.floor(random() * 20);
    const path = `${home(n)}talks/talk ${n}.wav`;
    await put('recording', path, (to) => writeFile(to, recording(seconds, 200 + 5 * n)));
  }
  for (let n = 0; made.length < counts.all; n += 1) {
    const name = `letters/${pick(random, ['home', 'work', 'bank'])}/letter ${n}.${pick(random, ['txt', 'md'])}`;
    await put('text', name, (to) =>
      writeFile(to, `${textMark} ${englishText(random, 500 + random() * 9000)}`),
    );
  }
  return made;
}

async function pdf(path: string, random: Random): Promise<void> {
  const document = new PDFDocument();
  const file = document.pipe(createWriteStream(path));
  const pages = 1 + Math.floor(random() * 4);
  for (let page = 1; page <= pages; page += 1) {
    if (page > 1) document.addPage();
    document.text(`${textMark} ${englishText(random, 2500)}`);
  }
  document.end();
  await finished(file);
}

/** Hills under a sky: no words in it. */
async function photo(path: string, n: number, random: Random): Promise<void> {
  const [width, height] = [640 + n, 480];
  const hill = (y: number, colour: string): string => {
    const points = Array.from({ length: 9 }, (_, at) => `${(at * width) / 8},${y + random() * 120}`);
    return `<polygon fill="${colour}" points="0,${height} ${points.join(' ')} ${width},${height}"/>`;
  };
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="#9cf"/>${hill(180, '#476')}${hill(280, '#253')}</svg>`;
  await sharp(Buffer.from(svg)).jpeg().toFile(path);
}
