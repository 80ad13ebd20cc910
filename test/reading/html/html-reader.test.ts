import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { htmlReader } from '../../../src/reading/html/html-reader.ts';
import { plainText } from '../../../src/reading/plain-text.ts';
import { needsSamples, put, sample, scratchFolder } from '../files.ts';

type Scratch = Parameters<typeof scratchFolder>[0];

async function read(t: Scratch, html: string | Uint8Array) {
  const document = await htmlReader.read(await put(await scratchFolder(t), 'page.html', html, 'text/html'));
  return { document, text: plainText(document), facts: document.facts };
}

const paragraph =
  'The harbour wall was built in 1871 by masons from the next valley, who carried every stone down the steep road by night, because the tide allowed no other hour. ';
const menu = `<nav><ul>${Array.from({ length: 12 }, (_, i) => `<li><a href="/m${i}">Menu item ${i}</a></li>`).join('')}</ul></nav>`;
const article = `<article><h1>The harbour wall</h1>${`<p>${paragraph.repeat(3)}</p>`.repeat(6)}
  <table><tr><th>Year</th><th>Metres</th></tr><tr><td>1871</td><td>40</td></tr><tr><td>1902</td><td>95</td></tr></table>
  <p>Read <a href="/more">more about stones</a>.</p></article>`;
const head = `<head><title>The harbour wall | Coast Museum</title>
  <meta property="og:site_name" content="Coast Museum"><meta name="author" content="Marion Blackwood">
  <meta property="article:published_time" content="2024-03-05T00:00:00Z">
  <link rel="canonical" href="https://museum.example/wall"></head>`;

describe('a saved article', () => {
  test('is read without the menus around it, with what the page says of itself', async (t) => {
    const footer = '<footer><a href="/imprint">Imprint</a> <a href="/privacy">Privacy</a></footer>';
    const { text, facts, document } = await read(
      t,
      `<!doctype html><html>${head}<body>${menu}<main>${article}</main>${footer}</body></html>`,
    );
    assert.equal(facts.title, 'The harbour wall');
    assert.equal(facts.author, 'Marion Blackwood');
    assert.equal(facts.created, '2024-03-05');
    assert.deepEqual(facts.other, { Site: 'Coast Museum', Address: 'https://museum.example/wall' });
    assert.equal(facts.encoding, 'utf-8');
    assert.match(text, /^# The harbour wall\n\n[^#]*masons from the next valley/);
    assert.match(text, /\| Year \| Metres \|\n\| --- \| --- \|\n\| 1871 \| 40 \|/);
    assert.match(text, /\[more about stones\]\(https:\/\/museum\.example\/more\)/);
    assert.doesNotMatch(text, /Menu item|Imprint/);
    assert.deepEqual(document.omissions, []);
  });

  test('keeps the figures, quotations and tables that an extraction takes for clutter', async (t) => {
    const facts = `<table class="infobox"><caption>Wall</caption>${['Height|9 m', 'Length|95 m', 'Masons|Blackwood & Sons of the next valley'].map((row) => `<tr><th>${row.replace('|', '</th><td>')}</td></tr>`).join('')}</table>`;
    const aside =
      '<aside class="promo"><blockquote>“We sang all night,” the oldest mason said.</blockquote></aside>';
    const { text } = await read(
      t,
      `<html>${head}<body><main>${article.replace('<p>', `${facts}${aside}<p>`)}</main></body></html>`,
    );
    assert.match(text, /\| Height \| 9 m \|/);
    assert.match(text, /Blackwood & Sons/);
    assert.match(text, /We sang all night/);
  });

  test('stands first where the page holds much else, and the rest follows', async (t) => {
    const comments = Array.from(
      { length: 30 },
      (_, i) => `<div class="comments"><p>Comment ${i}: ${paragraph.repeat(2)}</p></div>`,
    ).join('');
    const { text } = await read(
      t,
      `<html>${head}<body>${menu}<div>${comments}</div><main>${article}</main></body></html>`,
    );
    assert.ok(text.indexOf('1871 | 40') < text.indexOf('Comment 0:'), 'the article first');
    assert.match(text, /Comment 29:/);
    assert.doesNotMatch(text, /Menu item 3/);
  });
});

describe('a page that is no article is read whole', () => {
  test('a bill', async (t) => {
    const rows = ['Rope, 20 m|48.00', 'Lantern|12.50']
      .map((row) => `<tr><td>${row.replace('|', '</td><td>')}</td></tr>`)
      .join('');
    const bill = `<form action="/pay"><div class="header">Harbour Supplies</div><div class="meta">Invoice 2024-117</div>
      <div class="author">Clerk: M. Blackwood</div><table>${rows}</table><div class="footer">Bank: GB29 NWBK 6016</div></form>`;
    const { text } = await read(t, `<html><head><title>Invoice</title></head><body>${bill}</body></html>`);
    for (const words of [
      'Harbour Supplies',
      'Invoice 2024-117',
      'M. Blackwood',
      '| Rope, 20 m | 48.00 |',
      'GB29 NWBK 6016',
    ]) {
      assert.ok(text.includes(words), `${words} in ${text}`);
    }
  });

  test('a thread keeps all its posts in their order', async (t) => {
    const posts = [0, 1, 2, 3].map(
      (i) =>
        `<article class="post"><h4>Writer ${i}</h4><p>Post ${i}: ${paragraph.repeat(2 + i)}</p></article>`,
    );
    const { text } = await read(t, `<html><body>${menu}<div>${posts.join('')}</div></body></html>`);
    const places = [0, 1, 2, 3].map((i) => text.indexOf(`Post ${i}:`));
    assert.deepEqual(
      [...places].sort((a, b) => a - b),
      places,
    );
    assert.ok((places[0] ?? -1) >= 0);
  });

  test('a page of links, and a piece of a page', async (t) => {
    const links = Array.from(
      { length: 20 },
      (_, i) => `<li><a href="https://a.b/${i}">Result ${i}</a></li>`,
    ).join('');
    assert.match(
      (await read(t, `<html><body><ul>${links}</ul></body></html>`)).text,
      /\[Result 19\]\(https:\/\/a\.b\/19\)/,
    );
    assert.equal((await read(t, '<h2>A</h2><p>b')).text, '## A\n\nb');
  });

  test('a page of more elements than can be searched', async (t) => {
    const body = Array.from({ length: 30_000 }, (_, i) => `<p>word ${i}</p>`).join('');
    const { text, facts } = await read(t, `<html>${head}<body>${body}</body></html>`);
    assert.match(text, /word 29999/);
    assert.equal(facts.author, 'Marion Blackwood');
  });
});

test('a page of nothing is a document of nothing', async (t) => {
  for (const html of [
    ' ',
    '<html>',
    '<html><body><script>x</script></body></html>',
    '<!doctype html>',
    '<html><head><title></title></head></html>',
  ]) {
    assert.equal((await read(t, html)).text, '');
  }
});

test('a browser’s remark says where a page was saved from', async (t) => {
  const remark = '<!-- saved from url=(0024)https://museum.example/a/ -->';
  const { text } = await read(t, `${remark}<html><body><p>see <a href="b.html">b</a></p></body></html>`);
  assert.match(text, /\(https:\/\/museum\.example\/a\/b\.html\)/);
});

describe('pages that other people saved', needsSamples, () => {
  test('a blog post', async () => {
    const document = await htmlReader.read(sample('test_blog.html', 'text/html'));
    const text = plainText(document);
    const phrases = [
      '# Does Model and Inference Parameter Matter in LLM Applications? - A Case Study for MATH',
      'Just by tuning the inference parameters like model, number of responses, temperature etc.',
      'Large language models (LLMs) are powerful tools that can generate natural language texts for various applications, such as chatbots, summarization, translation, and more.',
      '## Experiment Setup',
      '- gpt-3.5-turbo, a relatively cheap model that powers the popular ChatGPT app',
      'Put the final answer in \\boxed{{}}.',
      '## Experiment Results',
      'level 3 algebra',
      'This time gpt-4 is selected as the best model.',
      '## Analysis and Discussion',
      '[Auto-GPT](https://github.com/Significant-Gravitas/Auto-GPT) project is an example where high cost can easily prevent a generic complex task',
      '## For Further Reading',
      '[Research paper about the tuning technique](https://arxiv.org/abs/2303.04673)',
    ];
    inOrder(text, phrases);
    assert.doesNotMatch(text, /Recent posts|Newer Post|Skip to main content|Copyright ©/);
    assert.equal(document.facts.author, 'Chi Wang');
    assert.equal(document.facts.created, '2023-04-21');
    assert.match(document.facts.title ?? '', /^Does Model and Inference Parameter Matter/);
  });

  test('an article of an encyclopaedia, its facts and its notes', async () => {
    const document = await htmlReader.read(sample('test_wikipedia.html', 'text/html'));
    const text = plainText(document);
    inOrder(text, [
      '| Founded | April 4, 1975; 48 years ago in [Albuquerque, New Mexico](https://en.wikipedia.org/wiki/Albuquerque,_New_Mexico), U.S. |',
      '| Founders | [Bill Gates](https://en.wikipedia.org/wiki/Bill_Gates); [Paul Allen](https://en.wikipedia.org/wiki/Paul_Allen) |',
      '| Number of employees | 221,000 (2023) |',
      '**Microsoft Corporation** is an American [multinational corporation]',
      'Microsoft was founded by [Bill Gates](https://en.wikipedia.org/wiki/Bill_Gates)',
      '## History',
      'entered the operating system (OS) business in 1980 with its own version of [Unix]',
      '### Marketing',
      '### Logo',
      '## See also',
      '## References',
      '[^1]: ["Microsoft Corporation Form 10-K"]',
      '[^9]: ["Notify The Next Of Kin"]',
      '## External links',
    ]);
    assert.doesNotMatch(text, /encouraged to create an account|154 languages|move to sidebar|\[edit\]/);
    assert.equal(document.facts.title, 'Microsoft');
  });
});

function inOrder(text: string, phrases: readonly string[]): void {
  let at = 0;
  for (const phrase of phrases) {
    const found = text.indexOf(phrase, at);
    assert.ok(found >= 0, `"${phrase}" ${text.includes(phrase) ? 'comes too early' : 'is missing'}`);
    at = found;
  }
}
