/**
 * Makes the three samples of the first meeting in `src/folders/welcome/`: a note, a receipt as a picture, and
 * a two-page PDF. Run `npm run make:welcome` after changing them; the results are committed.
 */
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { Readers } from '../../src/reading/readers.ts';

const target = new URL('../../src/folders/welcome/', import.meta.url);

const note = `# How this folder works

Drop any file into the folder \`ingest\`. By morning it lies in \`done\`, with a Markdown note beside it that says
what is in it. Nothing is sent anywhere: the work is done on this machine, by free models.

- The night begins at 01:00 and ends at 06:00; both can be changed in \`settings.json\`.
- What you drop into \`ingest/now\` is done at once, by day too.
- What you drop into \`ingest/private\` never leaves this machine, whatever happens.
- What cannot be done lies in \`failed\`, with the reason and a hint. Drag it back to \`ingest\` to try it again.

The file \`budget.json\` holds the most that paid models may ever cost. It says "off" until you write "on".
`;

async function pdf(
  path: string,
  options: PDFKit.PDFDocumentOptions,
  draw: (page: PDFKit.PDFDocument) => void,
) {
  const document = new PDFDocument({ ...options, info: { CreationDate: new Date('2026-11-01T12:00:00Z') } });
  const stream = document.pipe(createWriteStream(path));
  draw(document);
  document.end();
  await finished(stream);
}

/** A row with its second text set flush right. */
function row(page: PDFKit.PDFDocument, left: string, right: string): void {
  const { y } = page;
  page.text(left, 24, y);
  page.text(right, 24, y, { width: 232, align: 'right' });
}

function drawReceipt(page: PDFKit.PDFDocument): void {
  page.font('Courier-Bold').fontSize(17).text('HARBOUR BAKERY', { align: 'center' });
  page.font('Courier').fontSize(11).text('12 Quay Street, Bristol', { align: 'center' });
  page.text('Receipt No. 20418', { align: 'center' });
  page.text('2026-10-31 08:47', { align: 'center' }).moveDown();
  row(page, '2 x Rye bread', '7.80');
  row(page, '6 x Butter croissant', '11.40');
  row(page, '1 x Coffee beans 250 g', '9.50');
  page.moveDown(0.6).text('-'.repeat(35), 24).moveDown(0.4);
  page.font('Courier-Bold').fontSize(13);
  row(page, 'TOTAL GBP', '28.70');
  page.font('Courier').fontSize(11).moveDown(0.4);
  row(page, 'Paid by card', '28.70');
  page.moveDown().text('Thank you. Fresh from four o’clock.', 24, page.y, { width: 232, align: 'center' });
}

function drawGuide(page: PDFKit.PDFDocument): void {
  page.font('Times-Bold').fontSize(24).text('A night at work').moveDown(0.5);
  page.font('Times-Roman').fontSize(12);
  page.text(
    'At one in the morning the night shift begins. Every file that waits in the folder ingest is taken up in ' +
      'turn, read, and given to a model on this machine. A scanned page is first read letter by letter; a ' +
      'recording is first written down. The result is a Markdown note beside the original.',
  );
  page
    .moveDown()
    .text(
      'At six in the morning the shift ends. What is not done by then keeps its place and goes on the next night. ' +
        'A file is never lost on the way: it is moved, never copied and deleted, and its note is written ' +
        'before the file itself moves to the folder done.',
    );
  page.addPage().font('Times-Bold').fontSize(24).text('Where things lie').moveDown(0.5);
  page.fontSize(12);
  const rows = [
    ['Folder', 'What it holds', 'Who empties it'],
    ['ingest', 'files that wait', 'the night shift'],
    ['processing', 'files being read this minute', 'the night shift'],
    ['done', 'originals with their notes', 'you, when you like'],
    ['failed', 'files that could not be read', 'you, by dragging them back'],
  ];
  rows.forEach((cells, index) => {
    const y = 130 + index * 24;
    page.font(index === 0 ? 'Times-Bold' : 'Times-Roman');
    for (const [column, cell] of cells.entries()) page.text(cell, 72 + column * 160, y, { lineBreak: false });
  });
}

const folder = await mkdtemp(join(tmpdir(), 'nightshift-welcome-'));
const readers = new Readers({ threads: 1 });
try {
  await writeFile(new URL('How this folder works.md', target), note);
  const guide = join(folder, 'guide.pdf');
  await pdf(guide, { size: 'A4', margin: 72 }, drawGuide);
  await writeFile(new URL('A night at work.pdf', target), await readFile(guide));

  const receipt = join(folder, 'receipt.pdf');
  await pdf(receipt, { size: [280, 236], margin: 24 }, drawReceipt);
  const loaded = await readers.loadPicture(
    { path: receipt, name: 'receipt.pdf', mime: 'application/pdf', bytes: (await readFile(receipt)).length },
    { id: 'page-1', role: 'page', position: { page: 1 }, width: 778, height: 656 },
    new AbortController().signal,
  );
  if (!loaded.ok) throw new Error(loaded.failure.reason);
  const grey = await sharp(loaded.bytes).greyscale().png({ palette: true, colours: 16 }).toBuffer();
  await writeFile(new URL('Receipt.png', target), grey);
} finally {
  await readers.close();
  await rm(folder, { recursive: true });
}
