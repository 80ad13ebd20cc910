/** The shared samples, against what a person sees on their pages. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pdfReader } from '../../../src/reading/pdf/pdf-reader.ts';
import { plainText } from '../../../src/reading/plain-text.ts';
import type { Document } from '../../../src/types/document.ts';
import { needsSamples, sample } from '../files.ts';
import { assertInOrder, outlineOf, tablesOf } from './made.ts';

const read = (name: string): Promise<Document> => pdfReader.read(sample(name, 'application/pdf'));
const onPage = (document: Document, page: number): Document => ({
  ...document,
  blocks: document.blocks.filter((block) => block.position?.page === page),
});

test(
  'RECEIPT: a receipt reads line by line, its items apart, its stamp as a figure',
  needsSamples,
  async () => {
    const document = await read('RECEIPT-2024-TXN-98765_retail_purchase.pdf');
    assertInOrder(plainText(document), [
      'TECHMART ELECTRONICS',
      '4567 Innovation Blvd\nSan Francisco, CA 94103',
      '(415) 555-0199',
      'Store #0342 - Downtown SF\n11/23/2024 14:32:18 PST\nTXN: TXN-98765-2024\nCashier: Emily Rodriguez\nRegister: POS-07',
      'Wireless Noise-Cancelling\nHeadphones - Premium Black\nAUDIO-5521 1 @ $349.99\nMember Discount $-50.00\n$299.99',
      '\n\nUSB-C Hub 7-in-1 Adapter\nwith HDMI & Ethernet\nACC-8834 2 @ $79.99\n$159.98\n\n',
      'Portable SSD 2TB\nThunderbolt 3 Compatible\nSTOR-2241 1 @ $289.00\nMember Discount $-29.00\n$260.00\n\n',
      'SUBTOTAL $863.91\nMember Discount (15%)-$84.00\nSales Tax (8.5%) $66.23\nRewards Applied -$25.00',
      'TOTAL $821.14',
      'PAYMENT METHOD\nVisa Card ending in 4782\nAuth: 847392',
      'REWARDS MEMBER\nSarah Mitchell\nID: TM-447821',
      'at 5,000 pts (1,753 to go)',
      'RETURN POLICY\nReturns within 30 days\nReceipt required\nElectronics must be unopened',
      '*TXN98765202411231432*',
      'Thank you for shopping!\nwww.techmart.example.com',
    ]);
    assert.equal(document.blocks[0]?.type, 'heading');
    const figure = document.blocks.findIndex((block) => block.type === 'figure');
    assert.match(plainText({ ...document, blocks: document.blocks.slice(figure) }), /^Thank you/);
    assert.deepEqual(
      document.pictures.map(({ role, position }) => ({ role, position })),
      [{ role: 'figure', position: { page: 1 } }],
    );
    assert.equal(document.facts.created, '2025-12-05T10:49:51+01:00');
    assert.equal(document.facts.title, undefined, '“(anonymous)” is no title');
  },
);

test('REPAIR: forms and tables of an estimate read row by row, on every page', needsSamples, async () => {
  const document = await read('REPAIR-2022-INV-001_multipage.pdf');
  const [customer, totals] = tablesOf(onPage(document, 1));
  const filled = (rows: readonly (readonly string[])[]): string[] =>
    rows.map((row) => row.filter((cell) => cell !== '').join(' | '));
  assert.deepEqual(filled(customer?.rows ?? []), [
    'Customer Information | Vehicle Information',
    'Insured name | Gabriel Diaz | Year | 2022',
    'Claim # | SF-1008 | Make | Jeep',
    'Policy # | POL-2022-555 | Model | Grand Cherokee',
    'Phone | (425) 111-1111 | Trim | Limited',
    'Email | gabriel@contoso.com | VIN | 1C4RJFBG2NC123456',
    'Color | White',
    'Odometer | 9,800',
    'Repair Order # | RO-20221108 | Estimator | Ellis Turner',
  ]);
  assert.deepEqual(filled(totals?.rows ?? []).slice(0, 12), [
    'Hours | Rate | Cost',
    'Parts | 2,100',
    'Body Labor | 2 | 150 | 300',
    'Paint Labor | 1.5 | 150 | 225',
    'Mechanical Labor | - | - | -',
    'Supplies',
    'Paint Supplies | 60',
    'Body Supplies | 30',
    'Other Charges | 15',
    'Subtotal | 2,730',
    'Sales Tax | 10.20% | 278.46',
    'GRAND TOTAL | 5,738',
  ]);
  // Empty cells keep the columns apart: 10.20% is a rate and no number of hours.
  const column = totals?.rows[0]?.indexOf('Rate') ?? -1;
  assert.equal(totals?.rows.find((row) => row.includes('Sales Tax'))?.[column], '10.20%');
  assertInOrder(plainText(onPage(document, 1)), [
    'ZAVA AUTO REPAIR',
    '123 Main Street, Redmond, WA 98052',
    'Preliminary Estimate (ID: EST-1008)',
    'Customer Information | ',
    'Estimate Totals',
    'Minor rear bumper repair',
    'This is a preliminary estimate for the visible damage of the vehicle. Additional damage',
    'vehicle owner will be reponsible for charges.',
  ]);
  const second = filled(tablesOf(onPage(document, 2)).flatMap(({ rows }) => rows));
  assertInOrder(second.join('\n'), [
    'Insured name | Bruce Wayne | Year | 2025\nClaim # | 999 | Make | Batman\nPolicy # | IM-BATMAN | Model | Batmobile',
    'Phone | (416) 555-1234 | Trim | Limited\nEmail | batman@wayneindustries.com | VIN | XXX\nColor | Black\nOdometer | 1',
    'Repair Order # | RO-20221108 | Estimator | Ellis Turner\nEstimate Totals\nHours | Rate | Cost\nParts | 99,999',
    'Paint Supplies | 60\nBody Supplies | 30\nOther Charges | 15\nSubtotal | 100,629\nSales Tax | 10.20% | 10264.158',
    'GRAND TOTAL | 211,522\nNote | Minor rear bumper repair',
  ]);
  assertInOrder(plainText(onPage(document, 3)), [
    'This is a preliminary estimate',
    'reponsible for charges.',
  ]);
  assert.equal(document.facts.pages, 3);
});

test('SPARSE: tables with and without lines keep every cell in its column', needsSamples, async () => {
  const document = await read('SPARSE-2024-INV-1234_borderless_table.pdf');
  const [sparse, extended] = tablesOf(document);
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
  assert.ok(sparse?.header && extended?.header);
  assert.deepEqual(extended?.rows[0], [
    'Product Code',
    'Category',
    'Unit Cost',
    'Total Value',
    'Last Audit',
    'Notes',
  ]);
  assert.deepEqual(extended?.rows[3], ['SKU-4563', 'Software', '$120.00', '$18,720.00', '', 'Critical']);
  assert.equal(extended?.rows.length, 11);
  assert.equal(extended?.position?.page, 2);
  const kinds = document.blocks.map((block) => (block.type === 'heading' ? block.text : block.type));
  assert.deepEqual(kinds, [
    'INVENTORY RECONCILIATION REPORT',
    'paragraph',
    'table',
    'Variance Analysis:',
    'figure',
    'Summary Statistics:',
    'paragraph',
    'Detailed Analysis by Category:',
    'paragraph',
    'Extended Inventory Review:',
    'table',
    'Recommendations:',
    'paragraph',
    'Approval:',
    'figure',
  ]);
  assertInOrder(plainText(document), [
    'Report ID: SPARSE-2024-INV-1234\nWarehouse: Distribution Center East',
    'Total Variance Cost: $4,287.50\nCritical Items: 1\nOverall Accuracy: 97.2%',
    // The sentence goes on at the top of the next page.
    'Cross-location verification protocols should be reviewed to prevent future discrepancies.',
    'but critical items require expedited resolution to maintain operational efficiency.',
    'Schedule follow-up audit for high-value products (SKU-6678, SKU-2234).',
  ]);
});

test('test.pdf: a page of a paper reads as sentences, with broken words mended', needsSamples, async () => {
  const document = await read('test.pdf');
  const text = plainText(document);
  assertInOrder(text, [
    '1 Introduction\n\nLarge language models (LLMs) are becoming a crucial building block in developing powerful agents that',
    'There are at least three reasons confirming its general feasibility',
    'because chat-optimized LLMs (e.g., GPT-4) show',
    'provide and seek reasoning, observations, critiques, and validation',
    'While there is contemporaneous exploration of multi-agent approaches,³ we present AutoGen, a generalized multi-agent conversation framework (Figure 1)',
    'Customizable and conversable agents. AutoGen uses a generic design of agents that can leverage LLMs',
    'Conversation programming. A fundamental insight of AutoGen is to simplify and unify complex LLM application',
    'via conversation-centric computation and control.',
    '³ We refer to Appendix A for a detailed discussion.',
  ]);
  assert.equal(outlineOf(document)[0], 'h1 1 Introduction');
  assert.match(
    outlineOf(document).at(-1) ?? '',
    /^paragraph ³ We refer/,
    'the page number is none of the text',
  );
  assert.doesNotMatch(text, /[\ufb00-\ufb06]/);
  assert.deepEqual(tablesOf(document), []);
});

test('MEDRPT: a scan gives a picture for each page, of the size that was told', needsSamples, async () => {
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
});
