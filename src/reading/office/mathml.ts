/** Formulas in MathML (MathML Core, W3C) as LaTeX: those of OpenDocument, of web pages and books. */
import { attribute, child, elements, textOf, type XmlElement } from '../xml/xml-tree.ts';
import { accents, latexFunction, latexText, latexWords, spaced } from './math-symbols.ts';

/** The LaTeX of a `math` element, or of anything that lies in one. */
export function latexOfMathMl(math: XmlElement): string {
  return row(math).replace(/ {2,}/g, ' ').trim();
}

function row(parent: XmlElement): string {
  let out = '';
  for (const element of elements(parent)) out = spaced(out, one(element));
  return out;
}

type Writer = (element: XmlElement) => string;

const writers = new Map<string, Writer>(
  Object.entries<Writer>({
    mi: identifier,
    mn: (element) => latexText(textOf(element).trim()),
    mo: (element) => latexText(textOf(element).trim()),
    mtext: (element) => latexWords(textOf(element)),
    ms: (element) => latexWords(textOf(element)),
    mspace: () => ' ',
    mfrac: (element) => {
      const [top, bottom] = parts(element);
      return attribute(element, 'linethickness') === '0'
        ? `\\binom{${top}}{${bottom}}`
        : `\\frac{${top}}{${bottom}}`;
    },
    msqrt: (element) => `\\sqrt{${row(element)}}`,
    mroot: (element) => {
      const [content, degree] = parts(element);
      return `\\sqrt[${degree}]{${content}}`;
    },
    msup: (element) => scripts(element, '', '^'),
    msub: (element) => scripts(element, '_', ''),
    msubsup: (element) => scripts(element, '_', '^'),
    munder: (element) => limits(element, '_', ''),
    mover: (element) => limits(element, '', '^'),
    munderover: (element) => limits(element, '_', '^'),
    mfenced: (element) => {
      const [open, close] = [attribute(element, 'open') ?? '(', attribute(element, 'close') ?? ')'];
      const content = parts(element).join(latexText((attribute(element, 'separators') ?? ',').charAt(0)));
      return `\\left${fence(open)}${content}\\right${fence(close)}`;
    },
    mtable: (element) => {
      const rows = elements(element, 'mtr').map((line) => elements(line, 'mtd').map(row).join(' & '));
      return `\\begin{matrix} ${rows.join(' \\\\ ')} \\end{matrix}`;
    },
    // What a formula looked like in another language stands beside it.
    semantics: (element) => {
      const [shown] = elements(element);
      return shown === undefined ? '' : one(shown);
    },
    annotation: () => '',
    'annotation-xml': () => '',
    mphantom: () => '',
  }),
);

function one(element: XmlElement): string {
  return writers.get(element.name)?.(element) ?? row(element);
}

/** The children, each on its own; at least two. */
function parts(element: XmlElement): string[] {
  const found = elements(element).map((part) => one(part).trim());
  return found.length > 1 ? found : [found[0] ?? '', ''];
}

function identifier(element: XmlElement): string {
  const text = textOf(element).trim();
  return latexFunction(text)?.replace('operatorname', 'mathrm') ?? latexText(text);
}

function fence(sign: string): string {
  const text = sign === '' ? '.' : latexText(sign);
  return text.startsWith('\\') ? `${text} ` : text;
}

function scripts(element: XmlElement, below: string, above: string): string {
  const [content = '', first = '', second = ''] = parts(element);
  const base = /^(.|\\[a-zA-Z]+|)$/u.test(content) ? content : `{${content}}`;
  return `${base}${scriptOf(below, below === '' ? '' : first)}${scriptOf(above, below === '' ? first : second)}`;
}

const scriptOf = (sign: string, text: string): string =>
  sign === '' || text === '' ? '' : `${sign}{${text}}`;

/** What stands over or under something: an accent, the bounds of a sum, a word. */
function limits(element: XmlElement, below: string, above: string): string {
  const [content, mark] = elements(element);
  const accent = accents[textOf(mark).trim()];
  if (below === '' && accent !== undefined && content !== undefined)
    return `\\${accent}{${one(content).trim()}}`;
  const base = content === undefined ? '' : one(content).trim();
  if (/^\\[a-zA-Z]+(\{|$)/.test(base)) return scripts(element, below, above);
  const [, first = '', second = ''] = parts(element);
  const under = below === '' ? base : `\\underset{${first}}{${base}}`;
  return above === '' ? under : `\\overset{${below === '' ? first : second}}{${under}}`;
}

/** The formula that a MathML part holds: `math` itself, or the root around it. */
export function mathIn(root: XmlElement): XmlElement | undefined {
  return root.name === 'math' ? root : child(root, 'math');
}
