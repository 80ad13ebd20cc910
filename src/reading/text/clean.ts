/** Makes decoded text fit for Markdown, models and the index: one kind of line end, nothing invisible. */

const escapeCharacter = String.fromCharCode(27);

/** Colours and cursor movements of terminals, as logs hold them (ECMA-48 control sequences). */
const terminalSequences = new RegExp(`${escapeCharacter}\\[[0-?]{0,32}[ -/]{0,8}[@-~]`, 'g');

/** Control characters but tab and line feed, byte order marks, and the two that are no characters. */
const invisible = /(?![\t\n])\p{Cc}|[\ufeff\ufffe\uffff]/gu;

/** Line ends become `\n`, page breaks an empty line; control characters and terminal colours go. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/\f/g, '\n\n')
    .replace(terminalSequences, '')
    .replace(invisible, '');
}
