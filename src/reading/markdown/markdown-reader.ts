/** Markdown files: the author's text as it stands, the front matter as data. */
import type { Document, DocumentFacts } from '../../types/document.ts';
import type { FileToRead, Reader } from '../contract.ts';
import { parseFrontMatter } from '../front-matter.ts';
import { readText } from '../text/read-text.ts';
import { splitSections } from './sections.ts';

/** Reads Markdown; what it holds is never executed or rendered. */
export const markdownReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const { text, encoding, omissions } = await readText(file);
    const { data, body, problem } = parseFrontMatter(text);
    const { blocks, title: heading } = splitSections(body);
    if (problem !== undefined) omissions.push(problem);
    const facts = { encoding, ...factsOf(data, heading) };
    return { kind: 'text', mime: file.mime, facts, blocks, pictures: [], speech: false, omissions };
  },
};

function factsOf(data: Readonly<Record<string, unknown>>, heading: string | undefined): DocumentFacts {
  const title = asWords(data.title) ?? heading;
  const author = asWords(data.author);
  const created = asWords(data.created) ?? asWords(data.date);
  return {
    ...(title === undefined ? {} : { title }),
    ...(author === undefined ? {} : { author }),
    ...(created !== undefined && /^\d{4}-\d{2}-\d{2}/.test(created) ? { created } : {}),
    ...(Object.keys(data).length === 0 ? {} : { frontMatter: data }),
  };
}

function asWords(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    const words = value.map(asWords).filter((word) => word !== undefined);
    return words.length === 0 ? undefined : words.join(', ');
  }
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  return String(value).trim() || undefined;
}
