/** Names of attachments: any sender can write anything there. */

const longest = 120;

/** Extensions for parts that have no name. */
const extensions: Readonly<Record<string, string>> = {
  'message/rfc822': '.eml',
  'text/calendar': '.ics',
  'text/html': '.html',
  'text/plain': '.txt',
  'text/rfc822-headers': '.txt',
  'message/delivery-status': '.txt',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/gif': '.gif',
  'application/pdf': '.pdf',
};

/**
 * The last part of what a sender calls a file, without characters that turn or hide text; `attachment-3.pdf`
 * when nothing is left. Never a path. `number` counts the attachments from 1.
 */
export function partName(given: string | null | undefined, mime: string, number: number): string {
  const name = (given ?? '')
    .toWellFormed()
    .replace(/[\p{C}\p{Zl}\p{Zp}\ufffd]+/gu, '')
    .replace(/^.*[\\/]/s, '')
    .replace(/[<>:"|?*]+/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  if (name === '') return `attachment-${number}${extensions[mime] ?? ''}`;
  if (name.length <= longest) return name;
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? '';
  return `${name
    .slice(0, longest - extension.length)
    .toWellFormed()
    .replace(/\ufffd$/, '')}…${extension}`;
}
