/** What a PDF file says about itself. */
import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { DocumentFacts } from '../../types/document.ts';

/** What programs write where they know nothing. */
const fillers = /^(\(?(anonymous|unspecified|untitled|unknown)\)?|none|null|title|author)$/i;

/** Title, author, creation time, number of pages, and what it is about. Never rejects. */
export async function pdfFacts(
  document: PDFDocumentProxy,
  attachments: readonly string[],
): Promise<DocumentFacts> {
  const pages = document.numPages;
  const info = await document
    .getMetadata()
    .then((metadata) => metadata.info as Record<string, unknown>)
    .catch((): Record<string, unknown> => ({}));
  const title = titleIn(info.Title);
  const author = words(info.Author);
  const created = isoTime(info.CreationDate);
  const other = Object.entries({
    Subject: words(info.Subject),
    Keywords: words(info.Keywords),
    Attachments: attachments.join(', ') || undefined,
  }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    pages,
    ...(title === undefined ? {} : { title }),
    ...(author === undefined ? {} : { author }),
    ...(created === undefined ? {} : { created }),
    ...(other.length === 0 ? {} : { other: Object.fromEntries(other) }),
  };
}

/** What programs write in front of the name of the file that they printed. */
const printedBy =
  /^(?:microsoft (?:word|powerpoint|excel|office \w+)|powerpoint presentation|word document)\s*-\s*/i;

/** Names of files, which say where a document came from and not what it is. */
const fileName =
  /^\S+\.[a-z]\w{1,3}$|\.(?:docx?|dotx?|odt|rtf|txt|pdf|xlsx?|pptx?|indd|qxd|dvi|tex|ps|eps|fm|cdr|ai|html?|wpd|pages|tmp|p65)$|^(?:document|doc|untitled|scan|dokument|unbenannt|presentation|book|slide)[\s_-]*\d*$|^[\w-]*\d{6,}[\w-]*$/i;

/** A title that a person gave; not the name of the file that it was printed from. */
function titleIn(value: unknown): string | undefined {
  const text = words(value)?.replace(printedBy, '').trim();
  return text === undefined || text === '' || fileName.test(text) ? undefined : words(text);
}

function words(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.replaceAll('\0', '').replace(/\s+/g, ' ').trim();
  return text === '' || fillers.test(text) ? undefined : text;
}

/** `D:20240501123300+02'00'` (PDF 32000-1, section 7.9.4) → `2024-05-01T12:33:00+02:00`. */
export function isoTime(value: unknown): string | undefined {
  const match = /^(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-]\d\d)'?(\d\d)?)?/.exec(
    String(value),
  );
  if (match === null) return undefined;
  const [, year, month = '01', day = '01', hour, minute = '00', second = '00', utc, zoneHour, zoneMinute] =
    match;
  const date = `${year}-${month}-${day}`;
  if (Number.isNaN(Date.parse(date))) return undefined;
  if (hour === undefined) return date;
  const zone = zoneHour === undefined ? (utc ?? '') : `${zoneHour}:${zoneMinute ?? '00'}`;
  return `${date}T${hour}:${minute}:${second}${zone}`;
}
