import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { summarise } from '../../../../src/models/builtin/summary.ts';

const said = [
  ['Ana Ruiz', 'Will you come to the party of Mateo on Saturday?'],
  ['Luis', 'Of course, at what time does it begin?'],
  ['Ana Ruiz', 'At five in the house of my mother'],
  ['Ana Ruiz', '<attached: 00000012-PHOTO.jpg>'],
  ['Luis', 'Shall I bring a chocolate cake from the bakery'],
] as const;

const ios = said.map(([who, what], i) => `[03/05/26, 18:0${i}:11] ${who}: ${what}`).join('\n');
const android = said.map(([who, what], i) => `03/05/2026, 18:0${i} - ${who}: ${what}`).join('\n');

describe('a chat that a phone has exported', () => {
  for (const [phone, text] of Object.entries({ ios, android })) {
    it(`is told by its messages, without the times between them (${phone})`, () => {
      const { title, summary, keyPoints, tags } = summarise({ text, name: 'Chat with Ana.txt' });
      assert.equal(title, 'Chat with Ana');
      assert.equal(tags[0], 'chat');
      const messages = said.map(([, what]) => what);
      const quotes = [...summary.split(/(?<=\?) | · /), ...keyPoints];
      assert.ok(quotes.length >= 3, quotes.join('|'));
      for (const quote of quotes)
        assert.ok(
          messages.some((what) => what === quote),
          quote,
        );
      assert.doesNotMatch(quotes.join(' '), /PHOTO/);
    });
  }
});
