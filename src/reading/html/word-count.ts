/** How much each part of a page says, inside and outside links. */
import { isElement, type PageNode } from './dom.ts';

/** Characters without white space. */
export interface Words {
  readonly all: number;
  readonly linked: number;
}

const none: Words = { all: 0, linked: 0 };
const unread = new Set(['SCRIPT', 'STYLE', 'TITLE', 'TEMPLATE', 'HEAD']);

/** Counts the words of a node and of everything in it once, and answers from then on. */
export class WordCount {
  readonly #known = new Map<PageNode, Words>();

  constructor(root: PageNode) {
    this.#count(root, false);
  }

  of(node: PageNode): Words {
    return this.#known.get(node) ?? none;
  }

  /** What stands outside links. */
  told(node: PageNode): number {
    const { all, linked } = this.of(node);
    return all - linked;
  }

  /** The part of a node's words that are links, 0 to 1. */
  linkedShare(node: PageNode): number {
    const { all, linked } = this.of(node);
    return all === 0 ? 0 : linked / all;
  }

  #count(node: PageNode, linked: boolean): Words {
    let all = 0;
    let links = 0;
    if (isElement(node) && !unread.has(node.nodeName)) {
      const within = linked || node.nodeName === 'A';
      for (let child = node.firstChild; child; child = child.nextSibling) {
        const words = this.#count(child, within);
        all += words.all;
        links += words.linked;
      }
    } else if (node.nodeType === 3) {
      all = (node.nodeValue ?? '').replace(/\s+/g, '').length;
      links = linked ? all : 0;
    }
    const words = { all, linked: links };
    if (all > 0) this.#known.set(node, words);
    return words;
  }
}
