/** Source code: what its author says about it, the names of its parts, and the source itself. */
import type { Block, Document } from '../../types/document.ts';
import type { FileToRead, Reader } from '../contract.ts';
import { trimBlankLines } from '../text/paragraphs.ts';
import { readText } from '../text/read-text.ts';
import { shownCode } from '../text/shown-code.ts';
import { textDocument } from '../text-document.ts';
import { openingComment } from './opening-comment.ts';
import { sourceLanguageOf } from './source-language.ts';
import { structureFacts } from './structure.ts';

/** Reads source code; nothing in it is run. */
export const codeReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const { text, encoding, omissions } = await readText(file);
    const language = sourceLanguageOf(file);
    const code = shownCode(text, language?.fence);
    const comment = language && openingComment(text, language.fence);
    const before: Block[] = comment === undefined ? [] : [{ type: 'paragraph', text: comment }];
    const whole = trimBlankLines(text);
    const facts = {
      encoding,
      other: {
        Language: language?.name,
        Lines: whole === '' ? 0 : whole.split('\n').length,
        ...(language === undefined ? {} : structureFacts(text, language.fence)),
      },
    };
    return textDocument(file, facts, [...before, ...code.blocks], [...omissions, ...code.omissions]);
  },
};
