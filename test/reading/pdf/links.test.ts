import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkMarkdown, sameAddress } from '../../../src/reading/pdf/link-markdown.ts';
import { plainText } from '../../../src/reading/plain-text.ts';
import { readMade } from './made.ts';

test('words that lead to a page are links, and the words around them are as they stand', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.fontSize(11).text('Read the [draft] of ', { continued: true });
    pdf.text('the harbour board', { link: 'https://example.org/board?id=1', continued: true });
    pdf.text(' before Friday.', { link: null });
  });
  assert.deepEqual(document.blocks, [
    {
      type: 'markdown',
      text: 'Read the \\[draft\\] of [the harbour board](<https://example.org/board?id=1>) before Friday.',
      position: { page: 1 },
    },
  ]);
});

test('a link over a part of a run covers just these words', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.fontSize(11).text('Ask the keeper of the light for a key.', 50, 50);
    const from = 50 + pdf.widthOfString('Ask ');
    pdf.link(from, 50, pdf.widthOfString('the keeper of the light'), 12, 'https://example.org/light');
  });
  const [block] = document.blocks;
  assert.equal(
    block?.type === 'markdown' && block.text,
    'Ask [the keeper of the light](<https://example.org/light>) for a key.',
  );
});

test('an address that names itself stays plain text, broken off or whole', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.fontSize(11).text('Write to ', { continued: true });
    pdf
      .text('board@example.org', { link: 'mailto:board@example.org', continued: true })
      .text(' today.', { link: null });
  });
  assert.deepEqual(document.blocks, [
    { type: 'paragraph', text: 'Write to board@example.org today.', position: { page: 1 } },
  ]);
  assert.ok(
    sameAddress('https://', 'https://example.org/a') &&
      sameAddress('www.example.org', 'https://example.org/'),
  );
  assert.ok(!sameAddress('Mozilla', 'https://example.org/wiki/Mozilla'));
});

test('what is no web page and no mail is no link', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf
      .text('Click here', 50, 50, { link: 'javascript:alert(1)' })
      .text('or here', 50, 80, { goTo: 'there' });
  });
  assert.ok(document.blocks.every((block) => block.type !== 'markdown'));
});

test('nothing in an address can end the link', () => {
  assert.equal(linkMarkdown('a]b', 'https://x.org/a b>c'), '[a\\]b](<https://x.org/a%20b%3Ec>)');
});

test('a bullet within the link of its item is no part of the words of the link', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.fontSize(11);
    ['Quality of the wall', 'Price of the wall'].forEach((name, i) => {
      pdf.text(`• ${name}`, 50, 100 + 16 * i, { link: `https://example.org/${i}` });
    });
  });
  assert.equal(
    plainText(document),
    '- [Quality of the wall](<https://example.org/0>)\n- [Price of the wall](<https://example.org/1>)',
  );
});
