/** What a slide takes from its layout and master: places and bullets (ECMA-376 part 1, section 19.3.1). */

import type { Box } from '../office/reading-order.ts';
import { attribute, child, descendants, elements, type XmlElement } from '../xml/xml-tree.ts';

/** What a paragraph begins with: nothing, a bullet, or a number of a format (`arabicPeriod`). */
export type Bullet =
  | { readonly type: 'none' | 'bullet' }
  | { readonly type: 'number'; readonly format: string; readonly start: number };

/** The kind of a placeholder, undefined for a shape that is none. */
export function placeholderType(shape: XmlElement): string | undefined {
  const placeholder = placeholderOf(shape);
  return placeholder === undefined ? undefined : (attribute(placeholder, 'type') ?? 'obj');
}

function placeholderOf(shape: XmlElement): XmlElement | undefined {
  const properties = elements(shape).find(({ name }) => /^nv\w*Pr$/.test(name));
  return child(properties, 'nvPr', 'ph');
}

/** The looks of one slide. */
export class SlideLook {
  /** Slide layout and slide master, as far as there are. */
  readonly #behind: readonly XmlElement[];
  readonly #styles: XmlElement | undefined;

  constructor(layout: XmlElement | undefined, master: XmlElement | undefined) {
    this.#behind = [layout, master].filter((root) => root !== undefined);
    this.#styles = child(master, 'txStyles');
  }

  /** Where a shape lies: its own place, else that of the placeholder which it fills. */
  boxOf(shape: XmlElement): Box | undefined {
    for (const candidate of [shape, ...this.#models(shape)]) {
      const box = ownBox(candidate);
      if (box !== undefined) return box;
    }
    return undefined;
  }

  /** What a paragraph of a shape begins with, at its level from 0. */
  bulletOf(shape: XmlElement, paragraph: XmlElement, level: number): Bullet {
    const name = `lvl${level + 1}pPr`;
    const lists = [shape, ...this.#models(shape)].map((model) => child(model, 'txBody', 'lstStyle', name));
    const type = placeholderType(shape);
    const style = type === undefined ? undefined : child(this.#styles, styleOf(type), name);
    for (const properties of [child(paragraph, 'pPr'), ...lists, style]) {
      const bullet = bulletIn(properties);
      if (bullet !== undefined) return bullet;
    }
    return { type: 'none' };
  }

  /** The placeholders of the layout and the master that a shape fills. */
  #models(shape: XmlElement): XmlElement[] {
    const own = placeholderOf(shape);
    if (own === undefined) return [];
    const [index, type] = [attribute(own, 'idx'), attribute(own, 'type') ?? 'obj'];
    return this.#behind.flatMap((root) => {
      const shapes = descendants(child(root, 'cSld', 'spTree'), 'sp');
      const isOf = (candidate: XmlElement, name: string, value: string | undefined): boolean => {
        const placeholder = placeholderOf(candidate);
        return placeholder !== undefined && value !== undefined && attribute(placeholder, name) === value;
      };
      const found =
        shapes.find((candidate) => isOf(candidate, 'idx', index)) ??
        shapes.find((candidate) => isOf(candidate, 'type', type === 'ctrTitle' ? 'title' : type)) ??
        shapes.find((candidate) => type === 'obj' && isOf(candidate, 'type', 'body'));
      return found === undefined ? [] : [found];
    });
  }
}

/** The text style of the master for a kind of placeholder. */
function styleOf(type: string): string {
  if (/title$/i.test(type) && type !== 'subTitle') return 'titleStyle';
  return /^(body|obj|subTitle|tbl|chart|dgm|media|pic|clipArt)$/.test(type) ? 'bodyStyle' : 'otherStyle';
}

function ownBox(shape: XmlElement): Box | undefined {
  const holder = child(shape, 'spPr') ?? child(shape, 'grpSpPr') ?? shape;
  const transform = child(holder, 'xfrm');
  const [offset, extent] = [child(transform, 'off'), child(transform, 'ext')];
  if (offset === undefined || extent === undefined) return undefined;
  const number = (element: XmlElement, name: string): number => Number(attribute(element, name) ?? 0) || 0;
  return {
    x: number(offset, 'x'),
    y: number(offset, 'y'),
    width: number(extent, 'cx'),
    height: number(extent, 'cy'),
  };
}

function bulletIn(properties: XmlElement | undefined): Bullet | undefined {
  for (const element of elements(properties)) {
    if (element.name === 'buNone') return { type: 'none' };
    if (element.name === 'buChar' || element.name === 'buBlip') return { type: 'bullet' };
    if (element.name === 'buAutoNum') {
      const start = Number(attribute(element, 'startAt') ?? 1);
      return { type: 'number', format: attribute(element, 'type') ?? '', start };
    }
  }
  return undefined;
}
