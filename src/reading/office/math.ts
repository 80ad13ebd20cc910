/** Formulas of Office (ECMA-376 part 1, section 22.1: OMML) as LaTeX, which Obsidian and GitHub show as formulas. */
import { attribute, child, elements, textOf, type XmlElement } from '../xml/xml-tree.ts';
import { accents, latexFunction, latexText, latexWords, spaced } from './math-symbols.ts';

/** The LaTeX of an `m:oMath`, or of anything that lies in one. */
export function latexOf(math: XmlElement): string {
  return inner(math).replace(/ {2,}/g, ' ').trim();
}

function inner(parent: XmlElement | undefined): string {
  let out = '';
  for (const element of elements(parent)) out = spaced(out, one(element));
  return out;
}

type Writer = (element: XmlElement) => string;

const writers = new Map<string, Writer>(
  Object.entries<Writer>({
    r: run,
    f: fraction,
    rad: (element) => {
      const degree = flag(element, 'degHide') ? '' : part(element, 'deg');
      return `\\sqrt${degree === '' ? '' : `[${degree}]`}{${part(element, 'e')}}`;
    },
    sSup: (element) => base(element) + scripts(element),
    sSub: (element) => base(element) + scripts(element),
    sSubSup: (element) => base(element) + scripts(element),
    sPre: (element) => `{}${scripts(element)}${base(element)}`,
    nary,
    d: delimited,
    func: (element) => spaced(functionName(child(element, 'fName')), part(element, 'e')),
    limLow: (element) => limit(element, '_', 'underset'),
    limUpp: (element) => limit(element, '^', 'overset'),
    m: (element) =>
      `\\begin{matrix}${rowsOf(elements(element, 'mr').map((row) => elements(row, 'e')))}\\end{matrix}`,
    eqArr: (element) => `\\begin{aligned}${rowsOf(elements(element, 'e').map((row) => [row]))}\\end{aligned}`,
    acc: (element) => {
      const accent = accents[character(element, 'chr') ?? '\u0302'] ?? 'hat';
      return `\\${accent}{${part(element, 'e')}}`;
    },
    bar: (element) => {
      const below = attribute(child(element, 'barPr', 'pos'), 'val') === 'bot';
      return `\\${below ? 'underline' : 'overline'}{${part(element, 'e')}}`;
    },
    groupChr: (element) => {
      const above = attribute(child(element, 'groupChrPr', 'pos'), 'val') === 'top';
      const sign = character(element, 'chr') ?? '⏟';
      return `\\${accents[sign] ?? (above ? 'overbrace' : 'underbrace')}{${part(element, 'e')}}`;
    },
    borderBox: (element) => `\\boxed{${part(element, 'e')}}`,
    phant: (element) => (flag(element, 'show') ? part(element, 'e') : ''),
  }),
);

function one(element: XmlElement): string {
  // Properties (`fPr`, `rPr`, `ctrlPr`) say how it looks.
  if (element.name.endsWith('Pr') || element.name === 'del') return '';
  return writers.get(element.name)?.(element) ?? inner(element);
}

const part = (element: XmlElement, name: string): string => inner(child(element, name)).trim();

/** What an index hangs on, as one thing. */
function base(element: XmlElement): string {
  const text = part(element, 'e');
  return /^(.|\\[a-zA-Z]+|)$/u.test(text) || text.startsWith('\\left') ? text : `{${text}}`;
}

/** A switch of `…Pr`: there without a value means on. */
function flag(element: XmlElement, name: string): boolean {
  const setting = child(element, `${element.name}Pr`, name);
  return setting !== undefined && !/^(0|off|false)$/.test(attribute(setting, 'val') ?? '1');
}

/** A sign that `…Pr` names; '' when it says that there is none. */
function character(element: XmlElement, name: string): string | undefined {
  const setting = child(element, `${element.name}Pr`, name);
  return setting === undefined ? undefined : (attribute(setting, 'val') ?? '');
}

function run(element: XmlElement): string {
  const text = elements(element, 't').map(textOf).join('');
  const style = child(element, 'rPr');
  // Words that are no product of letters.
  if (flag(element, 'nor') || /^\s*\p{L}{2,}( \p{L}{2,})+\s*$/u.test(text)) {
    return text.trim() === '' ? ' ' : latexWords(text);
  }
  const letters = latexText(text);
  const script = attribute(child(style, 'scr'), 'val');
  const fonts: Readonly<Record<string, string>> = {
    'double-struck': 'mathbb',
    script: 'mathcal',
    fraktur: 'mathfrak',
  };
  const font = fonts[script ?? ''];
  if (font !== undefined) return `\\${font}{${letters}}`;
  if (attribute(child(style, 'sty'), 'val') !== 'p') return letters;
  const name = latexFunction(text.trim())?.replace('operatorname', 'mathrm');
  return name === undefined ? letters : letters.replace(text.trim(), () => name);
}

function fraction(element: XmlElement): string {
  const [top, bottom] = [part(element, 'num'), part(element, 'den')];
  const type = attribute(child(element, 'fPr', 'type'), 'val');
  if (type === 'lin' || type === 'skw') return `${grouped(top)}/${grouped(bottom)}`;
  return type === 'noBar' ? `\\binom{${top}}{${bottom}}` : `\\frac{${top}}{${bottom}}`;
}

const grouped = (text: string): string => (text.length > 1 ? `{${text}}` : text);

/** What stands lower and higher; where it is hidden or empty, nothing does. */
function scripts(element: XmlElement): string {
  const below = flag(element, 'subHide') ? '' : part(element, 'sub');
  const above = flag(element, 'supHide') ? '' : part(element, 'sup');
  return `${below === '' ? '' : `_{${below}}`}${above === '' ? '' : `^{${above}}`}`;
}

function nary(element: XmlElement): string {
  const sign = latexText(character(element, 'chr') ?? '∫');
  return spaced(`${sign}${scripts(element)}`, part(element, 'e'));
}

function delimited(element: XmlElement): string {
  const parts = elements(element, 'e').map((content) => inner(content).trim());
  const separator = latexText(character(element, 'sepChr') ?? '|');
  const content = parts.join(separator.startsWith('\\') ? `${separator} ` : separator);
  const only = elements(child(element, 'e'));
  const open = character(element, 'begChr') ?? '(';
  const close = character(element, 'endChr') ?? ')';
  // Two in brackets without a bar between them bring their brackets with them.
  if (open === '(' && close === ')' && only.length === 1 && content.startsWith('\\binom{')) return content;
  return `\\left${fence(open)}${content}\\right${fence(close)}`;
}

function fence(sign: string): string {
  const text = sign === '' ? '.' : latexText(sign);
  return text.startsWith('\\') ? `${text} ` : text;
}

function functionName(name: XmlElement | undefined): string {
  const text = inner(name).trim();
  return latexFunction(text) ?? text;
}

function limit(element: XmlElement, sign: '_' | '^', otherwise: string): string {
  const text = part(element, 'e');
  const under = part(element, 'lim');
  const name = latexFunction(text) ?? text;
  // What has a place for limits of its own takes them; anything else gets them set over or under it.
  if (/^\\(?!text)[a-zA-Z]+(\{|$)/.test(name)) return `${name}${sign}{${under}}`;
  return `\\${otherwise}{${under}}{${text}}`;
}

function rowsOf(rows: readonly (readonly XmlElement[])[]): string {
  const lines = rows.map((row) => row.map((cell) => inner(cell).trim()).join(' & '));
  return ` ${lines.join(' \\\\ ')} `;
}

/** A formula in a line of text. */
export function inlineMath(math: XmlElement): string {
  const latex = latexOf(math);
  return latex === '' ? '' : `$${latex}$`;
}

/** A formula on a line of its own. */
export function displayMath(math: XmlElement): string {
  const latex = latexOf(math);
  return latex === '' ? '' : `$$${latex}$$`;
}
