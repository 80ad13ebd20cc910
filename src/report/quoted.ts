/** What was taken from a text word for word, as Markdown that shows it as it was written. */
import { escapeInline } from './safe-markdown.ts';
import { sanitiseSpan } from './sanitise-inline.ts';

/**
 * A formula in TeX within a line, as Obsidian takes it: dollars close to their contents, no digit behind, and
 * something in it that a price has not. Characters: longer ones are no part of a sentence.
 */
const formula =
  /\$\$[^$\n]{1,400}\$\$|\$(?=[^$\n]{0,300}[\\^_=+<>{(]|[A-Za-z]\$)\S(?:[^$\n]{0,298}[^$\s])?\$(?!\d)/g;

/** Stands for a formula while the words around it are escaped; a private character, which no text has a use for. */
const placeholder = '\uE5F0';

/** One line of plain text: nothing in it becomes formatting, but formulas stay formulas. */
export function quotedInline(text: string): string {
  const formulas = text.includes(placeholder) ? [] : (text.match(formula) ?? []);
  if (formulas.length === 0) return escapeInline(text);
  let next = 0;
  return escapeInline(text.replace(formula, placeholder)).replaceAll(placeholder, () =>
    sanitiseSpan(formulas[next++] ?? ''),
  );
}
