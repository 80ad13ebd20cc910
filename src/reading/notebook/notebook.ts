/** A Jupyter notebook of any version → its cells as blocks. */

import type { Block } from '../../types/document.ts';
import type { Data, DataObject } from '../data/records.ts';
import { isObject } from '../data/records.ts';
import { htmlMarkdown } from '../html/html-markdown.ts';
import { cleanText } from '../text/clean.ts';
import { counted } from '../text-document.ts';

export const notebookLimits = {
  /** Cells of a notebook. */
  cells: 5000,
  /** Characters of one output: a loop that printed a million lines says nothing more. */
  output: 20_000,
} as const;

/** What lies in a notebook. */
export interface Notebook {
  readonly title: string | undefined;
  readonly author: string | undefined;
  /** In lower case, as behind a fence. */
  readonly language: string | undefined;
  readonly kernel: string | undefined;
  readonly cells: readonly DataObject[];
}

/** Versions 1 to 3 put the cells into worksheets. Undefined when the value is no notebook. */
export function notebookOf(value: Data): Notebook | undefined {
  if (!isObject(value)) return undefined;
  const metadata = isObject(value.metadata) ? value.metadata : {};
  const sheets = listOf(value.worksheets).filter(isObject);
  const cells = [...listOf(value.cells), ...sheets.flatMap((sheet) => listOf(sheet.cells))];
  if (value.nbformat === undefined && cells.length === 0) return undefined;
  const kernel = isObject(metadata.kernelspec) ? metadata.kernelspec : {};
  const info = isObject(metadata.language_info) ? metadata.language_info : {};
  const language = wordsOf(info.name) ?? wordsOf(kernel.language) ?? wordsOf(metadata.language);
  return {
    title: wordsOf(metadata.title) ?? wordsOf(metadata.name),
    author: authorsOf(metadata),
    language: language?.toLowerCase(),
    kernel: wordsOf(kernel.display_name),
    cells: cells.filter(isObject),
  };
}

/** The blocks of a cell: Markdown as its author wrote it, code with its language, and what it printed. */
export function cellBlocks(cell: DataObject, notebook: Notebook): Block[] {
  const source = textOf(cell.source ?? cell.input).trimEnd();
  switch (cell.cell_type) {
    case 'markdown':
      return source.trim() === '' ? [] : [{ type: 'markdown', text: source }];
    case 'heading':
      return [
        {
          type: 'heading',
          level: Math.min(6, Math.max(1, Math.trunc(Number(cell.level)) || 1)),
          text: source,
        },
      ];
    case 'code':
      return [
        ...codeBlocks(source, cell, notebook),
        ...listOf(cell.outputs).filter(isObject).flatMap(outputBlocks),
      ];
    default:
      return source.trim() === '' ? [] : [{ type: 'code', text: source }];
  }
}

/** A cell that begins with `%%bash` is in another language. */
function codeBlocks(source: string, cell: DataObject, { language }: Notebook): Block[] {
  if (source.trim() === '') return [];
  const magic = /^%%(bash|sh|html|javascript|js|sql|latex|perl|ruby|R)\b/.exec(source)?.[1]?.toLowerCase();
  const known = magic ?? wordsOf(cell.language)?.toLowerCase() ?? language;
  return [{ type: 'code', text: source, ...(known === undefined ? {} : { language: known }) }];
}

function outputBlocks(output: DataObject): Block[] {
  const { output_type: type } = output;
  if (type === 'stream') return printed(textOf(output.text));
  if (type === 'error' || type === 'pyerr') {
    const trace = listOf(output.traceback)
      .map((line) => textOf(line))
      .join('\n');
    return printed(trace === '' ? `${textOf(output.ename)}: ${textOf(output.evalue)}` : trace);
  }
  // Version 3 has the forms of a result beside its type, later ones below `data`.
  return resultBlocks(isObject(output.data) ? output.data : output);
}

const pictures = /^(?:image\/|png$|jpeg$|svg$)/;

/** Of the forms in which a result is kept, the one that reads best. */
function resultBlocks(forms: DataObject): Block[] {
  const plain = textOf(forms['text/plain'] ?? forms.text);
  if (Object.keys(forms).some((form) => pictures.test(form))) {
    // `<Figure size 640x480 with 1 Axes>` is not what anybody calls it.
    const caption = /^<.*>$/s.test(plain.trim()) ? '' : plain.trim();
    return [{ type: 'figure', ...(caption === '' ? {} : { caption }) }];
  }
  const written = textOf(forms['text/markdown']);
  if (written.trim() !== '') return [{ type: 'markdown', text: written.slice(0, notebookLimits.output) }];
  const html = textOf(forms['text/html'] ?? forms.html);
  if (/<table\b/i.test(html)) {
    const text = htmlMarkdown(html.slice(0, 10 * notebookLimits.output));
    if (text !== '') return [{ type: 'markdown', text }];
  }
  const latex = textOf(forms['text/latex'] ?? forms.latex).trim();
  if (plain.trim() === '' && latex !== '') return [{ type: 'code', text: latex, language: 'latex' }];
  if (plain.trim() !== '') return printed(plain);
  const words = html === '' ? '' : htmlMarkdown(html.slice(0, 10 * notebookLimits.output));
  return words === '' ? [] : [{ type: 'markdown', text: words }];
}

/** Printed text without colours; progress bars draw over themselves, so of each line the last state counts. */
function printed(text: string): Block[] {
  const clean = cleanText(text.split('\n').map(lastState).join('\n')).trimEnd();
  if (clean.trim() === '') return [];
  const left = clean.length - notebookLimits.output;
  const shown =
    left > 0
      ? `${clean.slice(0, notebookLimits.output).toWellFormed()}\n… (${counted(left, 'more character')})`
      : clean;
  return [{ type: 'code', text: shown }];
}

function lastState(line: string): string {
  const drawn = line.replace(/\r+$/, '');
  return drawn.slice(drawn.lastIndexOf('\r') + 1);
}

function authorsOf(metadata: DataObject): string | undefined {
  const names = listOf(metadata.authors).map((author) =>
    isObject(author) ? textOf(author.name) : textOf(author),
  );
  return names.filter(Boolean).join(', ') || undefined;
}

function listOf(value: Data): readonly Data[] {
  return Array.isArray(value) ? value : [];
}

/** Notebooks write long texts as lists of lines. */
function textOf(value: Data): string {
  if (Array.isArray(value))
    return (value as readonly Data[]).map((line) => (typeof line === 'string' ? line : '')).join('');
  return typeof value === 'string' ? value : '';
}

function wordsOf(value: Data): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
