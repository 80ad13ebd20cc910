import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import sharp from 'sharp';
import { createTesseract } from '../../src/models/tesseract.ts';
import { preparePicture } from '../../src/models/tesseract-picture.ts';
import { withoutRules } from '../../src/models/tesseract-rules.ts';
import { skewOf } from '../../src/models/tesseract-skew.ts';
import { pdfReader } from '../../src/reading/pdf/pdf-reader.ts';
import { needsSamples, sample } from '../reading/files.ts';
import { assertInOrder } from '../reading/in-order.ts';
import { columnsPage, scene, smallPrint, tablePage } from '../support/scenes.ts';

const provider = createTesseract({ language: 'eng', threads: 1, system: false });
after(() => provider.close?.());

async function read(bytes: Uint8Array): Promise<string> {
  const answer = await provider.recognise?.(
    { bytes, mime: 'image/png', width: 1, height: 1 },
    new AbortController().signal,
  );
  assert.ok(answer?.ok);
  return answer.value.text;
}

const turned = (png: Uint8Array, degrees: number) =>
  sharp(png).rotate(degrees, { background: '#ffffff' }).png().toBuffer();

describe('a page is read in the order in which a person reads it', () => {
  for (const degrees of [0, 3, -7, 12, 90, 180]) {
    it(`two columns, one after the other, on a page that lies turned by ${degrees} degrees`, async () => {
      const text = await read(await turned(await columnsPage(), degrees));
      const lines = text.split('\n').filter(Boolean);
      assert.deepEqual(
        [lines[0], lines[1], lines[8], lines[9], lines.at(-1)],
        [
          'The harbour news',
          'The quay is longer now than it was',
          'has set aside money for the lights.',
          'Nobody has yet said who will pay for',
          'Bring your own chair and your tea.',
        ],
        text,
      );
    });
  }

  for (const degrees of [0, 180]) {
    it(`a table with rules, row by row with every figure, turned by ${degrees} degrees`, async () => {
      const text = await read(await turned(await tablePage(), degrees));
      assert.deepEqual(text.split('\n').filter(Boolean), [
        'Item  Quantity  Price  Total',
        'Rope, 20 m  3  14.50  43.50',
        'Paint, blue  12  8.25  99.00',
        'Anchor  1  310.00  310.00',
        'Lamp oil  6  4.10  24.60',
      ]);
    });
  }

  it('print that is nine pixels high', async () => {
    const text = await read(await smallPrint(11));
    assert.match(text, /^The quay is longer now than it was\nwhen the last of the grain ships\n/);
  });
});

describe('what leans is measured', () => {
  const pixels = async (png: Uint8Array) => {
    const { data, info } = await sharp(png)
      .greyscale()
      .resize({ width: 800, height: 800, fit: 'inside' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, grey: data };
  };

  it('to half a degree, whichever way, on a page on its side too', async () => {
    const page = await columnsPage();
    for (const degrees of [-9, -2, 4, 12, 94]) {
      const skew = await skewOf(await pixels(await turned(page, degrees)));
      assert.ok(Math.abs(skew + (degrees % 90)) <= 0.5, `${skew} for ${degrees}`);
    }
  });

  it('while the main loop has its turns', async () => {
    const page = await pixels(await columnsPage());
    let turns = 0;
    let next: NodeJS.Immediate | undefined;
    const turn = (): void => {
      turns++;
      next = setImmediate(turn);
    };
    turn();
    await skewOf(page);
    clearImmediate(next);
    assert.ok(turns > 100, `${turns} turns`);
  });

  it('as nothing where a page is straight, or where there are no lines', async () => {
    for (const png of [
      await columnsPage(),
      await scene('landscape'),
      await scene('empty page'),
      await scene('noise'),
    ]) {
      assert.equal(await skewOf(await pixels(png)), 0);
    }
  });
});

describe('rules and frames', () => {
  it('are taken away, and bars and letters are left', async () => {
    const grey = Buffer.alloc(600 * 400, 255);
    grey.fill(0, 100 * 600, 104 * 600);
    for (let y = 0; y < 400; y++) grey.fill(0, y * 600 + 300, y * 600 + 303);
    for (let y = 200; y < 300; y++) grey.fill(0, y * 600 + 50, y * 600 + 250);
    for (let y = 320; y < 340; y++) grey.fill(0, y * 600 + 400, y * 600 + 430);
    const png = await sharp(grey, { raw: { width: 600, height: 400, channels: 1 } })
      .png()
      .toBuffer();
    const { data } = await sharp(await withoutRules(png))
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number) => data[y * 600 + x];
    assert.deepEqual([at(20, 102), at(301, 20)], [255, 255], 'rules');
    assert.deepEqual([at(150, 250), at(410, 330)], [0, 0], 'a bar and a letter');
  });

  it('are not what lies between light lines on a dark ground', async () => {
    const grey = Buffer.alloc(600 * 400, 30);
    for (let y = 40; y < 360; y++) {
      for (let x = 40; x < 560; x++) if (y % 16 < 6 && x % 10 < 8) grey[y * 600 + x] = 220;
    }
    const png = await sharp(grey, { raw: { width: 600, height: 400, channels: 1 } })
      .png()
      .toBuffer();
    assert.equal(await withoutRules(png), png);
  });

  it('of which there are none cost nothing', async () => {
    const { png } = await preparePicture(await scene('screenshot'));
    assert.equal(await withoutRules(png), png);
  });
});

it('the scanned report among the samples is read line by line', needsSamples, async () => {
  const file = sample('MEDRPT-2024-PAT-3847_medical_report_scan.pdf', 'application/pdf');
  const { pictures } = await pdfReader.read(file);
  const pages: string[] = [];
  for (const picture of pictures) {
    const loaded = await pdfReader.loadPicture?.(file, picture);
    assert.ok(loaded);
    pages.push(await read(loaded.bytes));
  }
  assert.equal(pages.length, 3);
  assertInOrder(pages.join('\n'), [
    'SEATTLE GENERAL HOSPITAL',
    'COMPREHENSIVE MEDICAL REPORT',
    'Report ID:  MEDRPT-2024-PAT-3847  Date of Service:  October 28, 2024',
    'Jonathan Michael Harrison',
    'March 15, 1978  Primary Physician: Dr. Elizabeth Warren, MD',
    'PAT-3847-2024  Insurance:  BlueCross BlueShield',
    'Measurement  Value  Normal Range  Status',
    'Blood Pressure  142/88 mmHg  120/80 mmHg  ELEVATED',
    'Oxygen Saturation  97%  95-100%  NORMAL',
    'Patient presents with persistent headaches occurring 3-4 times per week for the past\n6 weeks',
    'Hypertension (diagnosed 2019) - controlled with Lisinopril 10mg daily',
    'Page 1 of 3',
    'PHYSICAL EXAMINATION',
    'Test  Result  Reference Range  Flag',
    'HbA1c  6.8%',
    'Total Cholesterol  215 mg/dL',
    'Creatinine  1.1 mg/dL  0.7-1.3 mg/dL',
    'Hemoglobin  14.2 g/dL',
    'Platelets  245,000',
    'Type 2 Diabetes Mellitus - fair control (HbA1c 6.8%)',
    'TREATMENT PLAN',
    '- Increase Lisinopril from 10mg to 20mg once daily',
    'Dr. Elizabeth Warren',
    'WA-MD-45782  Date: October 28, 2024',
    'Approval Code: MRD-2024-1028',
    'CONFIDENTIALITY NOTICE: This medical record contains protected health information (PHI)',
  ]);
});
