import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import MarkdownIt, { type Token } from 'markdown-it';
import {
  entityLink,
  escapeCell,
  escapeInline,
  escapeLines,
  escapeText,
  fenceFor,
  linkTo,
} from '../../src/report/safe-markdown.ts';

/** A parser that lets everything through, so that only our own care stands between the text and the page. */
const parser = new MarkdownIt({ html: true });
parser.validateLink = () => true;

function flatten(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token) => [token, ...flatten(token.children ?? [])]);
}

const words = (text: string) => text.replace(/[\p{Cc}\s]+/gu, '');

/** Pieces that mean something to some reader of Markdown, joined at random. */
const hazards = [
  ...[
    '# ',
    '## x',
    '#tag',
    '#7',
    '> ',
    '- ',
    '+ ',
    '* ',
    '1. ',
    '2) ',
    '---',
    '===',
    '***',
    '___',
    '~~~',
    '```',
  ],
  ...[
    '`',
    '*',
    '_',
    '**',
    '__',
    '~',
    '~~',
    '==',
    '$',
    '$$',
    '%%',
    '<%',
    '%>',
    '\\',
    '&amp;',
    '&#60;',
    '&',
    '|',
  ],
  ...['<script>', '<img src=x onerror=y>', '<!--', '-->', '</p>', '<http://a.b>', '<', '>', '!', '![', '![['],
  ...[
    '[',
    ']',
    '](',
    ']]',
    ']:',
    '(',
    ')',
    'javascript:x',
    '[^1]',
    ' ^a1',
    '|-|',
    ':-',
    '\t',
    '    ',
    '\n',
    '\n\n',
  ],
  ...[' ', 'a', 'b_c', '3.5', 'é', '😀', '\r\n', '\u0000', '\u2028', '\ufeff', '\u00a0', 'dataview', '+++'],
];
const hazardous = fc
  .array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...hazards) }, fc.string({ maxLength: 4 })), {
    maxLength: 24,
  })
  .map((pieces) => pieces.join(''));

/** Every text of up to `most` of these characters. */
function* textsOf(characters: readonly string[], most: number): Generator<string> {
  if (most === 0) return;
  for (const first of characters) {
    yield first;
    for (const rest of textsOf(characters, most - 1)) yield first + rest;
  }
}

const inert = new Set([
  'paragraph_open',
  'paragraph_close',
  'inline',
  'text',
  'softbreak',
  'hardbreak',
  'text_special',
]);

describe('plain text in Markdown', () => {
  it('is shown exactly as it is, whatever it holds', () => {
    fc.assert(
      fc.property(hazardous, (text) => {
        for (const render of [escapeText, escapeLines]) {
          const tokens = flatten(parser.parse(render(text), {}));
          const odd = tokens.find((token) => !inert.has(token.type));
          assert.equal(odd?.type, undefined, `${odd?.type} out of ${JSON.stringify(render(text))}`);
          const shown = tokens.filter((token) => token.type === 'text' || token.type === 'text_special');
          assert.equal(words(shown.map((token) => token.content).join('')), words(text));
        }
      }),
      { numRuns: 4000 },
    );
  });

  it('stays inert inside headings, list items, emphasis, table cells and links', () => {
    const shell = new Set([
      ...inert,
      'heading_open',
      'heading_close',
      'bullet_list_open',
      'bullet_list_close',
    ]);
    for (const type of ['list_item', 'em', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'link']) {
      shell.add(`${type}_open`).add(`${type}_close`);
    }
    fc.assert(
      fc.property(hazardous, (text) => {
        const once = { heading: `# ${escapeInline(text)}`, item: `- ${escapeInline(text)}` };
        const cell = `| ${escapeCell(text)} | b |\n| --- | --- |\n| c | ${escapeCell(text)} |`;
        for (const source of [once.heading, once.item, cell, linkTo(text, `${text}.png`)]) {
          const tokens = flatten(parser.parse(source, {}));
          const odd = tokens.find((token) => !shell.has(token.type));
          assert.equal(odd?.type, undefined, `${odd?.type} out of ${JSON.stringify(source)}`);
        }
        const cells = flatten(parser.parse(cell, {})).filter((token) => /^t[dh]_open$/.test(token.type));
        assert.equal(cells.length, 4, cell);
      }),
      { numRuns: 2000 },
    );
  });

  it('never becomes emphasis, however its underscores and asterisks stand, and takes no part in any around it', () => {
    const shells: readonly ((text: string) => string)[] = [
      escapeText,
      (text) => `# ${escapeInline(text)}`,
      (text) => `- ${escapeInline(text)}`,
      (text) => `| ${escapeCell(text)} | b |\n| --- | --- |`,
      (text) => linkTo(text, 'a'),
    ];
    for (const text of textsOf(['_', '*', ' ', '\u2028', '\ufeff', 'a', '\n'], 5)) {
      for (const shell of shells) {
        const odd = flatten(parser.parse(shell(text), {})).find(({ type }) => /^(?:em|strong)_/.test(type));
        assert.equal(odd?.type, undefined, JSON.stringify(shell(text)));
      }
      if (words(text) === '') continue;
      const around = flatten(parser.parse(`*A ${escapeInline(text)}*`, {})).map(({ type }) => type);
      const opens = around.filter((type) => type === 'em_open').length;
      assert.equal(opens, 1, JSON.stringify(`*A ${escapeInline(text)}*`));
      assert.equal(around.includes('strong_open'), false, JSON.stringify(`*A ${escapeInline(text)}*`));
    }
  });

  it('keeps the number signs at the end of a heading', () => {
    for (const text of ['a #', 'a ##', '#', 'C #', 'in C#']) {
      const shown = flatten(parser.parse(`# ${escapeInline(text)}`, {})).filter(({ type }) =>
        /^text/.test(type),
      );
      assert.equal(words(shown.map(({ content }) => content).join('')), words(text));
    }
  });

  it('holds nothing that Obsidian or its plugins would find in the source', () => {
    fc.assert(
      fc.property(hazardous, (text) => {
        const source = escapeText(text);
        assert.doesNotMatch(source, /%%|<%/);
        assert.doesNotMatch(source, /(?<!\\)(?:\\\\)*!\[\[/);
        assert.doesNotMatch(source, /(?:^|\s)#[\p{L}_]/u);
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves ordinary prose readable', () => {
    for (const prose of [
      '3.5 * 2 (approx.) – a_b',
      'We met at 10:30, ~5 of us; it cost $5 and $10, i.e. < 20 % of #7!',
      "It's a C# file: C:\\Users\\me, see snake_case_name & AT&T -- 'quoted'.",
      'x = y + z; a > b; -5 °C; 2026 was good.',
      'https://example.org/a_b?c=1&d=2',
      'mail@example.org said "yes"',
    ]) {
      assert.equal(escapeText(prose), prose);
    }
    assert.equal(escapeText('=====\n-----'), '\\=====\n\\-----');
  });

  it('keeps line breaks where they are asked for', () => {
    assert.equal(escapeLines('one\ntwo\n\nthree'), 'one  \ntwo\n\nthree');
  });
});

describe('a fence', () => {
  it('cannot be closed from inside', () => {
    fc.assert(
      fc.property(hazardous, (text) => {
        const fence = fenceFor(text);
        const tokens = parser.parse(`${fence}\n${text}\n${fence}\n`, {});
        assert.deepEqual(
          tokens.map((token) => token.type),
          ['fence'],
        );
      }),
    );
  });
});

describe('a link', () => {
  it('leads to the file, whatever its name', () => {
    fc.assert(
      fc.property(
        hazardous.filter((name) => /\S/.test(words(name)) && !name.includes('/')),
        (name) => {
          const path = name.toWellFormed();
          const link = flatten(parser.parse(linkTo('the file', path), {})).find(
            (token) => token.type === 'link_open',
          );
          const target = String(link?.attrGet('href'));
          assert.doesNotMatch(target, /^[a-z]+:/i);
          assert.equal(decodeURIComponent(target), path);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('shows a plain name plainly', () => {
    assert.equal(linkTo('my scan.png', 'my scan.png'), '[my scan.png](<my scan.png>)');
    // A mark that turns the reading direction would show `gpj.txt` as `txt.jpg`.
    assert.equal(linkTo('a\u202egpj.txt', 'a\u202egpj.txt'), '[agpj.txt](<a%E2%80%AEgpj.txt>)');
  });

  it('to an entity has a name that a note can have', () => {
    assert.equal(entityLink('AC/DC [live] #1'), '[[AC DC live 1]]');
    assert.equal(entityLink('Marks & Spencer'), '[[Marks & Spencer]]');
    assert.equal(entityLink('***'), '\\*\\*\\*');
    fc.assert(
      fc.property(hazardous, (name) => {
        const source = `to ${entityLink(name)}`;
        assert.doesNotMatch(source.replace(/^to \[\[(.*)\]\]$/s, '$1'), /\[\[|<%|%%/);
        const active = flatten(parser.parse(source, {})).find((token) =>
          /html|image|code|link/.test(token.type),
        );
        assert.equal(active?.type, undefined, source);
      }),
    );
  });
});
