import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainText } from '../../../src/reading/plain-text.ts';
import { dropped, staysCalm } from '../dropped.ts';

const opml = `<?xml version="1.0"?><opml version="2.0"><head><title>Plans</title><ownerName>Ada</ownerName><dateCreated>Mon, 23 Nov 2026 10:00:00 GMT</dateCreated></head>
<body><outline text="Harbour"><outline text="Buy *paint*" _note="white" _status="checked"/><outline text="&lt;b&gt;Call&lt;/b&gt; Bob"/></outline>
<outline type="rss" text="News" xmlUrl="https://example.org/rss" htmlUrl="https://example.org"/></body></opml>`;

test('an outline is a list within a list, with notes, ticks and addresses', async () => {
  const document = await dropped('plans.opml', opml);
  assert.deepEqual(document.blocks, [
    { type: 'heading', level: 1, text: 'Plans' },
    {
      type: 'markdown',
      text: '- Harbour\n  - ✓ Buy \\*paint\\* – white\n  - Call Bob\n- News https://example.org/rss',
    },
  ]);
  assert.deepEqual(document.facts, {
    title: 'Plans',
    author: 'Ada',
    created: '2026-11-23T10:00:00Z',
    encoding: 'utf-8',
    other: { Items: '4' },
  });
});

test('of very many items the first are shown, and the number of all is said', async () => {
  const document = await dropped(
    'a.opml',
    `<opml><body>${'<outline text="x"/>'.repeat(30_000)}</body></opml>`,
  );
  assert.deepEqual(document.omissions, ['Of its 30,000 items only the first 20,000 are shown.']);
  assert.equal(plainText(document).split('\n').length, 20_000);
});

test('an empty outline, one without end and one that is damaged are a document or a failure', async () => {
  assert.deepEqual((await dropped('a.opml', '<opml><body/></opml>')).blocks, []);
  const deep = await dropped('a.opml', `<opml><body>${'<outline text="x">'.repeat(1e6)}`);
  assert.match(deep.omissions.join(' '), /nested more than 2000 levels/);
  await staysCalm('a.opml', opml);
});
