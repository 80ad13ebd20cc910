/** Formulas of pages → TeX between dollar signs, as Obsidian and GitHub show them. */
import { MathMLToLaTeX } from 'mathml-to-latex';

/** Characters; a larger formula is kept as its words. */
const longestFormula = 20_000;

/** What a formula needs from the element that holds it. */
export interface MathNode {
  readonly outerHTML: string;
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  querySelector(selector: string): { readonly textContent: string | null } | null;
}

/** A `math` element: by the TeX that its author wrote where that is kept, else converted. */
export function mathMarkdown(node: MathNode): string {
  const block = node.getAttribute('display') === 'block';
  const annotation = node.querySelector('annotation[encoding="application/x-tex"]')?.textContent;
  const tex = annotation?.trim() || node.getAttribute('alttext')?.trim() || converted(node);
  return block ? `\n\n${displayMath(tex)}\n\n` : inlineMath(tex);
}

/** TeX within a line. */
export function inlineMath(tex: string): string {
  const line = tidyTex(tex);
  return line === '' ? '' : `$${line}$`;
}

function displayMath(tex: string): string {
  const line = tidyTex(tex);
  return line === '' ? '' : `$$${line}$$`;
}

function converted(node: MathNode): string {
  const html = node.outerHTML;
  const words = (node.textContent ?? '').replace(/\s+/g, ' ').trim();
  if (html.length > longestFormula) return words;
  try {
    return MathMLToLaTeX.convert(html) || words;
  } catch {
    return words;
  }
}

/** On one line, without the wrapping of Wikipedia, and with no dollar or angle bracket that ends it early. */
function tidyTex(tex: string): string {
  const inner = /^\{\\(?:display|text)style\s+([\s\S]*)\}$/.exec(tex.trim())?.[1] ?? tex;
  return inner
    .replace(/(?<!\\)\$/g, '\\$')
    .replaceAll('<', '\\lt ')
    .replaceAll('>', '\\gt ')
    .replace(/\s+/g, ' ')
    .trim();
}
