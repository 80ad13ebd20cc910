import assert from 'node:assert/strict';
import { test } from 'node:test';
import { latexOf } from '../../../src/reading/office/math.ts';
import { latexOfMathMl } from '../../../src/reading/office/mathml.ts';
import { parseXml } from '../../../src/reading/xml/package-xml.ts';
import { inMemory } from '../office-files.ts';

const tree = (xml: string) => parseXml(inMemory('a', 'b', new Uint8Array(1)), new TextEncoder().encode(xml));
const office = (xml: string) => latexOf(tree(`<m:oMath>${xml}</m:oMath>`));
const web = (xml: string) => latexOfMathMl(tree(`<math>${xml}</math>`));

const r = (text: string, looks = '') => `<m:r><m:rPr>${looks}</m:rPr><m:t>${text}</m:t></m:r>`;
const e = (content: string) => `<m:e>${content}</m:e>`;
const value = (name: string, text: string) => `<m:${name} m:val="${text}"/>`;

const officeCases: readonly (readonly [string, string])[] = [
  [r('a+b'), 'a+b'],
  [`<m:f><m:num>${r('1')}</m:num><m:den>${r('2')}</m:den></m:f>`, '\\frac{1}{2}'],
  [
    `<m:f><m:fPr>${value('type', 'noBar')}</m:fPr><m:num>${r('n')}</m:num><m:den>${r('k')}</m:den></m:f>`,
    '\\binom{n}{k}',
  ],
  [`<m:rad><m:radPr>${value('degHide', '1')}</m:radPr><m:deg/>${e(r('x'))}</m:rad>`, '\\sqrt{x}'],
  [`<m:rad><m:deg>${r('3')}</m:deg>${e(r('x'))}</m:rad>`, '\\sqrt[3]{x}'],
  [`<m:sSubSup>${e(r('x'))}<m:sub>${r('i')}</m:sub><m:sup>${r('2')}</m:sup></m:sSubSup>`, 'x_{i}^{2}'],
  [
    `<m:nary><m:naryPr>${value('chr', '∑')}</m:naryPr><m:sub>${r('i=1')}</m:sub><m:sup>${r('n')}</m:sup>${e(r('x'))}</m:nary>`,
    '\\sum_{i=1}^{n}x',
  ],
  [`<m:nary><m:naryPr>${value('supHide', '1')}</m:naryPr><m:sub/><m:sup/>${e(r('dx'))}</m:nary>`, '\\int dx'],
  [
    `<m:d><m:dPr>${value('begChr', '[')}${value('endChr', '')}</m:dPr>${e(r('x'))}</m:d>`,
    '\\left\\lbrack x\\right.',
  ],
  [`<m:func><m:fName>${r('sin', value('sty', 'p'))}</m:fName>${e(r('α'))}</m:func>`, '\\sin\\alpha'],
  [r('sin\u2061β'), '\\sin\\beta'],
  [
    `<m:func><m:fName><m:limLow>${e(r('lim', value('sty', 'p')))}<m:lim>${r('n→∞')}</m:lim></m:limLow></m:fName>${e(r('x'))}</m:func>`,
    '\\lim_{n\\to\\infty}x',
  ],
  [`<m:acc><m:accPr>${value('chr', '\u20d7')}</m:accPr>${e(r('v'))}</m:acc>`, '\\vec{v}'],
  [`<m:bar><m:barPr>${value('pos', 'top')}</m:barPr>${e(r('x'))}</m:bar>`, '\\overline{x}'],
  [
    `<m:m><m:mr>${e(r('1'))}${e(r('0'))}</m:mr><m:mr>${e(r('0'))}${e(r('1'))}</m:mr></m:m>`,
    '\\begin{matrix} 1 & 0 \\\\ 0 & 1 \\end{matrix}',
  ],
  [r('if x &lt; 0 or 5% of |y|', value('nor', '1')), '\\text{if x < 0 or 5\\% of |y|}'],
  [r('a&lt;b%'), 'a\\lt b\\%'],
  [r('𝑥𝒚'), 'xy'],
];

test('every form of Office’s formulas has its LaTeX', () => {
  for (const [xml, latex] of officeCases) assert.equal(office(xml), latex);
});

const webCases: readonly (readonly [string, string])[] = [
  ['<mfrac><mn>1</mn><mi>x</mi></mfrac>', '\\frac{1}{x}'],
  ['<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt>', '\\sqrt{x+1}'],
  ['<mroot><mi>x</mi><mn>3</mn></mroot>', '\\sqrt[3]{x}'],
  ['<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>', 'x_{i}^{2}'],
  [
    '<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mi>i</mi>',
    '\\sum_{i=1}^{n}i',
  ],
  ['<mover><mi>x</mi><mo>¯</mo></mover>', '\\overline{x}'],
  ['<mi>sin</mi><mi>θ</mi>', '\\sin\\theta'],
  ['<mfenced><mi>a</mi><mi>b</mi></mfenced>', '\\left(a,b\\right)'],
  [
    '<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr></mtable>',
    '\\begin{matrix} 1 & 2 \\end{matrix}',
  ],
  ['<mtext>for all</mtext>', '\\text{for all}'],
];

test('every form of MathML has its LaTeX', () => {
  for (const [xml, latex] of webCases) assert.equal(web(xml), latex);
});
