import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainText } from '../../../src/reading/plain-text.ts';
import { dropped, staysCalm } from '../dropped.ts';
import { assertInOrder } from '../in-order.ts';

const rss = `<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>Harbour &amp;amp; sea</title><link>https://example.org/</link><description>What happens by the water</description><language>en</language>
<atom:link rel="self" href="https://example.org/rss"/>
<item><title>The wall stands</title><link>https://example.org/wall</link><pubDate>Mon, 23 Nov 2026 10:00:00 +0100</pubDate>
<author>ada@example.org (Ada)</author><category>Building</category><category>Water</category>
<description>Short.</description>
<content:encoded><![CDATA[<h1>At last</h1><p>It is <a href="/photos">seen</a> from <b>afar</b>.</p><script>alert(1)</script>]]></content:encoded>
<enclosure url="https://example.org/wall.mp3" type="audio/mpeg" length="1"/></item>
<item><description>Only words &lt;i&gt;here&lt;/i&gt;.</description><media:content url="https://example.org/a.jpg"><media:credit>Photo: Bob</media:credit></media:content></item>
</channel></rss>`;

test('RSS is its entries, each with its date, author, address, text and what is attached', async () => {
  const document = await dropped('feed.xml', rss);
  assert.deepEqual(document.blocks.slice(0, 4), [
    { type: 'heading', level: 1, text: 'Harbour & sea' },
    { type: 'paragraph', text: 'What happens by the water' },
    { type: 'heading', level: 2, text: 'The wall stands' },
    { type: 'paragraph', text: '2026-11-23 10:00 +01:00 · Ada · https://example.org/wall' },
  ]);
  const text = plainText(document);
  assertInOrder(text, [
    'Short.',
    '##### At last',
    'It is [seen](https://example.org/photos) from **afar**.',
    'Attached: https://example.org/wall.mp3',
    'Categories: Building, Water',
    'Only words here.',
    'Only words *here*.',
  ]);
  assert.doesNotMatch(text, /alert|Photo: Bob/);
  assert.deepEqual(document.facts.other, { Entries: '2', Website: 'https://example.org/', Language: 'en' });
});

test('Atom is read by the same rules, its text in tags, as HTML or plain', async () => {
  const atom = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title type="text">Tide</title><updated>2026-11-01T00:00:00Z</updated>
  <author><name>Ada</name></author><link href="https://example.org/"/><link rel="self" href="https://example.org/atom"/>
  <entry><title>One</title><link rel="alternate" href="https://example.org/1"/><published>2026-10-31T08:00:00Z</published>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>High <em>water</em></p></div></content></entry>
  <entry><title type="html">&lt;b&gt;Two&lt;/b&gt;</title><content type="html">&lt;p&gt;Low&lt;/p&gt;</content></entry>
  <entry><title>Three</title><content type="text">1 &lt; 2</content></entry></feed>`;
  const document = await dropped('a.atom', atom);
  assert.equal(document.facts.created, '2026-11-01T00:00:00Z');
  assert.equal(document.facts.author, 'Ada');
  assertInOrder(plainText(document), [
    'Tide',
    'One',
    '2026-10-31 08:00 UTC · https://example.org/1',
    'High *water*',
    'Two',
    'Low',
    'Three',
    '1 < 2',
  ]);
});

test('RSS 1.0 keeps its items beside the channel', async () => {
  const rdf = `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel><title>Old</title><link>https://example.org</link></channel><item><title>First</title><link>https://example.org/1</link><dc:creator>Eve</dc:creator><dc:date>2026-01-02</dc:date></item></rdf:RDF>`;
  assertInOrder(plainText(await dropped('a.rdf', rdf)), [
    'Old',
    'First',
    '2026-01-02 · Eve · https://example.org/1',
  ]);
});

test('of very many entries the first are shown, and the number of all is said', async () => {
  const items = Array.from({ length: 700 }, (_, n) => `<item><title>No ${n}</title></item>`).join('');
  const document = await dropped('a.rss', `<rss><channel><title>T</title>${items}</channel></rss>`);
  assert.deepEqual(document.omissions, ['Only the first 500 of its 700 entries are shown.']);
  assert.ok(plainText(document).endsWith('No 499'));
});

test('a feed without entries, one that breaks off, and one with a bomb are read as far as they go', async () => {
  assert.deepEqual(
    (await dropped('a.rss', '<rss><channel><title>T</title></channel></rss>')).blocks.length,
    1,
  );
  assertInOrder(plainText(await dropped('a.rss', rss.slice(0, rss.indexOf('<category>')))), [
    'Harbour & sea',
    'The wall stands',
  ]);
  const bomb = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><rss><channel><title>&b;&c;</title></channel></rss>`;
  assert.equal(plainText(await dropped('a.rss', bomb)), '&a;&a;&c;');
});

test('damage of any kind is a document or a failure', async () => {
  await staysCalm('a.rss', rss);
});
