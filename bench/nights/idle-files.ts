/** Mixed files that take a while to read. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { zipSync } from 'fflate';
import PdfDocument from 'pdfkit';
import sharp from 'sharp';
import type { Random } from '../random.ts';
import { englishText } from '../texts.ts';

/** Characters of a document: the largest that a model with 32,768 tokens takes in one piece, and a bit less. */
const characters = 40_000;

/** A PDF with a text layer, of some 20 pages. */
function pdf(random: Random): Promise<Uint8Array> {
  const document = new PdfDocument({ size: 'A4' });
  for (const paragraph of englishText(random, characters).split('\n\n')) document.text(paragraph).moveDown();
  document.end();
  return buffer(document);
}

/** Two pages that are pictures. */
async function scan(random: Random): Promise<Uint8Array> {
  const document = new PdfDocument({ size: 'A4', autoFirstPage: false });
  for (let page = 0; page < 2; page += 1) {
    document.addPage().image(await photo(random, 1200, 1700), 0, 0, { width: document.page.width });
  }
  document.end();
  return buffer(document);
}

function docx(random: Random): Uint8Array {
  const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  const w = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const paragraphs = englishText(random, characters)
    .split('\n\n')
    .map((text) => `<w:p><w:r><w:t>${text.replaceAll('&', '&amp;')}</w:t></w:r></w:p>`);
  const parts: Readonly<Record<string, string>> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `<w:document xmlns:w="${w}"><w:body>${paragraphs.join('')}</w:body></w:document>`,
  };
  const bytes = Object.entries(parts).map(([name, part]) => [name, new TextEncoder().encode(part)]);
  return zipSync(Object.fromEntries(bytes));
}

/** As large as a camera's unless it says otherwise: noise, which takes the longest to decode. */
function photo(random: Random, width = 4000, height = 3000): Promise<Buffer> {
  const level = 80 + Math.floor(random() * 96);
  const noise = { type: 'gaussian', mean: level, sigma: 30 } as const;
  return sharp({ create: { width, height, channels: 3, background: '#888', noise } })
    .jpeg()
    .toBuffer();
}

/** In turns, so that all kinds are there however few they are. */
const makers: readonly (readonly [
  ending: string,
  make: (random: Random) => Promise<Uint8Array> | Uint8Array,
])[] = [
  ['pdf', pdf],
  ['jpg', photo],
  ['docx', docx],
  ['txt', (random) => Buffer.from(englishText(random, 8192))],
  ['scan.pdf', scan],
];

/** Writes `count` files, each with another content, into `folder`. */
export async function writeMixed(folder: string, count: number, random: Random): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const [ending, make] = makers[index % makers.length] ?? ['txt', docx];
    await writeFile(join(folder, `${String(index).padStart(3, '0')}.${ending}`), await make(random));
  }
}
