import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import MarkdownIt, { type Token } from 'markdown-it';
import { codeBlock, sanitiseMarkdown, sanitiseSentence } from '../../src/report/sanitise-markdown.ts';
import { processorMs } from '../support/processor-time.ts';

/** Two parsers that let everything through: GitHub's dialect with tables, and plain CommonMark. */
const parsers = [new MarkdownIt({ html: true, linkify: true }), new MarkdownIt('commonmark', { html: true })];
for (const parser of parsers) parser.validateLink = () => true;

function flatten(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token) => [token, ...flatten(token.children ?? [])]);
}

/** What in the source would fetch, run or lead astray, by the word of a real parser. */
function danger(source: string): string | undefined {
  for (const parser of parsers) {
    for (const token of flatten(parser.parse(source, {}))) {
      if (/^html_|^image$/.test(token.type)) return `${token.type}: ${token.content}`;
      const href = token.type === 'link_open' ? String(token.attrGet('href')) : '';
      if (/^[^/?#]*:/.test(href) && !/^(?:https?|mailto):/i.test(href)) return `link to ${href}`;
      const language = token.type === 'fence' ? token.info : '';
      if (/dataview|templater|mermaid|query/.test(language)) return `fence of ${language}`;
      if (/^code|^fence/.test(token.type) && /<%/.test(token.content)) return `<% in ${token.content}`;
      if (token.type === 'code_inline' && /^\s*\$?=/.test(token.content)) return `query ${token.content}`;
    }
  }
  return undefined;
}

const hazards = [
  ...[
    '`',
    '``',
    '```',
    '```js',
    '~~~',
    '~~~\n',
    '```\n',
    '\n```\n',
    '\n',
    '\n',
    '\n\n',
    ' ',
    '  ',
    '    ',
    '\t',
  ],
  ...[
    '> ',
    '>',
    '- ',
    '1. ',
    '2. ',
    '* ',
    '# ',
    '|',
    '|-|-|\n',
    '| a | b |\n',
    '---\n',
    '===\n',
    '\\',
    '\\\\',
  ],
  ...[
    '<script>',
    '<img src=x onerror=y>',
    '<b',
    '<!--',
    '<?',
    '<',
    '>',
    '</p>',
    '<http://a.b/`c>',
    '<javascript:x>',
  ],
  ...[
    '!',
    '![',
    '![[',
    '[',
    ']',
    ']]',
    '](',
    '](<',
    '>)',
    ')',
    '(',
    ']:',
    ']: ',
    '[a]',
    '[a]: ',
    ':',
    '"',
    ' "t"',
  ],
  ...[
    'javascript:x',
    'JaVaScript:x',
    'data:text/html,x',
    'vbscript:x',
    '&#106;avascript&colon;x',
    'java\tscript:x',
  ],
  ...[
    'http://x.y/a_(b)',
    'a.md',
    '%%',
    '<%',
    '%>',
    '%',
    '$=',
    '=',
    'dataviewjs\n',
    'a',
    'x',
    '&lt;',
    '$',
    '~',
  ],
];
const hazardous = fc
  .array(fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...hazards) }, fc.string({ maxLength: 3 })), {
    maxLength: 30,
  })
  .map((pieces) => pieces.join(''));

describe("other people's Markdown", () => {
  it('never becomes HTML, an image, an active link or a program, whatever it holds', () => {
    fc.assert(
      fc.property(hazardous, (markdown) => {
        const source = sanitiseMarkdown(markdown);
        assert.equal(danger(source), undefined, JSON.stringify(source));
      }),
      { numRuns: 12_000 },
    );
  });

  it('stays as harmless in a sentence of a list', () => {
    fc.assert(
      fc.property(hazardous, (markdown) => {
        const source = `- ${sanitiseSentence(markdown)}`;
        assert.equal(danger(source), undefined, JSON.stringify(source));
        const blocks = parsers[0]
          ?.parse(source, {})
          .filter((token) => /fence|code|heading|quote/.test(token.type));
        assert.deepEqual(blocks, [], JSON.stringify(source));
      }),
      { numRuns: 2000 },
    );
  });

  it('holds nothing in its text that Templater would run or that would hide the rest in Obsidian', () => {
    fc.assert(
      fc.property(hazardous, (markdown) => {
        assert.doesNotMatch(sanitiseMarkdown(markdown), /<%/);
        const withoutCode = sanitiseMarkdown(markdown.replace(/[`~]/g, ''));
        assert.doesNotMatch(withoutCode, /%%/);
        assert.doesNotMatch(withoutCode, /(?<!\\)(?:\\\\)*!\[/);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps its formatting', () => {
    const markdown = [
      '# Title',
      '',
      'Some *emphasis*, **strong**, ~~gone~~, ==lit== and `<code>`; 1 < 2, a <- b.',
      '',
      '- a [link](https://example.org/a_(b) "the title")',
      '- [beside](other%20note.md), <https://example.org/?a=1>, [[Wiki|link]], a note[^1]',
      '  1. `a || b`',
      '',
      '> quoted',
      '> > twice',
      '',
      '| a | b |',
      '| --- | --- |',
      '| `x \\| y` | 2 |',
      '',
      '```ts',
      'const html = "<b>" && `x`;',
      '```',
      '',
      '[^1]: The footnote.',
      '[reference]: https://example.org "x"',
    ];
    assert.equal(sanitiseMarkdown(markdown.join('\n')), markdown.join('\n'));
  });

  it('shows HTML as text, images as links and embeds as text', () => {
    assert.equal(sanitiseMarkdown('<b onclick="x()">bold</b>'), '\\<b onclick="x()">bold\\</b>');
    assert.equal(sanitiseMarkdown('![chart](https://a.b/c.png)'), '[chart](https://a.b/c.png)');
    assert.equal(sanitiseMarkdown('![](c.png)'), '[image](c.png)');
    assert.equal(sanitiseMarkdown('![dot](data:image/png;base64,AAAA)'), '\\[dot\\]');
    assert.equal(sanitiseMarkdown('[![badge](b.svg)](https://a.b)'), '[\\[badge\\]](https://a.b)');
    assert.equal(sanitiseMarkdown('see ![[secret]]'), 'see \\[\\[secret]]');
    assert.equal(sanitiseMarkdown('[a](<my file.md>)'), '[a](my%20file.md)');
  });

  it('takes the target from links that do more than lead somewhere', () => {
    for (const target of [
      'javascript:alert(1)',
      '<javascript:alert(1)>',
      'JAVASCRIPT:alert(1)',
      'vbscript:x',
      'data:text/html,x',
      'file:///etc/passwd',
      'obsidian://run?x',
      '&#106;avascript:alert(1)',
      'javascript&colon;alert(1)',
    ]) {
      assert.equal(sanitiseMarkdown(`[click](${target})`), '\\[click\\]', target);
      assert.equal(danger(sanitiseMarkdown(`[click]\n\n[click]: ${target}`)), undefined, target);
    }
  });

  it('makes code blocks of plugins plain, and keeps code in lists and quotations code', () => {
    assert.equal(sanitiseMarkdown('```dataviewjs\ndv.list()\n```'), '```\ndv.list()\n```');
    assert.equal(sanitiseMarkdown('~~~ templater\n<% tp %>\n~~~'), '```\n< % tp %>\n```');
    assert.equal(sanitiseMarkdown('`$= dv.x` `= this.y`'), '\\`\\$= dv.x\\` \\`= this.y\\`');
    assert.equal(
      sanitiseMarkdown('1. run\n   ```sh\n   npm <x>\n   ```\n2. done'),
      '1. run\n\n   ```sh\n   npm <x>\n   ```\n2. done',
    );
    assert.equal(sanitiseMarkdown('> ```js\n> a < b\n> ```\n> <i>'), '> ```js\n> a < b\n> ```\n> \\<i>');
  });

  it('keeps footnotes, and no definition of a link that hides as one', () => {
    assert.equal(sanitiseMarkdown('[^1]: Note: see page 3'), '[^1]: Note: see page 3');
    assert.equal(sanitiseMarkdown('[^e1]: Ibid.'), '[^e1]: Ibid.');
    for (const hidden of ['', ' "t"', " 't'", ' (t)', '\n"t"']) {
      const source = `[^1]\n\n[^1]: javascript:alert(1)${hidden}`;
      assert.equal(danger(sanitiseMarkdown(source)), undefined, source);
    }
  });

  it('closes a fence that its author left open', () => {
    assert.equal(sanitiseMarkdown('```\n<b>'), '```\n<b>\n```');
  });

  it('takes linear time, whatever is thrown at it', async () => {
    for (const piece of [
      '[',
      '](',
      '![',
      '`',
      '`` ',
      '](a(',
      ']: ',
      '> ',
      '- ',
      '<',
      '[a](<',
      '"',
      '](x "',
      '%',
      '~',
    ]) {
      assert.ok((await processorMs(() => sanitiseMarkdown(piece.repeat(50_000)))) < 1500, piece);
    }
  });
});

describe('a code block', () => {
  it('keeps a language that only chooses colours', () => {
    assert.equal(codeBlock('x', 'TypeScript title=1'), '```typescript\nx\n```');
    assert.equal(codeBlock('```', 'js-engine'), '````\n```\n````');
  });
});
