/** What the styles of an OpenDocument file make of its text (OpenDocument 1.3, part 3, section 16). */
import { isFixedWidth } from '../office/code-lines.ts';
import type { Role } from '../office/role.ts';
import { attribute, child, elements, prefixed, type XmlElement } from '../xml/xml-tree.ts';

/** Looks of words that mean something in Markdown. */
export interface OdfLooks {
  readonly bold: boolean;
  readonly italic: boolean;
  readonly strike: boolean;
  readonly hidden: boolean;
  readonly code: boolean;
  readonly shift: 'raised' | 'lowered' | undefined;
}

/** One level of a list. */
export interface ListLevel {
  readonly type: 'bullet' | 'number' | 'none';
  /** `1`, `a`, `A`, `i`, `I`; '' where nothing is shown. */
  readonly format: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly start: number;
  /** How many levels the number shows. */
  readonly shown: number;
}

interface Style {
  readonly name: string;
  readonly element: XmlElement;
  readonly parent: string | undefined;
}

const nothing: OdfLooks = {
  bold: false,
  italic: false,
  strike: false,
  hidden: false,
  code: false,
  shift: undefined,
};

/** The styles of one file: those of its own and those that the program made for single words. */
export class OdfStyles {
  readonly #styles = new Map<string, Style>();
  readonly #lists = new Map<string, ReadonlyMap<number, ListLevel>>();
  /** Numbers of headings. */
  readonly outline: ReadonlyMap<number, ListLevel>;

  constructor(roots: readonly (XmlElement | undefined)[]) {
    let outline: ReadonlyMap<number, ListLevel> = new Map();
    for (const element of roots.flatMap(stylesIn)) {
      const name = attribute(element, 'name') ?? '';
      if (element.name === 'list-style') this.#lists.set(name, levelsOf(element));
      else if (element.name === 'outline-style') outline = levelsOf(element);
      else if (element.name === 'style') {
        const family = attribute(element, 'family') ?? '';
        const parent = attribute(element, 'parent-style-name');
        this.#styles.set(`${family}/${name}`, { name, element, parent });
      }
    }
    this.outline = outline;
  }

  /** What a paragraph of this style is. */
  roleOf(style: string | undefined): Role {
    for (const { name } of this.#chain('paragraph', style)) {
      const plain = name.replaceAll('_20_', ' ').toLowerCase();
      if (plain === 'title') return { type: 'heading', level: 1 };
      if (/^(quotations|quote|block ?text|block ?quote)$/.test(plain)) return { type: 'quote' };
      if (/^(preformatted text|source text|source code|code|html preformatted)$/.test(plain))
        return { type: 'code' };
    }
    return { type: 'body' };
  }

  /** The looks of words of a text style, on top of those around them. */
  looksOf(family: 'text' | 'paragraph', style: string | undefined, around = nothing): OdfLooks {
    let looks = around;
    for (const { element, name } of this.#chain(family, style).reverse()) {
      looks = withProperties(looks, child(element, 'text-properties'));
      if (family === 'text' && /^(source_20_text|code|verbatim)$/i.test(name))
        looks = { ...looks, code: true };
    }
    return looks;
  }

  /** The style of the lists that a paragraph style puts its paragraphs in. */
  listOf(style: string | undefined): string | undefined {
    for (const { element } of this.#chain('paragraph', style)) {
      const list = attribute(element, 'list-style-name');
      if (list !== undefined && list !== '') return list;
    }
    return undefined;
  }

  /** One level, from 1, of a list style. */
  levelOf(list: string | undefined, level: number): ListLevel | undefined {
    return this.#lists.get(list ?? '')?.get(level);
  }

  #chain(family: string, name: string | undefined): Style[] {
    const chain: Style[] = [];
    for (let at = name; at !== undefined; ) {
      const style = this.#styles.get(`${family}/${at}`);
      if (style === undefined || chain.includes(style)) break;
      chain.push(style);
      at = style.parent;
    }
    return chain;
  }
}

function stylesIn(root: XmlElement | undefined): XmlElement[] {
  return [...elements(child(root, 'styles')), ...elements(child(root, 'automatic-styles'))];
}

function withProperties(looks: OdfLooks, properties: XmlElement | undefined): OdfLooks {
  if (properties === undefined) return looks;
  const value = (name: string): string | undefined => attribute(properties, name);
  const [weight, slant, line] = [value('font-weight'), value('font-style'), value('text-line-through-style')];
  const font = value('font-name') ?? value('font-family');
  const position = value('text-position');
  return {
    bold: weight === undefined ? looks.bold : weight === 'bold' || Number(weight) >= 600,
    italic: slant === undefined ? looks.italic : slant !== 'normal',
    strike: line === undefined ? looks.strike : line !== 'none',
    hidden: value('display') === undefined ? looks.hidden : value('display') === 'none',
    code: font === undefined ? looks.code : isFixedWidth(font),
    shift: position === undefined ? looks.shift : shiftOf(position),
  };
}

/** `super 58%`, `sub 58%`, or a percentage above or below the line. */
function shiftOf(position: string): 'raised' | 'lowered' | undefined {
  const first = position.split(' ')[0] ?? '';
  const percent = Number.parseFloat(first);
  if (first === 'super' || percent > 0) return 'raised';
  return first === 'sub' || percent < 0 ? 'lowered' : undefined;
}

function levelsOf(list: XmlElement): Map<number, ListLevel> {
  const levels = new Map<number, ListLevel>();
  for (const element of elements(list)) {
    const kind = /^(?:list|outline)-level-style(?:-(number|bullet|image))?$/.exec(element.name);
    if (kind === null) continue;
    const format = prefixed(element, 'num-format') ?? '';
    const isNumber = (kind[1] ?? 'number') === 'number';
    levels.set(Number(attribute(element, 'level') ?? 1), {
      type: isNumber ? (format === '' ? 'none' : 'number') : 'bullet',
      format,
      prefix: attribute(element, 'num-prefix') ?? '',
      suffix: attribute(element, 'num-suffix') ?? '',
      start: Number(attribute(element, 'start-value') ?? 1),
      shown: Math.max(1, Number(attribute(element, 'display-levels') ?? 1)),
    });
  }
  return levels;
}
