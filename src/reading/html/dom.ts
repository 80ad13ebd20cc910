/** The little of a DOM that the search for an article uses. */

export interface PageNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly nodeValue: string | null;
  readonly parentNode: PageElement | null;
  readonly firstChild: PageNode | null;
  readonly nextSibling: PageNode | null;
}

export interface PageElement extends PageNode {
  readonly outerHTML: string;
  readonly innerHTML: string;
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  querySelector(selector: string): PageElement | null;
  remove(): void;
}

export interface PageDocument {
  readonly body: PageElement | null;
  querySelector(selector: string): PageElement | null;
}

export function isElement(node: PageNode): node is PageElement {
  return node.nodeType === 1;
}

/** The children of a node, in order; they may be removed meanwhile. */
export function childrenOf(node: PageNode): PageNode[] {
  const children: PageNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}
