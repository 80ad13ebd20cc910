/** What the styles of a Word document make of paragraphs and runs (ECMA-376 part 1, section 17.7). */
import type { Role } from '../office/role.ts';
import { attribute, child, elements, type XmlElement } from '../xml/xml-tree.ts';

/** The list that a style or a paragraph belongs to; `0` is none. */
export interface NumberingUse {
  readonly id: string | undefined;
  readonly level: number | undefined;
  /** The style that says so: a level may be bound to it. */
  readonly style: string | undefined;
}

/** Looks of runs that mean something in Markdown. Undefined: the style leaves it open. */
export interface RunLooks {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly strike?: boolean;
  readonly hidden?: boolean;
  readonly code?: boolean;
  readonly font?: string;
}

interface Style {
  readonly name: string;
  readonly element: XmlElement;
  readonly basedOn: string | undefined;
}

const codeName =
  /^(?:(?:source )?code(?: ?block)?|source text|(?:html )?(?:preformatted|code)(?: text)?|verbatim(?: char)?|macro text|programlisting)$/;
const quoteName = /^(?:(?:intense )?quote(?: \w+)?|block ?text|block ?quote|quotations?|zitat)$/;

/** The styles of one document. */
export class Styles {
  readonly #styles = new Map<string, Style>();
  #usual: string | undefined;

  constructor(root: XmlElement | undefined) {
    for (const element of elements(root, 'style')) {
      const id = attribute(element, 'styleId') ?? '';
      const name = (attribute(child(element, 'name'), 'val') ?? id).toLowerCase();
      this.#styles.set(id, { name, element, basedOn: attribute(child(element, 'basedOn'), 'val') });
      const isUsual = attribute(element, 'default') === '1' && attribute(element, 'type') === 'paragraph';
      if (isUsual) this.#usual = id;
    }
  }

  /** What a paragraph is. Its own outline level counts before that of its style. */
  roleOf(properties: XmlElement | undefined): Role {
    const chain = this.#chain(attribute(child(properties, 'pStyle'), 'val') ?? this.#usual);
    for (const { name } of chain) {
      const role = roleOfName(name);
      if (role !== undefined) return role;
    }
    const level = [properties, ...chain.map(({ element }) => child(element, 'pPr'))]
      .map((holder) => attribute(child(holder, 'outlineLvl'), 'val'))
      .find((value) => value !== undefined);
    const number = Number(level ?? 9);
    return number >= 0 && number < 9 ? { type: 'heading', level: number + 1 } : { type: 'body' };
  }

  /** The list of a paragraph: its own, else that of its style. */
  numberingOf(properties: XmlElement | undefined): NumberingUse {
    const style = attribute(child(properties, 'pStyle'), 'val') ?? this.#usual;
    const own = numberingIn(properties, undefined);
    if (own.id !== undefined) return own;
    for (const [id, { element }] of this.#chainWithIds(style)) {
      const inherited = numberingIn(child(element, 'pPr'), id);
      if (inherited.id !== undefined) return { ...inherited, level: own.level ?? inherited.level };
    }
    return own;
  }

  /** The looks of a run: its own before those of its character style. */
  looksOf(properties: XmlElement | undefined): RunLooks {
    let looks = looksIn(properties);
    for (const { name, element } of this.#chain(attribute(child(properties, 'rStyle'), 'val'))) {
      looks = { ...looksIn(child(element, 'rPr')), ...(codeName.test(name) ? { code: true } : {}), ...looks };
    }
    return looks;
  }

  /** The font of a paragraph's style, for runs that name none. */
  fontOf(properties: XmlElement | undefined): string | undefined {
    for (const { element } of this.#chain(attribute(child(properties, 'pStyle'), 'val'))) {
      const font = fontIn(child(element, 'rPr'));
      if (font !== undefined) return font;
    }
    return undefined;
  }

  #chain(id: string | undefined): Style[] {
    return this.#chainWithIds(id).map(([, style]) => style);
  }

  /** A style and those it is based on; a file may let styles base on each other in a ring. */
  #chainWithIds(id: string | undefined): [string, Style][] {
    const chain = new Map<string, Style>();
    for (let at = id; at !== undefined && !chain.has(at); ) {
      const style = this.#styles.get(at);
      if (style === undefined) break;
      chain.set(at, style);
      at = style.basedOn;
    }
    return [...chain];
  }
}

function roleOfName(name: string): Role | undefined {
  const heading = /^heading ?([1-9])?$/.exec(name);
  if (heading !== null) return { type: 'heading', level: Number(heading[1] ?? 1) };
  if (name === 'title') return { type: 'heading', level: 1 };
  const contents = /^(?:toc|contents) (\d)$/.exec(name)?.[1];
  if (contents !== undefined) return { type: 'contents', level: Number(contents) };
  if (codeName.test(name)) return { type: 'code' };
  return quoteName.test(name) ? { type: 'quote' } : undefined;
}

function numberingIn(properties: XmlElement | undefined, style: string | undefined): NumberingUse {
  const numbering = child(properties, 'numPr');
  const level = attribute(child(numbering, 'ilvl'), 'val');
  return {
    id: attribute(child(numbering, 'numId'), 'val'),
    level: level === undefined ? undefined : Number(level),
    style,
  };
}

function looksIn(properties: XmlElement | undefined): RunLooks {
  const bold = toggle(properties, 'b');
  const italic = toggle(properties, 'i');
  const strike = toggle(properties, 'strike') ?? toggle(properties, 'dstrike');
  const hidden = toggle(properties, 'vanish');
  const font = fontIn(properties);
  return {
    ...(bold === undefined ? {} : { bold }),
    ...(italic === undefined ? {} : { italic }),
    ...(strike === undefined ? {} : { strike }),
    ...(hidden === undefined ? {} : { hidden }),
    ...(font === undefined ? {} : { font }),
  };
}

/** A switch: there without a value means on (section 17.17.4). */
export function toggle(properties: XmlElement | undefined, name: string): boolean | undefined {
  const setting = child(properties, name);
  if (setting === undefined) return undefined;
  return !/^(0|false|off)$/.test(attribute(setting, 'val') ?? '1');
}

function fontIn(properties: XmlElement | undefined): string | undefined {
  const fonts = child(properties, 'rFonts');
  return attribute(fonts, 'ascii') ?? attribute(fonts, 'hAnsi');
}
