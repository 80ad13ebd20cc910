/** What a person typed into the fields of a PDF form; it is no part of the text layer. */
import type { PDFPageProxy } from 'pdfjs-dist';
import type { Block } from '../../types/document.ts';

/** The filled fields of a page as one table of names and values; none when there are none. Never rejects. */
export async function fieldBlocks(page: PDFPageProxy, number: number): Promise<Block[]> {
  const annotations = await page.getAnnotations().catch((): unknown[] => []);
  const rows = annotations.map(filledField).filter((row) => row !== undefined);
  return rows.length === 0 ? [] : [{ type: 'table', header: false, rows, position: { page: number } }];
}

function filledField(annotation: unknown): readonly [name: string, value: string] | undefined {
  if (typeof annotation !== 'object' || annotation === null) return undefined;
  const { subtype, fieldType, fieldName, alternativeText, fieldValue, password } = annotation as Record<
    string,
    unknown
  >;
  if (subtype !== 'Widget' || (fieldType !== 'Tx' && fieldType !== 'Ch') || password === true)
    return undefined;
  const value = (Array.isArray(fieldValue) ? fieldValue.join(', ') : String(fieldValue ?? '')).trim();
  if (value === '') return undefined;
  return [String(alternativeText || fieldName || '').trim(), value];
}
