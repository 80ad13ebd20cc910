/** The outline (bookmarks) of a PDF: which lines are headings, and of which level. */
import type { PDFDocumentProxy } from 'pdfjs-dist';

/** Entries of one outline that are looked at. */
const mostEntries = 2000;

/** Levels that a note tells apart. */
const deepest = 6;

/** Pages around the one that an entry leads to on which its heading may stand. */
const slack = 1;

type Entries = Awaited<ReturnType<PDFDocumentProxy['getOutline']>>;

/** Headings by their text. */
export class OutlineLevels {
  readonly #entries = new Map<string, { readonly level: number; readonly page: number | undefined }[]>();

  add(title: string, level: number, page: number | undefined): void {
    const key = plain(title);
    if (key !== '') this.#entries.set(key, [...(this.#entries.get(key) ?? []), { level, page }]);
  }

  /** The level of the heading with this text on this page; undefined when the outline has none there. */
  levelOf(text: string, page: number): number | undefined {
    const entries = this.#entries.get(plain(text)) ?? [];
    return entries.find((entry) => entry.page === undefined || Math.abs(entry.page - page) <= slack)?.level;
  }
}

/** Reads the outline. Never rejects. */
export async function outlineOf(pdf: PDFDocumentProxy): Promise<OutlineLevels> {
  const levels = new OutlineLevels();
  const entries: Entries = await pdf.getOutline().catch(() => []);
  let open = (entries ?? []).map((entry) => ({ entry, level: 1 }));
  for (let count = 0; open.length > 0 && count < mostEntries; ) {
    const next: typeof open = [];
    for (const { entry, level } of open.slice(0, mostEntries - count)) {
      count++;
      levels.add(entry.title, Math.min(level, deepest), await pageOf(pdf, entry.dest));
      next.push(...(entry.items as (typeof entry)[]).map((item) => ({ entry: item, level: level + 1 })));
    }
    open = next;
  }
  return levels;
}

async function pageOf(pdf: PDFDocumentProxy, dest: string | unknown[] | null): Promise<number | undefined> {
  try {
    const explicit = typeof dest === 'string' ? await pdf.getDestination(dest) : dest;
    const target: unknown = explicit?.[0];
    if (typeof target === 'number') return target + 1;
    return typeof target === 'object' && target !== null
      ? (await pdf.getPageIndex(target as never)) + 1
      : undefined;
  } catch {
    return undefined;
  }
}

/** Numbers in front, white space and signs differ between an outline and its page. */
function plain(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^[\s\d.]+(?=\p{L})/u, '')
    .replace(/[^\p{L}\p{N}]/gu, '');
}
