/** What of a saved page the search for its article looks at. */
import { unreadNames } from './element-names.ts';
import type { Attributes } from './tags.ts';
import { type Taming, tameHtml } from './tame.ts';

/** Characters; descriptions in the head are shorter, and data of a page's programs is longer. */
const longestScript = 64_000;
const longestValue = 1000;
const mostAttributes = 30;
/** A page's head has a few dozen. */
const mostDescriptions = 200;

const dropped = new Set([...unreadNames, 'object', 'embed', 'frame', 'frameset']);
/** Kept of what is dropped elsewhere: the page's name. A button may be the question of a list of questions. */
const needed = new Set(['title', 'button']);
const unwanted = /^(?:on|srcset$|sizes$|integrity$|nonce$|d$)/;

/** The attribute that numbers every element, so that each is known again whatever became of those around it. */
export const numberAttribute = 'data-n';

/** A page with all that the search for its article looks at. */
export interface TamedPage {
  /** HTML in which every element has a number. */
  readonly html: string;
  /** There is more in it than can be searched in good time; only a part of its elements is kept. */
  readonly large: boolean;
}

/** Searching a larger page for its article takes half a minute and more. */
const most = { elements: 20_000, pictures: 1000, characters: 4_000_000 } as const;

/** Tames a whole page, its structure and attributes included. */
export function tamePage(page: string): TamedPage {
  const counts = { elements: 0, pictures: 0, descriptions: 0 };
  const html = tameHtml(page, pageTaming(counts)).join('');
  const large =
    counts.elements > most.elements || counts.pictures > most.pictures || html.length > most.characters;
  return { html, large };
}

function pageTaming(counts: { elements: number; pictures: number; descriptions: number }): Taming {
  return {
    keep: (name, attributes, open) => {
      if (name === 'meta' && ++counts.descriptions > mostDescriptions) return undefined;
      if (name === 'script') {
        return /^(?:application\/ld\+json|math\/tex)/i.test(attributes.get('type') ?? '') ? 'raw' : 'drop';
      }
      const inMath = open.count('math') > 0;
      if (!inMath && dropped.has(name) && !needed.has(name)) return 'drop';
      if (!/^[a-z][a-z0-9:-]{0,40}$/.test(name)) return undefined;
      if (name === 'img') counts.pictures++;
      if (++counts.elements > most.elements) return undefined;
      const number = ` ${numberAttribute}="${counts.elements}"`;
      const always = inMath || name === 'td' || name === 'th';
      return { name, attributes: writtenAttributes(attributes) + number, always };
    },
    raw: (_name, attributes, content) => {
      const type = attributes.get('type')?.replaceAll('"', '') ?? '';
      if (content.length > longestScript || (/json/i.test(type) && !isJson(content))) return '';
      return `<script type="${type}">${content}</script>`;
    },
    selfClosing: false,
    prune: true,
    chunkCharacters: Number.POSITIVE_INFINITY,
  };
}

function writtenAttributes(attributes: Attributes): string {
  let written = '';
  let count = 0;
  for (const [key, value] of attributes) {
    if (++count > mostAttributes || !/^[a-z][\w:-]{0,40}$/.test(key) || unwanted.test(key)) continue;
    if (value.length > longestValue || /^\s*data:/i.test(value) || key === numberAttribute) continue;
    written += ` ${key}="${value.replaceAll('"', '&quot;')}"`;
  }
  return written;
}

/** The extraction tears at what is no JSON, in time that grows with its square. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
