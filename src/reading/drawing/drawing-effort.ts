/** How much there is to draw, counted before anything is drawn: shapes may be repeated, and their repetitions repeated. */

import { elements, type XmlElement } from '../xml/xml-tree.ts';

/** The effort that a drawing takes. */
export interface Effort {
  /** Elements that are drawn, each as often as it is used; infinite where they use themselves or lead on and on. */
  readonly elements: number;
  /** Layers that have to be in memory at once: groups that are faded, masked or clipped as a whole. */
  readonly layers: number;
}

const none: Effort = { elements: 0, layers: 0 };
const endless: Effort = { elements: Number.POSITIVE_INFINITY, layers: Number.POSITIVE_INFINITY };

/** References within references, and elements within elements; a longer chain leads nowhere that anybody would look. */
const longestChain = 1000;

/** Of these nothing is drawn until something refers to them. */
const templates = /^(?:defs|symbol|pattern|mask|clipPath|marker)$/;
const layered = /(?:^|[;\s])(?:opacity|mask|clip-path|mix-blend-mode)\s*[:=]/;

/** The effort of the whole drawing. */
export function effortOf(root: XmlElement): Effort {
  const byId = new Map<string, XmlElement>();
  const collect = (element: XmlElement): void => {
    const { id } = element.attributes;
    if (id !== undefined && !byId.has(id)) byId.set(id, element);
    elements(element).forEach(collect);
  };
  collect(root);
  return new Estimate(byId).of(root, false);
}

class Estimate {
  readonly #byId: ReadonlyMap<string, XmlElement>;
  readonly #known = new Map<XmlElement, Effort>();
  readonly #open = new Set<XmlElement>();

  constructor(byId: ReadonlyMap<string, XmlElement>) {
    this.#byId = byId;
  }

  /** `used` says that something refers to the element, so that a template is drawn. */
  of(element: XmlElement, used: boolean): Effort {
    if (templates.test(element.name) && !used) return none;
    const known = this.#known.get(element);
    if (known !== undefined) return known;
    if (this.#open.has(element) || this.#open.size >= longestChain) return endless;
    this.#open.add(element);
    const parts = [
      ...elements(element).map((child) => this.of(child, false)),
      ...this.#targets(element).map((target) => this.of(target, true)),
    ];
    this.#open.delete(element);
    const effort = {
      elements: parts.reduce((sum, part) => sum + part.elements, 1),
      layers: Math.max(0, ...parts.map(({ layers }) => layers)) + (isLayer(element) ? 1 : 0),
    };
    this.#known.set(element, effort);
    return effort;
  }

  #targets({ attributes }: XmlElement): XmlElement[] {
    const found: XmlElement[] = [];
    for (const [name, value] of Object.entries(attributes)) {
      const ids = /^(?:xlink:)?href$/.test(name)
        ? [value.trim().replace(/^#/, '')]
        : [...value.matchAll(/url\s*\(\s*["']?#([^"')\s]+)/g)].map(([, id = '']) => id);
      for (const id of ids) {
        const target = this.#byId.get(id);
        if (target !== undefined) found.push(target);
      }
    }
    return found;
  }
}

function isLayer({ attributes }: XmlElement): boolean {
  const { opacity, mask, style } = attributes;
  return (
    opacity !== undefined ||
    mask !== undefined ||
    attributes['clip-path'] !== undefined ||
    layered.test(style ?? '')
  );
}
