/** Which links of a page lead to its footnotes, found before the page is converted. */
import { type Attributes, readTags, type TagListener } from './tags.ts';

/** The `id` of each footnote → its label, `1`, `2` … in the order in which the text refers to them. */
export type Notes = ReadonlyMap<string, string>;

/** What a reference looks like: `1`, `[12]`, `(3)`, `*`, `†`, `a`. */
const mark = /^[[(]?(?:\d{1,4}|[a-z]|[ivxlc]{1,6}|[*†‡§¶#]{1,3})[\])]?$/i;
/** How EPUB, ARIA and the usual programs call references and notes. */
const referenceWords = /noteref|footnote-?ref|fn-?ref|doc-noteref/i;
const noteWords = /\b(?:foot|end|rear)?notes?\b|footnote|endnote|doc-(?:foot|end)note/i;

/** Pages with more than this are indexes. */
const mostNotes = 5000;

/** The footnotes of a page: what is referred to by a mark and is a list item or is called a note. */
export function findNotes(html: string): Notes {
  // Most pages have none, and are not read twice.
  if (!/href\s*=\s*["']?#/i.test(html)) return new Map();
  const search = new NoteSearch();
  readTags(html, search);
  const notes = new Map<string, string>();
  for (const id of search.references) {
    if (search.targets.has(id) && notes.size < mostNotes) notes.set(id, String(notes.size + 1));
  }
  return notes;
}

class NoteSearch implements TagListener {
  readonly references = new Set<string>();
  readonly targets = new Set<string>();
  #sups = 0;
  #link: { readonly id: string; readonly sure: boolean; text: string } | undefined;

  open(name: string, attributes: Attributes): void {
    const words = ['epub:type', 'role', 'class'].map((one) => attributes.get(one) ?? '').join(' ');
    const id = attributes.get('id');
    if (id !== undefined && name !== 'a' && (name === 'li' || noteWords.test(words))) this.targets.add(id);
    if (name === 'sup') this.#sups++;
    const href = name === 'a' ? attributes.get('href') : undefined;
    if (!href?.startsWith('#')) return;
    this.#link = { id: href.slice(1), sure: this.#sups > 0 || referenceWords.test(words), text: '' };
  }

  close(name: string): void {
    if (name === 'sup') this.#sups = Math.max(0, this.#sups - 1);
    if (name !== 'a' || !this.#link) return;
    const { id, sure, text } = this.#link;
    this.#link = undefined;
    const shown = text.trim();
    if (mark.test(shown) && (sure || /^\[\d/.test(shown))) this.references.add(id);
  }

  text(text: string): void {
    if (this.#link && this.#link.text.length < 20) this.#link.text += text;
  }

  data(): void {
    // No program writes a mark so.
  }
}
