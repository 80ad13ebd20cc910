/** Which programming language a file is in. */
import { extname } from 'node:path';
import { type SourceLanguage, sourceLanguages } from '../../kinds/source-languages.ts';
import type { FileToRead } from '../contract.ts';

/** By the media type; by the name where the type is that of any text. Undefined for prose and data. */
export function sourceLanguageOf(file: FileToRead): SourceLanguage | undefined {
  const mime = file.mime.split(';', 1)[0]?.trim().toLowerCase();
  const extension = extname(file.name).slice(1).toLowerCase();
  return (
    sourceLanguages.find((language) => language.mime === mime) ??
    (mime === 'text/plain'
      ? sourceLanguages.find(({ extensions }) => extensions.includes(extension))
      : undefined)
  );
}
