import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { pdfReader } from '../../../src/reading/pdf/pdf-reader.ts';
import { plainText } from '../../../src/reading/plain-text.ts';
import type { Document } from '../../../src/types/document.ts';
import { makePdf, needsSamples, put, sample, samples, scratchFolder } from '../files.ts';

const story =
  'The committee met on Tuesday to discuss the new harbour wall and its costs. Several members argued that ' +
  'the estimate was far too low, because the price of stone had risen considerably since spring. ';

async function readMade(
  test: Parameters<typeof scratchFolder>[0],
  draw: (pdf: PDFKit.PDFDocument) => void,
  options: PDFKit.PDFDocumentOptions = {},
): Promise<Document> {
  const folder = await scratchFolder(test);
  return pdfReader.read(await put(folder, 'made.pdf', await makePdf(draw, options), 'application/pdf'));
}

/** The given phrases stand in the text in this order. */
function assertInOrder(text: string, phrases: readonly string[]): void {
  let at = 0;
  for (const phrase of phrases) {
    const found = text.indexOf(phrase, at);
    assert.ok(found >= 0, `“${phrase}” is missing or too early in:\n${text}`);
    at = found + phrase.length;
  }
}

test('a receipt reads line by line, its items apart', needsSamples, async () => {
  const document = await pdfReader.read(
    sample('RECEIPT-2024-TXN-98765_retail_purchase.pdf', 'application/pdf'),
  );
  const text = plainText(document);
  assertInOrder(text, [
    'TECHMART ELECTRONICS',
    '4567 Innovation Blvd',
    'TXN: TXN-98765-2024',
    'Wireless Noise-Cancelling\nHeadphones - Premium Black\nAUDIO-5521 1 @ $349.99\nMember Discount $-50.00\n$299.99',
    '\n\nUSB-C Hub 7-in-1 Adapter\nwith HDMI & Ethernet\nACC-8834 2 @ $79.99\n$159.98\n\n',
    'SUBTOTAL $863.91\nMember Discount (15%)-$84.00\nSales Tax (8.5%) $66.23',
    'TOTAL $821.14',
    'Visa Card ending in 4782',
    'at 5,000 pts (1,753 to go)',
    'Thank you for shopping!',
  ]);
  assert.equal(document.blocks[0]?.type, 'heading');
  assert.equal(document.facts.created, '2025-12-05T10:49:51+01:00');
  assert.equal(document.facts.title, undefined, '“(anonymous)” is no title');
});

test('forms and tables of an estimate read row by row, on every page', needsSamples, async () => {
  const document = await pdfReader.read(sample('REPAIR-2022-INV-001_multipage.pdf', 'application/pdf'));
  const tables = document.blocks.filter((block) => block.type === 'table');
  const rows = tables.filter((table) => table.position?.page === 1).flatMap((table) => table.rows);
  const filled = rows.map((row) => row.filter((cell) => cell !== '').join(' | '));
  for (const row of [
    'Insured name | Gabriel Diaz | Year | 2022',
    'Email | gabriel@contoso.com | VIN | 1C4RJFBG2NC123456',
    'Color | White',
    'Hours | Rate | Cost',
    'Parts | 2,100',
    'Body Labor | 2 | 150 | 300',
    'Mechanical Labor | - | - | -',
    'Paint Supplies | 60',
    'Sales Tax | 10.20% | 278.46',
    'GRAND TOTAL | 5,738',
  ]) {
    assert.ok(filled.includes(row), `${row} is missing in\n${filled.join('\n')}`);
  }
  // Empty cells keep the columns apart: 10.20% is a rate and no number of hours.
  const totals = tables.find((table) => table.rows.some((row) => row.includes('GRAND TOTAL')));
  const column = totals?.rows[0]?.indexOf('Rate') ?? -1;
  assert.equal(totals?.rows.find((row) => row.includes('Sales Tax'))?.[column], '10.20%');
  const second = document.blocks.filter((block) => block.position?.page === 2);
  assertInOrder(plainText({ ...document, blocks: second }), ['Bruce Wayne', 'Batmobile', '211,522']);
  assert.equal(document.facts.pages, 3);
});

test(
  'tables without ruling lines and with empty cells keep every cell in its column',
  needsSamples,
  async () => {
    const document = await pdfReader.read(
      sample('SPARSE-2024-INV-1234_borderless_table.pdf', 'application/pdf'),
    );
    const [sparse, extended] = document.blocks.filter((block) => block.type === 'table');
    assert.deepEqual(sparse?.rows, [
      ['Product Code', 'Location', 'Expected', 'Actual', 'Variance', 'Status'],
      ['SKU-8847', 'A-12', '450', '', '', ''],
      ['', 'B-07', '', '289', '-23', ''],
      ['SKU-9201', '', '780', '778', '', 'OK'],
      ['', 'C-15', '', '', '+15', ''],
      ['SKU-4563', 'D-22', '', '156', '', 'CRITICAL'],
      ['', '', '180', '', '-24', ''],
      ['SKU-7728', 'A-08', '920', '', '', ''],
      ['', '', '', '935', '+15', 'OK'],
    ]);
    assert.ok(sparse?.header);
    assert.deepEqual(extended?.rows[3], ['SKU-4563', 'Software', '$120.00', '$18,720.00', '', 'Critical']);
    assert.equal(extended?.rows.length, 11);
    assert.equal(extended?.position?.page, 2);
    assertInOrder(plainText(document), [
      'INVENTORY RECONCILIATION REPORT',
      'Report ID: SPARSE-2024-INV-1234\nWarehouse: Distribution Center East',
      'The inventory reconciliation reveals several key findings. The primary variance driver is SKU-4563, which shows',
      'threshold, but critical items require expedited resolution to maintain operational efficiency.',
      'Schedule follow-up audit for high-value products (SKU-6678, SKU-2234).',
    ]);
  },
);

test('a page of a paper reads as sentences, with broken words mended', needsSamples, async () => {
  const document = await pdfReader.read(sample('test.pdf', 'application/pdf'));
  const text = plainText(document);
  assertInOrder(text, [
    '1 Introduction\n\nLarge language models (LLMs) are becoming a crucial building block in developing powerful agents that',
    'There are at least three reasons confirming its general feasibility',
    'because chat-optimized LLMs (e.g., GPT-4) show',
    'provide and seek reasoning, observations, critiques, and validation',
    'Customizable and conversable agents. AutoGen uses a generic design of agents that can leverage LLMs',
    'via conversation-centric computation and control.',
    'We refer to Appendix A for a detailed discussion.',
  ]);
  assert.deepEqual(document.blocks[0], {
    type: 'heading',
    level: 1,
    text: '1 Introduction',
    position: { page: 1 },
  });
  assert.doesNotMatch(text, /[\ufb00-\ufb06]/);
});

test(
  'a scan gives a picture for each page, and the pictures are PNG of the size that was told',
  needsSamples,
  async () => {
    const file = sample('MEDRPT-2024-PAT-3847_medical_report_scan.pdf', 'application/pdf');
    const document = await pdfReader.read(file);
    assert.deepEqual(document.blocks, []);
    assert.deepEqual(
      document.pictures,
      [1, 2, 3].map((page) => ({
        id: `page-${page}`,
        role: 'page',
        position: { page },
        width: 1133,
        height: 1467,
      })),
    );
    const picture = document.pictures[1];
    assert.ok(picture && pdfReader.loadPicture);
    const loaded = await pdfReader.loadPicture(file, picture);
    const { default: sharp } = await import('sharp');
    const { width, height, format } = await sharp(loaded.bytes).metadata();
    assert.deepEqual({ width, height, format }, { width: 1133, height: 1467, format: 'png' });
    // Words were painted: the page is neither blank nor black.
    const { channels } = await sharp(loaded.bytes).stats();
    assert.ok((channels[0]?.mean ?? 0) > 200 && (channels[0]?.min ?? 255) < 100);
  },
);

for (const columns of [2, 3]) {
  test(`a page of ${columns} columns below a title is read column by column`, async (t) => {
    const document = await readMade(t, (pdf) => {
      pdf.fontSize(20).text('A Harbour Wall for Everyone', { align: 'center' });
      pdf
        .fontSize(10)
        .moveDown()
        .text(`Abstract. ${story.repeat(2)}`)
        .moveDown();
      const text = Array.from({ length: 8 }, (_, i) => `Paragraph ${i + 1} begins here. ${story}\n\n`).join(
        '',
      );
      pdf.fontSize(9).text(text, { columns, columnGap: 18, height: 420 / columns + 100, align: 'justify' });
    });
    assert.deepEqual(document.blocks[0], {
      type: 'heading',
      level: 1,
      text: 'A Harbour Wall for Everyone',
      position: { page: 1 },
    });
    const expected = Array.from({ length: 8 }, (_, i) => `Paragraph ${i + 1} begins here. ${story.trim()}`);
    assertInOrder(plainText(document).replaceAll(/\s+/g, ' '), ['Abstract. The committee', ...expected]);
  });
}

test('an invoice with right-aligned numbers is a table with a header', async (t) => {
  const rows = [
    ['Item', 'Qty', 'Unit price', 'Total'],
    ['Blue widget, large', '2', '10.00', '20.00'],
    ['Service and travel', '1', '150.00', '150.00'],
    ['Total', '', '', '170.00'],
  ];
  const document = await readMade(t, (pdf) => {
    pdf.fontSize(18).text('INVOICE').fontSize(10);
    rows.forEach(([item = '', ...numbers], i) => {
      pdf.text(item, 50, 200 + i * 16);
      numbers.forEach((number, j) => {
        pdf.text(number, 260 + j * 90, 200 + i * 16, { width: 80, align: 'right' });
      });
    });
  });
  const table = document.blocks.find((block) => block.type === 'table');
  assert.deepEqual(table?.rows, rows);
  assert.equal(table?.header, true);
});

test('text that runs upwards, a rotated page and right-to-left text read in their order', async (t) => {
  const sideways = await readMade(t, (pdf) => {
    pdf.rotate(-90, { origin: [300, 400] });
    pdf
      .fontSize(12)
      .text('Sideways first line of the table', 150, 300)
      .text('and the second line of it', 150, 316);
  });
  assertInOrder(plainText(sideways), ['Sideways first line of the table', 'and the second line of it']);
  const turned = await readMade(t, (pdf) => {
    Object.assign(pdf.page.dictionary.data, { Rotate: 90 });
    pdf.fontSize(12).text(`First. ${story}`).moveDown(2).text(`Second. ${story}`);
  });
  assertInOrder(plainText(turned), ['First. The committee', 'Second. The committee']);
});

test('bullets become one list, and hanging lines stay with their item', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.font('Helvetica').fontSize(10);
    ['First point', `Second point. ${story}`, 'Third point'].forEach((item, i) => {
      pdf.text('•', 50, 100 + i * 40).text(item, 70, 100 + i * 40, { width: 400 });
    });
  });
  assert.deepEqual(document.blocks, [
    {
      type: 'list',
      ordered: false,
      items: ['First point', `Second point. ${story.trim()}`, 'Third point'],
      position: { page: 1 },
    },
  ]);
});

test('each page is judged on its own: text, scan, drawing and blank', { ...needsSamples }, async (t) => {
  const photograph = await readFile(`${samples}/test_llm.jpg`);
  const document = await readMade(t, (pdf) => {
    pdf.text(story);
    pdf
      .addPage()
      .image(photograph, 0, 0, { width: 595, height: 842 })
      .fontSize(8)
      .text('Scanned by a machine', 50, 770);
    pdf.addPage();
    for (let i = 0; i < 40; i++)
      pdf
        .moveTo(50, 50 + i * 10)
        .lineTo(400, 60 + i * 12)
        .stroke();
    pdf.addPage();
    pdf.addPage().text('p. 5');
  });
  assert.deepEqual(
    document.pictures.map((picture) => picture.id),
    ['page-2', 'page-3'],
  );
  assert.deepEqual(
    document.blocks.map((block) => block.position?.page),
    [1, 2, 5],
  );
});

test('an empty page is a document without blocks and pictures', async (t) => {
  const { blocks, pictures, facts } = await readMade(t, () => undefined);
  assert.deepEqual({ blocks, pictures, pages: facts.pages }, { blocks: [], pictures: [], pages: 1 });
});

test('what was typed into a form is read', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.font('Helvetica').initForm();
    pdf.text(story);
    pdf.formText('surname', 50, 200, 200, 20, { value: 'Lovelace' });
    pdf.formText('empty', 50, 240, 200, 20, {});
  });
  const table = document.blocks.find((block) => block.type === 'table');
  assert.deepEqual(table?.rows, [['surname', 'Lovelace']]);
});

test('title, author and creation time come from the file', async (t) => {
  const info = { Title: 'Harbour', Author: 'Ada', CreationDate: new Date('2024-05-01T10:33:00Z') };
  const { facts } = await readMade(t, (pdf) => pdf.text('x'), { info });
  assert.deepEqual(facts, { pages: 1, title: 'Harbour', author: 'Ada', created: '2024-05-01T10:33:00Z' });
});

test('a password is a failure with its own code; an owner’s password alone is none', async (t) => {
  await assert.rejects(
    readMade(t, (pdf) => pdf.text('secret'), { userPassword: 'x', ownerPassword: 'y' }),
    {
      code: 'file-encrypted',
      hint: /save a copy without one/,
    },
  );
  const open = await readMade(t, (pdf) => pdf.text('not so secret'), { ownerPassword: 'y' });
  assert.equal(plainText(open), 'not so secret');
});

test('a file that is cut off or is no PDF is damaged, and never an exception of another kind', async (t) => {
  const folder = await scratchFolder(t);
  const whole = await makePdf((pdf) => pdf.text(story));
  const cut = await put(folder, 'cut.pdf', whole.subarray(0, 300), 'application/pdf');
  await assert.rejects(pdfReader.read(cut), { code: 'file-damaged', reason: /^cut\.pdf .+\.$/ });
  const noise = await put(folder, 'noise.pdf', Buffer.from('%PDF-1.7\nnothing'), 'application/pdf');
  await assert.rejects(pdfReader.read(noise), { code: 'file-damaged' });
});

test('a file whose index is cut off is read all the same where its pages are whole', async (t) => {
  const folder = await scratchFolder(t);
  const whole = Buffer.from(await makePdf((pdf) => pdf.text(story), { compress: false }));
  const cut = whole.subarray(0, whole.lastIndexOf('xref') - 1);
  const document = await pdfReader.read(await put(folder, 'cut.pdf', cut, 'application/pdf'));
  assertInOrder(plainText(document).replaceAll(/\s+/g, ' '), ['The committee met on Tuesday']);
});
