import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { htmlMarkdown } from '../../../src/reading/html/html-markdown.ts';
import { sanitiseMarkdown } from '../../../src/report/sanitise-markdown.ts';

/** HTML → the Markdown that a person would have written. */
const cases: readonly (readonly [what: string, html: string, markdown: string])[] = [
  ['headings and emphasis', '<h2>A <b>b</b></h2><p>c <i>d</i> <b>e</b>', '## A b\n\nc *d* **e**'],
  ['bold that a program split', '<p><b>Har</b><b>bour</b></p>', '**Harbour**'],
  ['a mark around blocks is none', '<b><p>a</p><p>b</p></b>', 'a\n\nb'],
  [
    'links to the web and to people',
    '<a href="https://a.b/c">x</a> <a href="mailto:d@e.f">d@e.f</a>',
    '[x](https://a.b/c) d@e.f',
  ],
  ['an address that is its own text', '<a href="https://a.b/c">https://a.b/c</a>', 'https://a.b/c'],
  [
    'a link that would do something',
    '<a href="javascript:alert(1)">x</a> <a href="data:text/html,y">z</a>',
    'x z',
  ],
  [
    'a link within the page',
    '<p>see <a href="#part">part 2</a></p><h2 id="part">Part 2 <a href="#part">#</a></h2>',
    'see part 2\n\n## Part 2',
  ],
  [
    'a link around a heading',
    '<a href="https://a.b/"><h3>News</h3><p>Words</p></a>',
    '### [News](https://a.b/)\n\nWords',
  ],
  ['brackets in a link', '<a href="https://a.b/c (d)">[1]</a>', '[\\[1\\]](https://a.b/c%20%28d%29)'],
  [
    'a picture as its words',
    '<img src="https://t.co/x.gif" alt="A red boat"> <img src="pixel.gif">',
    'A red boat',
  ],
  [
    'a picture with a caption',
    '<figure><img alt="x" src="x"><figcaption>The boat</figcaption></figure>',
    'The boat',
  ],
  ['names of files say nothing', '<p>a <img alt="IMG_1234.jpg"> b</p>', 'a b'],
  ['nested lists', '<ul><li>a<ol><li>b<li>c</ol><li>d</ul>', '- a\n  1. b\n  2. c\n- d'],
  ['a list that starts later', '<ol start=7><li>a<li>b</ol>', '7. a\n8. b'],
  ['paragraphs in an item', '<ul><li><p>a</p><p>b</p></li></ul>', '- a\n\n  b'],
  ['tasks', '<ul><li><input type=checkbox checked> a<li><input type="checkbox"> b</ul>', '- [x] a\n- [ ] b'],
  ['quotations in quotations', '<blockquote>a<blockquote>b</blockquote></blockquote>', '> a\n> \n> > b'],
  [
    'code with its language',
    '<pre><code class="language-js">if (a &lt; b) {\n  c();\n}</code></pre>',
    '```js\nif (a < b) {\n  c();\n}\n```',
  ],
  [
    'code as lines with numbers',
    '<pre class="highlight-source-py"><div><span class="lineno">1</span>a</div><div><span class="lineno">2</span>b</div></pre>',
    '```py\na\nb\n```',
  ],
  ['code that holds a fence', '<pre>```\nx\n```</pre>', '````\n```\nx\n```\n````'],
  ['code in a line', '<p>run <code>a `b` c</code></p>', 'run ``a `b` c``'],
  [
    'terms and what they mean',
    '<dl><dt>Ebb<dd>Water goes<dt>Flood<dd><p>It</p><p>comes</p></dl>',
    '**Ebb**: Water goes\n\n**Flood**\n\nIt\n\ncomes',
  ],
  [
    'raised and lowered',
    '<p>10<sup>6</sup> m<sup>2</sup>, H<sub>2</sub>O, x<sub>i</sub>, 1<sup>st</sup>',
    '10⁶ m², H2O, x_i, 1st',
  ],
  ['line breaks, and two as a paragraph', '<p>a<br>b<br><br>c</p>', 'a  \nb\n\nc'],
  [
    'what a script, a style, a form and a comment hold',
    '<style>a{}</style><script>b("<p>c</p>")</script><!-- d --><form><input value="e"><select><option>f</select><textarea>g</textarea><button>h</button></form>i',
    'i',
  ],
  ['the questions of a list of questions are kept', '<h3><button>Who?</button></h3>', '### Who?'],
  ['what the page hides', '<p hidden>a</p><div style="color:red; display: none">b</div>c', 'c'],
  [
    'a page that shows itself later',
    '<body style="visibility:hidden"><div style="display:none"><p>a</p></div>',
    'a',
  ],
  ['ruby', '<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>', '漢(kan)'],
  ['soft hyphens and special spaces', '<p>Har&shy;bour&nbsp;&nbsp;wall\u200b</p>', 'Harbour wall'],
  ['a fold', '<details><summary>More</summary>Words</details>', '**More**\n\nWords'],
  [
    'signs that would mean something',
    '<p>*a* _b_ snake_case 5 * 3 [[c]] &lt;b&gt; &amp;amp; $5 #tag</p><p># d</p><p>- e</p><p>1. f</p>',
    '\\*a\\* \\_b\\_ snake_case 5 * 3 \\[\\[c]] \\<b> \\&amp; $5 \\#tag\n\n\\# d\n\n\\- e\n\n1\\. f',
  ],
  ['addresses with signs in them', '<p>https://a.b/_c_d#e</p>', 'https://a.b/_c_d#e'],
  [
    'TeX that was left to a script',
    '<p>where \\(a_i &lt; b\\)</p><script type="math/tex; mode=display">x^2</script>',
    'where $a_i \\lt b$\n\n$x^2$',
  ],
  [
    'MathML with the TeX of its author',
    '<math><semantics><mi>x</mi><annotation encoding="application/x-tex">{\\displaystyle x^{2}}</annotation></semantics></math>',
    '$x^{2}$',
  ],
  ['MathML', '<p>a <math><mfrac><mn>1</mn><mi>y</mi></mfrac></math></p>', 'a $\\frac{1}{y}$'],
  [
    'the picture beside a formula',
    '<math display="block"><mi>x</mi></math><img class="mwe-math-fallback-image-inline" alt="{\\displaystyle x}">',
    '$$x$$',
  ],
  [
    'XHTML',
    '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="x"/></head><body><p>a<a id="b"/> c</p></body></html>',
    'a c',
  ],
];

describe('HTML becomes Markdown', () => {
  for (const [what, html, markdown] of cases) test(what, () => assert.equal(htmlMarkdown(html), markdown));

  test('relative links lead where the page came from, or nowhere', () => {
    const html = '<a href="../b/%E4%BD%A0?x=1">c</a>';
    assert.equal(htmlMarkdown(html, { base: 'https://a.b/d/e' }), '[c](https://a.b/b/你?x=1)');
    assert.equal(htmlMarkdown(html), 'c');
  });

  test('footnotes of the usual programs become footnotes, and links back to the text go', () => {
    const word =
      '<p>a<sup><a href="#fn-1" id="ref-1">[1]</a></sup></p><ol><li id="fn-1"><p>b <a href="#ref-1">↑</a></p></li></ol>';
    assert.equal(htmlMarkdown(word), 'a[^1]\n\n[^1]: b');
    const book =
      '<p>a<a epub:type="noteref" href="#n1">*</a></p><aside epub:type="footnote" id="n1"><p>b</p><p>c</p></aside>';
    assert.equal(htmlMarkdown(book, { notePrefix: '3-' }), 'a[^3-1]\n\n[^3-1]: b\n\n    c');
    const list = '<p><a href="#a">1</a> <a href="#b">2</a></p><ul><li id="a">x</li><li id="b">y</li></ul>';
    assert.equal(htmlMarkdown(list), '1 2\n\n- x\n- y', 'a list of pages has no notes');
  });

  test('the tags of malformed pages do what they do in a browser', () => {
    assert.equal(htmlMarkdown('<p>a<p>b<div>c</p>d</div></b>e'), 'a\n\nb\n\nc  \nd\n\ne');
    assert.equal(
      htmlMarkdown('<table><tr><td>a<td>b<tr><td>c<td>d</table>'),
      '|  |  |\n| --- | --- |\n| a | b |\n| c | d |',
    );
    assert.equal(
      htmlMarkdown('a<svg><text>b</text> c <p>d'),
      'ab c\n\nd',
      'what never ends swallows nothing',
    );
  });
});

const markdownIt = new MarkdownIt({ linkify: true });

test('any text comes out as it went in, shown by a Markdown reader', () => {
  const pieces = fc.constantFrom(
    ...'aZ9 *_`[]()<>&#$|!~=+-.:\\/{}^%"\'@é漢\n',
    ' https://a.b/c_d ',
    '&amp;',
    '1. ',
    '](',
    '~~',
    '**',
    '==',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      const text = parts
        .join('')
        .replace(/\\[([][\s\S]*/, '')
        .replace(/\$/g, '');
      const html = `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`;
      const shown = markdownIt.render(htmlMarkdown(html)).replace(/<[^>]*>/g, '');
      const plain = shown
        .replace(/&lt;/g, '<')
        .replace(/&gt;/g, '>')
        .replace(/&quot;/g, '"')
        .replace(/&amp;/g, '&');
      assert.equal(plain.replace(/\s+/g, ' ').trim(), text.replace(/\s+/g, ' ').trim());
    }),
    { numRuns: 1000 },
  );
});

const fragment = fc.constantFrom(
  ...'<p> </p> <div> </div> <b> </b> <i> <a href="#x"> <a href="http://a.b"> </a> <table> </table> <tr> <td> <th colspan=9> </td> <ul> <ol> <li> </li> </ul> <pre> </pre> <code> </code> <br> <hr> <h1> </h1> <blockquote> </blockquote> <sup> </sup> <math> <mi> </math> <svg> <script> </script> <!-- --> <dl> <dt> <dd> <figure> <img alt=x> <span hidden> </span> <![CDATA[ ]]> <x-y> &amp; &nbsp; < > words'.split(
    ' ',
  ),
);

test('any soup of tags is Markdown, and safe in a note', () => {
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 60 }), (parts) => {
      const markdown = htmlMarkdown(parts.join(' '));
      assert.doesNotMatch(markdownIt.render(markdown), /<(?:img|script|iframe)|href="(?!http:\/\/a\.b)/);
      assert.doesNotMatch(sanitiseMarkdown(markdown), /<script/i);
    }),
    { numRuns: 1000 },
  );
});

describe('hostile pages end, and soon', { timeout: 300_000 }, () => {
  const many = 40_000;
  const pages: Readonly<Record<string, string>> = {
    'a million nested boxes': '<div>'.repeat(1_000_000),
    'nested marks': `${'<b>'.repeat(many)}x${'</b>'.repeat(many)}`,
    'nested lists': '<ul><li>x'.repeat(many),
    'nested quotations': '<blockquote>x'.repeat(many),
    'nested tables': '<table><tr><td>x'.repeat(many / 4),
    'empty elements in nested boxes': '<div>'.repeat(90) + '<span> </span>'.repeat(many * 5),
    'one list': `<ol>${'<li>x'.repeat(many)}`,
    'one row': `<table><tr>${'<td>x'.repeat(many)}`,
    'cells that reach far': `<table>${'<tr><td colspan=1000 rowspan=60000>y'.repeat(many / 10)}`,
    'pictures in one figure': `<figure>${'<img alt=foo>'.repeat(many)}`,
    'a huge attribute': `<a href="${'x'.repeat(20_000_000)}">t</a>`,
    'many attributes': `<p ${'a=1 '.repeat(many * 10)}>t`,
    'marks that are opened anew': Array.from({ length: many / 4 }, (_, i) => `<p><b><i><u id=${i}>x`).join(
      '',
    ),
    'text in the wrong place': `<table>${'x<tr>'.repeat(many)}`,
    formulas: '<math><mrow>'.repeat(many) + '\\(a '.repeat(many),
    brackets: '[('.repeat(many * 5),
    backticks: '`'.repeat(many * 5),
    'open comments': '<!--'.repeat(many * 5),
    'white space': `${' \n'.repeat(many * 10)}x${' \t'.repeat(many * 10)}`,
  };
  for (const [what, html] of Object.entries(pages)) {
    test(what, () => assert.ok(htmlMarkdown(html).length < html.length * 3 + 1000));
  }

  test('nothing of a long page is lost where it is cut', () => {
    const html = Array.from({ length: 30_000 }, (_, i) => `<div><p>w${i}</p><ol><li>v${i}</ol></div>`).join(
      '',
    );
    const words = htmlMarkdown(html).match(/[wv]\d+/g) ?? [];
    assert.equal(words.length, 60_000);
    const list = htmlMarkdown(
      `<ol>${Array.from({ length: 60_000 }, (_, i) => `<li>number ${i + 1}`).join('')}</ol>`,
    );
    const lines = list.split('\n').filter((line) => line !== '');
    assert.equal(lines.length, 60_000);
    lines.forEach((line, i) => void (line === `${i + 1}. number ${i + 1}` || assert.fail(line)));
  });
});
