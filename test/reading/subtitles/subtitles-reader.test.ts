import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainText } from '../../../src/reading/plain-text.ts';
import { dropped, staysCalm } from '../dropped.ts';

const srt =
  '1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Good evening,</i>\r\n\r\n2\r\n00:00:02,500 --> 00:00:04,000\r\nladies & gentlemen.\r\n\r\n3\r\n00:01:00,000 --> 00:01:02,000\r\n- Who is it?\r\n';

test('subtitles are paragraphs of what is said, with their times, parted where it is silent', async () => {
  const document = await dropped('film.srt', srt);
  assert.deepEqual(document.blocks, [
    {
      type: 'paragraph',
      text: 'Good evening, ladies & gentlemen.',
      position: { fromSeconds: 1, toSeconds: 4 },
    },
    { type: 'paragraph', text: '- Who is it?', position: { fromSeconds: 60, toSeconds: 62 } },
  ]);
  assert.equal(document.facts.durationSeconds, 62);
  assert.equal(document.facts.other?.Lines, '3');
});

test('an empty line within a subtitle, and none between two, lose no word', async () => {
  const text =
    '1\n00:00:01,000 --> 00:00:02,000\nOne\n\nstill one\n\n2\n00:00:02,000 --> 00:00:03,000\nTwo\n3\n00:00:03,000 --> 00:00:04,000\n1984\n';
  const document = await dropped('a.srt', text);
  assert.equal(plainText(document), 'One still one Two 1984');
  assert.equal(document.facts.other?.Lines, '3');
});

test('WebVTT knows who speaks; its notes and styles are not said', async () => {
  const vtt =
    'WEBVTT - Minutes\n\nNOTE\nnot said\n\nSTYLE\n::cue { color: red }\n\nintro\n00:01.000 --> 00:02.000 align:start\n<v Ada>Hello <c.loud>there</c></v>\n\nNOTE no\n\n00:02.000 --> 00:03.000\n<v.x Bob>Hi &amp; bye</v>\n';
  const document = await dropped('talk.vtt', vtt);
  assert.equal(plainText(document), 'Ada: Hello there\n\nBob: Hi & bye');
  assert.equal(document.facts.title, 'Minutes');
  assert.equal(document.facts.other?.Speakers, 'Ada, Bob');
});

test('captions that roll up the screen are said once', async () => {
  const vtt = 'WEBVTT\n\n00:01.000 --> 00:02.000\nsame words\n\n00:02.000 --> 00:03.000\nsame words\n';
  const document = await dropped('a.vtt', vtt);
  assert.deepEqual(document.blocks, [
    { type: 'paragraph', text: 'same words', position: { fromSeconds: 1, toSeconds: 3 } },
  ]);
});

test('SubStation Alpha is read by its own columns, in the order of time', async () => {
  const ass =
    '[Script Info]\nTitle: The trip\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\nDialogue: 0,0:00:05.00,0:00:06.00,D,Bob,0,0,0,,Second, with comma\nDialogue: 0,0:00:01.00,0:00:02.50,D,Ada,0,0,0,,{\\i1}First\\Nline\n';
  const document = await dropped('a.ass', ass);
  assert.equal(plainText(document), 'Ada: First line\n\nBob: Second, with comma');
  assert.equal(document.facts.title, 'The trip');
});

test('lyrics keep their lines, and a line that comes twice stands twice', async () => {
  const lrc = '[ti:Song]\n[ar:Singer]\n[00:12.50][00:20.00]Chorus\n[00:15.00]Verse <00:16.00>goes on\n';
  const document = await dropped('a.lrc', lrc);
  assert.equal(plainText(document), 'Chorus\n\nVerse goes on\n\nChorus');
  assert.deepEqual([document.facts.title, document.facts.author], ['Song', 'Singer']);
});

test('what is said looks like no title', async () => {
  const document = await dropped('a.srt', '1\n00:00:01,000 --> 00:00:02,000\nTitle: none\n[ti:none]\n');
  assert.equal(document.facts.title, undefined);
});

test('a file without a time is a failure that says so; damage and size end', async () => {
  await assert.rejects(dropped('a.vtt', 'WEBVTT\n\nwords'), { reason: 'a.vtt holds no line with a time.' });
  await staysCalm('a.srt', srt);
  const many = Array.from({ length: 200_000 }, (_, n) => `${n}\n00:00:01,000 --> 00:00:02,000\nw${n}\n`).join(
    '\n',
  );
  assert.equal((await dropped('a.srt', many)).facts.other?.Lines, '200,000');
  await dropped(
    'a.srt',
    `1\n00:00:01,000 --> 00:00:02,000\n${'<'.repeat(1e6)}${' '.repeat(1e6)}${'\n'.repeat(1e6)}x`,
  );
});
