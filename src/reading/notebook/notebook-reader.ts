/** Jupyter notebooks: text, code and results in their order. */
import type { Document } from '../../types/document.ts';
import type { FileToRead, Reader } from '../contract.ts';
import { parseJson } from '../data/parse-json.ts';
import { damaged, tooLarge } from '../failures.ts';
import { splitSections } from '../markdown/sections.ts';
import { readText, textLimits } from '../text/read-text.ts';
import { counted, textDocument } from '../text-document.ts';
import { cellBlocks, notebookLimits, notebookOf } from './notebook.ts';

/** Reads a notebook; nothing in it is run. */
export const notebookReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const { text, encoding, omissions } = await readText(file);
    // The beginning of a notebook is no notebook.
    if (omissions.length > 0) throw tooLarge(file, textLimits.bytes);
    const parsed = parseJson(text);
    if (!parsed.ok) throw damaged(file, `is no notebook that can be read (${parsed.problem})`);
    const notebook = notebookOf(parsed.value);
    if (notebook === undefined) throw damaged(file, 'is no notebook: it has no cells');
    const { title, author, language, kernel, cells } = notebook;
    const blocks = cells.slice(0, notebookLimits.cells).flatMap((cell) => cellBlocks(cell, notebook));
    const code = cells.filter((cell) => cell.cell_type === 'code').length;
    const left = [
      cells.length > notebookLimits.cells
        ? `Of its ${counted(cells.length, 'cell')} only the first ${counted(notebookLimits.cells)} are shown.`
        : '',
      blocks.some((block) => block.type === 'figure') ? 'Pictures among its results are only named.' : '',
    ];
    const facts = {
      title: title ?? headingOf(blocks),
      author,
      encoding,
      other: { Language: language, Kernel: kernel, Cells: cells.length, 'Code cells': code },
    };
    return textDocument(file, facts, blocks, left.filter(Boolean));
  },
};

/** The first heading of level one that somebody wrote. */
function headingOf(blocks: Document['blocks']): string | undefined {
  for (const block of blocks) {
    const title = block.type === 'markdown' ? splitSections(block.text).title : undefined;
    if (title !== undefined) return title;
    if (block.type === 'heading') return block.text;
  }
  return undefined;
}
