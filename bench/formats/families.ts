/** Which files belong together when formats are measured: those that one reader, or its like, reads. */

/** A family and the media types in it; the first that fits counts. */
const families: readonly (readonly [family: string, mime: RegExp])[] = [
  ['pdf', /\/pdf$/],
  ['word', /wordprocessingml|msword|opendocument\.text|rtf$/],
  ['sheets', /spreadsheetml|ms-excel|opendocument\.spreadsheet/],
  ['slides', /presentationml|ms-powerpoint|opendocument\.presentation/],
  ['books', /epub/],
  ['mail', /rfc822|outlook|mbox/],
  ['web', /html/],
  ['notebooks', /ipynb/],
  ['images', /^image\//],
  ['sound', /^audio\//],
  ['tables', /^text\/(csv|tab-separated-values)/],
  ['data', /json|xml|yaml|toml|plist|calendar|vcard/],
  ['text', /^text\/|^application\/(sql|javascript|x-subrip|x-shellscript)/],
];

/** The family of a media type; what no reader reads is `other`. */
export function familyOf(mime: string): string {
  return families.find(([, pattern]) => pattern.test(mime))?.[0] ?? 'other';
}
