/** Source and data as a code block of bounded size. */
import type { Block } from '../../types/document.ts';
import { counted } from '../text-document.ts';
import { trimBlankLines } from './paragraphs.ts';

export const codeLimits = {
  /** Characters that a note repeats; the original lies beside it. */
  characters: 1_000_000,
} as const;

/** A code block, and what was left out of it. */
export interface ShownCode {
  readonly blocks: readonly Block[];
  readonly omissions: readonly string[];
}

/** The text as code, cut at the end of a line; no block for a blank one. */
export function shownCode(text: string, language: string | undefined): ShownCode {
  const code = trimBlankLines(text);
  if (code === '') return { blocks: [], omissions: [] };
  const shown = code.length <= codeLimits.characters ? code : beginningOf(code);
  const omissions =
    shown.length < code.length
      ? [`Only its first ${counted(codeLimits.characters, 'character')} are shown.`]
      : [];
  return {
    blocks: [{ type: 'code', text: shown, ...(language === undefined ? {} : { language }) }],
    omissions,
  };
}

/** Up to the last line that fits; a line that is longer than all is cut anywhere. */
function beginningOf(code: string): string {
  const cut = code.slice(0, codeLimits.characters);
  const line = cut.lastIndexOf('\n');
  return line > codeLimits.characters / 2 ? cut.slice(0, line) : cut.toWellFormed();
}
