/** TOML and INI, which people write with comments: the source as it stands, with the names of its sections. */
import type { Document } from '../../types/document.ts';
import type { FileToRead, Reader } from '../contract.ts';
import { readText } from '../text/read-text.ts';
import { shownCode } from '../text/shown-code.ts';
import { namesInLine, textDocument } from '../text-document.ts';

/** Sections that a fact names. */
const mostNamed = 30;

/** Reads settings files. */
export const settingsReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const { text, encoding, omissions } = await readText(file);
    const code = shownCode(text, file.mime === 'application/toml' ? 'toml' : 'ini');
    const sections = [...text.matchAll(/^[ \t]*\[{1,2}([^[\]\n]{1,200})\]{1,2}[ \t]*(?:[#;].*)?$/gm)].map(
      ([, name = '']) => name.trim(),
    );
    const other = {
      Sections: namesInLine([...new Set(sections)], mostNamed),
      Settings: text.match(/^[ \t]*[^\s#;[=:!][^=:\n]{0,200}[=:]/gm)?.length,
    };
    return textDocument(file, { encoding, other }, code.blocks, [...omissions, ...code.omissions]);
  },
};
