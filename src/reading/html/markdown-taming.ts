/** What of a page its Markdown can show: every element by the few names that the rules of the converter know. */
import { blockNames, headingNames, tableNames, unreadNames, voidNames } from './element-names.ts';
import type { Notes } from './notes.ts';
import type { Attributes } from './tags.ts';
import type { Kept, OpenElements, Taming } from './tame.ts';

/** Names that are written differently, but mean the same. */
const synonyms: Readonly<Record<string, string>> = {
  b: 'strong',
  i: 'em',
  var: 'em',
  kbd: 'code',
  samp: 'code',
  tt: 'code',
  s: 'del',
  strike: 'del',
  dir: 'ul',
  menu: 'ul',
  listing: 'pre',
  xmp: 'pre',
  plaintext: 'pre',
};

const kept = new Set(
  (
    'p pre blockquote ul ol li dl dt dd figure figcaption summary table caption thead tbody tfoot tr td th ' +
    'a strong em code del sub sup q ruby rt rp math h1 h2 h3 h4 h5 h6'
  ).split(' '),
);

/** Attributes of formulas that change what they say. */
const mathAttributes = ['display', 'encoding', 'alttext', 'mathvariant', 'open', 'close', 'linethickness'];

/** A longer address is data, or tracks somebody. Characters. */
const longestAddress = 2000;

const invisible = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)/i;
/** Words for the eye beside a formula that is there as a formula too. */
const shownMath = /\bkatex-html\b|\bMathJax_Preview\b/;
const codeClass = /lang|highlight|brush|sourceCode|line-?no|gutter|blob-num/i;

/** What names a picture without saying anything. */
const emptyWords =
  /^(?:an? )?(?:image|img|photo|picture|logo|icon|avatar|thumbnail|banner|spacer|placeholder)$|^\S+\.(?:png|jpe?g|gif|svg|webp|bmp)$|^https?:/i;

/** The taming for the Markdown of `html`. `hidden` says that what the page hides is wanted too. */
export function markdownTaming(
  html: string,
  options: { readonly notes: Notes; readonly hidden: boolean; readonly chunkCharacters: number },
): Taming {
  const formulas = /<math[\s>]/i.test(html);
  const keep: Taming['keep'] = (name, attributes, open) => {
    if (open.count('math') > 0)
      return { name, attributes: written(attributes, mathAttributes), always: true };
    if (name === 'script' && /^math\/tex/i.test(attributes.get('type') ?? '')) return 'raw';
    if (name === 'button' && holdsWords(open)) return undefined;
    if (unreadNames.has(name)) return 'drop';
    if (voidNames.has(name)) return keepVoid(name, attributes, open, formulas);
    const element = keepElement(name, attributes, open);
    return element && withMarks(element, name, attributes, options);
  };
  const start = html.slice(0, 2000);
  return {
    keep,
    raw: (_name, attributes, content) => texAsText(attributes, content),
    selfClosing: /^\s*<\?xml\s|<html[^>]*\sxmlns\s*=/i.test(start),
    prune: true,
    chunkCharacters: options.chunkCharacters,
  };
}

/** The questions of a list of questions are buttons; elsewhere buttons are furniture. */
function holdsWords(open: OpenElements): boolean {
  return ['p', 'li', 'td', 'th', 'dt', 'dd', 'summary', ...headingNames].some((name) => open.count(name) > 0);
}

function keepVoid(
  name: string,
  attributes: Attributes,
  open: OpenElements,
  formulas: boolean,
): Kept | undefined {
  if (name === 'br' || name === 'hr') return { name };
  if (name === 'input') {
    const box = attributes.get('type')?.toLowerCase() === 'checkbox' && open.count('li') > 0;
    const checked = attributes.has('checked') ? ' checked=""' : '';
    return box ? { name, attributes: ` type="checkbox"${checked}` } : undefined;
  }
  const alt = attributes.get('alt')?.trim() ?? '';
  if (name !== 'img' || alt === '' || emptyWords.test(alt)) return undefined;
  // Wikipedia shows a picture where a browser cannot show formulas.
  const formula = /\bmwe-math-fallback|\btex\b/.test(attributes.get('class') ?? '');
  if (formula && formulas) return undefined;
  return { name, attributes: `${written(attributes, ['alt'])}${formula ? ' class="tex"' : ''}` };
}

function keepElement(name: string, attributes: Attributes, open: OpenElements): Kept | undefined {
  if (blockNames.has(name) && name !== 'figcaption') return { name: 'div' };
  if (tableNames.has(name) && name !== 'table' && open.count('table') === 0) {
    return name === 'td' || name === 'th' ? { name: 'div' } : undefined;
  }
  const known = synonyms[name] ?? name;
  if (known === 'a') return { name: 'a', attributes: linkAttributes(attributes) };
  if (!kept.has(known)) return /^(?:span|pre|code)$/.test(known) ? { name: known } : undefined;
  if (/^(?:strong|em|del|code)$/.test(known)) {
    // Bold in bold, and bold in a heading, are only marks to stumble over.
    const doubled =
      open.count(known) > 0 || (known !== 'code' && [...headingNames].some((one) => open.count(one) > 0));
    return doubled ? { name: '' } : { name: known };
  }
  if (known === 'td' || known === 'th') {
    return { name: known, attributes: written(attributes, ['colspan', 'rowspan']), always: true };
  }
  return {
    name: known,
    attributes:
      known === 'ol'
        ? written(attributes, ['start'])
        : written(attributes, known === 'table' ? ['role'] : known === 'math' ? mathAttributes : []),
  };
}

function linkAttributes(attributes: Attributes): string {
  const href = attributes.get('href') ?? '';
  return href.length > longestAddress ? '' : written(attributes, ['href']);
}

/** Marks that rules need: a note's identity, what is hidden, the language of code. */
function withMarks(
  element: Kept,
  name: string,
  attributes: Attributes,
  { notes, hidden }: { readonly notes: Notes; readonly hidden: boolean },
): Kept | undefined {
  const id = attributes.get('id') ?? '';
  const className = attributes.get('class') ?? '';
  let marks = element.attributes ?? '';
  if (notes.has(id)) marks += ` id="${quoted(id)}"`;
  if (codeClass.test(className) && className.length < 500) marks += ` class="${quoted(className)}"`;
  if (!hidden && isHidden(name, attributes, className)) marks += ' hidden=""';
  // Its end tag still has to be told from that of a span that is kept.
  if (element.name === 'span' && marks === '') return { name: '' };
  return { ...element, attributes: marks };
}

function isHidden(name: string, attributes: Attributes, className: string): boolean {
  // Wikipedia hides the formula and shows its picture.
  if (/\bmwe-math-mathml/.test(className) || name === 'main' || name === 'article') return false;
  if (shownMath.test(className)) return true;
  const declared = attributes.get('hidden');
  return (
    (declared !== undefined && declared !== 'until-found') || invisible.test(attributes.get('style') ?? '')
  );
}

function written(attributes: Attributes, names: readonly string[]): string {
  return names
    .map((name) => {
      const value = attributes.get(name);
      return value === undefined ? '' : ` ${name}="${quoted(value.slice(0, longestAddress))}"`;
    })
    .join('');
}

function quoted(value: string): string {
  return value.replaceAll('"', '&quot;');
}

/** As MathJax would have found it in the text; the converter takes it from there. */
function texAsText(attributes: Attributes, tex: string): string {
  const text = tex.trim().replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return /display/i.test(attributes.get('type') ?? '') ? `\\[${text}\\]` : `\\(${text}\\)`;
}
