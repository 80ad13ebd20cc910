/** Scanned PDFs in the plan of the night: they are so many pictures from the start, and what they are is decided by their reading. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makePdf } from '../reading/files.ts';
import { photo } from '../support/cloud-journey.ts';
import { done, nightOf, routes } from '../support/night-journey.ts';

/** A PDF of so many pages that are pictures, and of so many with words behind them. */
async function pdfOf(pictures: number, texts = 0): Promise<Uint8Array> {
  const page = await photo(pictures);
  return makePdf(
    (pdf) => {
      for (let number = 0; number < pictures; number += 1) {
        pdf.addPage();
        // Another place on each page, so that no page is like another.
        pdf.image(page, 0, number, { width: 590 });
      }
      for (let number = 0; number < texts; number += 1) {
        pdf.addPage();
        pdf.text(`The harbour wall has to be mended on page ${number}. `.repeat(20));
      }
    },
    { autoFirstPage: false },
  );
}

const seconds = (plan: { readonly madeAt: string; readonly endsAtFree: string } | undefined): number =>
  (Date.parse(plan?.endsAtFree ?? '') - Date.parse(plan?.madeAt ?? '')) / 1000;

describe('a night of scans', () => {
  it('is planned page by page, before any of them was read', async (t) => {
    const { journey, start } = await nightOf(t, 3600);
    await journey.drop('scan.pdf', await pdfOf(30));
    await start();
    await journey.until('claimed');
    const { plan } = await journey.nightshift.status();
    // 30 × 6 s and two loads; as a text it would take 12 s.
    assert.ok(seconds(plan) > 180 && seconds(plan) < 290, String(seconds(plan)));
    assert.equal(plan?.verdict, 'in-time');
  });

  it('that is too short for them has them bought, and never a text or what is private', async (t) => {
    const { journey, openai, start } = await nightOf(t, 75);
    // 8 × 6 s of one and 3 × 6 s of the other, two loads, and 22 s for their words.
    await journey.drop('scan.pdf', await pdfOf(8));
    await journey.drop('private/scan.pdf', await pdfOf(3));
    await journey.drop('text.pdf', await pdfOf(0, 3));
    await start();
    const { path, why } = await journey.until('stalled');
    assert.equal(path, 'scan.pdf');
    assert.match(why, /^The night is too short/);
    await done(journey, 3);
    assert.deepEqual(await routes(journey), {
      ...{ 'private/scan.pdf.md': 'local', 'scan.pdf.md': 'cloud', 'text.pdf.md': 'local' },
    });
    assert.equal(openai.count('create'), 8, 'each page once');
    assert.equal(openai.holds('harbour'), false);
  });

  it('buys nothing of a text that looks like a scan at a glance: its reading decides', async (t) => {
    const { journey, openai, start } = await nightOf(t, 60);
    await journey.drop('half.pdf', await pdfOf(12, 2));
    await start();
    await journey.until('claimed');
    assert.equal((await journey.nightshift.status()).plan?.verdict, 'buys', 'its first pages are pictures');
    await done(journey, 1);
    assert.deepEqual(await routes(journey), { 'half.pdf.md': 'local' });
    assert.deepEqual([journey.told('stalled'), openai.requests, await journey.names('cloud')], [[], [], []]);
  });
});
