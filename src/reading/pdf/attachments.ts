/** Files that a PDF carries with it. */
import type { PDFDocumentProxy } from 'pdfjs-dist';

/** Names that are told. */
const mostNames = 20;

/** Characters of a name. */
const longestName = 120;

/** The names of the attached files, for people. Never rejects. */
export async function attachmentNames(pdf: PDFDocumentProxy): Promise<string[]> {
  const attachments: unknown = await pdf.getAttachments().catch(() => undefined);
  if (typeof attachments !== 'object' || attachments === null) return [];
  const entries: [string, unknown][] =
    attachments instanceof Map ? [...attachments.entries()] : Object.entries(attachments);
  return entries.map(([key, value]) => {
    const { filename } = (value ?? {}) as { readonly filename?: unknown };
    const name = typeof filename === 'string' && filename !== '' ? filename : key;
    return name
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim()
      .slice(0, longestName);
  });
}

/** One sentence about the files that are named but not read. */
export function attachmentsOmission(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, mostNames).join(', ');
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
  return names.length === 1
    ? [`The attached file ${shown} was not read: save it from a PDF viewer and drop it.`]
    : [
        `The ${names.length} attached files (${shown}${more}) were not read: save them from a PDF viewer and drop them.`,
      ];
}
