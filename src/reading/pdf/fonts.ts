/** What the fonts of a page say about the letters that are set in them. */
import type { PDFPageProxy } from 'pdfjs-dist';

/** How letters look. */
export interface Letters {
  readonly bold: boolean;
  readonly italic: boolean;
  /** All letters are of one width: a typewriter, a program. */
  readonly fixedWidth: boolean;
}

const plain: Letters = { bold: false, italic: false, fixedWidth: false };

/** Names say it in many ways; the flags of a font often say nothing. */
const boldName = /bold|black|heavy|semibd|demi(?!an)|[-,]bd\b|cmbx|-medi\b|\bultra\b/i;
const italicName = /italic|oblique|[-,]it\b|cmti|slant/i;
const fixedName = /mono(?!type)|courier|consol|typewriter|cmtt|fixed|menlo|lettergothic|inconsolata/i;

/**
 * Looks at fonts by pdf.js's own names for them. They are known once the page's operators have been read, from
 * a file that was opened with `fontExtraProperties`.
 */
export function lettersOf(page: PDFPageProxy): (fontName: string) => Letters {
  const known = new Map<string, Letters>();
  return (fontName) => {
    const letters = known.get(fontName) ?? look(page, fontName);
    known.set(fontName, letters);
    return letters;
  };
}

function look(page: PDFPageProxy, fontName: string): Letters {
  if (!page.commonObjs.has(fontName)) return plain;
  const font: unknown = page.commonObjs.get(fontName);
  if (typeof font !== 'object' || font === null) return plain;
  const { name, bold, black, italic, isMonospace } = font as Record<string, unknown>;
  const called = typeof name === 'string' ? name.replace(/^[A-Z]{6}\+/, '') : '';
  return {
    bold: bold === true || black === true || boldName.test(called),
    italic: italic === true || italicName.test(called),
    fixedWidth: isMonospace === true || fixedName.test(called),
  };
}
