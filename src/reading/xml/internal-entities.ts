/** The short names that a document type gives to pieces of text: `<!ENTITY us "Harbour Museum">`, `&us;`. */

/** Characters of one replacement, and replacements in one file: a bomb stays a name. */
const longestReplacement = 2000;
const longestDeclaration = longestReplacement + 300;
const mostDeclared = 500;
const mostReplaced = 20_000;

const predefined: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** A text without its document type, and the short names that it declared. */
export interface WithoutDoctype {
  readonly rest: string;
  /** A text with declared names replaced, once and not again within what replaces them. */
  resolve(text: string): string;
}

/**
 * Takes the document type off a text; entities of files outside are passed over. Its declarations may hold
 * tags and signs of any kind within quotes, which a lenient parser would take for the content.
 */
export function withoutDoctype(text: string): WithoutDoctype {
  const values = new Map<string, string>();
  const start = startOfDoctype(text);
  const end = start === undefined ? undefined : endOfDoctype(text, start, values);
  let replaced = 0;
  return {
    rest: end === undefined ? text : text.slice(end),
    resolve(piece) {
      if (values.size === 0 || !piece.includes('&')) return piece;
      return piece.replace(/&([\w.:-]{1,100});/g, (whole, name: string) => {
        const value = values.get(name);
        return value === undefined || ++replaced > mostReplaced ? whole : value;
      });
    },
  };
}

/** Declarations and comments may stand before it. */
function startOfDoctype(text: string): number | undefined {
  let at = 0;
  while (at !== -1) {
    while (/^\s$/.test(text.charAt(at))) at++;
    if (text.startsWith('<?', at)) at = behind(text, '?>', at + 2);
    else if (text.startsWith('<!--', at)) at = behind(text, '-->', at + 4);
    else return /^<!DOCTYPE\b/i.test(text.slice(at, at + 10)) ? at + 9 : undefined;
  }
  return undefined;
}

/** Behind its last bracket; undefined when anything in it is never closed. */
function endOfDoctype(text: string, from: number, values: Map<string, string>): number | undefined {
  let depth = 0;
  let at = from;
  while (at !== -1 && at < text.length) {
    const mark = text.charAt(at);
    if (mark === '"' || mark === "'") at = behind(text, mark, at + 1);
    else if (text.startsWith('<!--', at)) at = behind(text, '-->', at + 4);
    else if (text.startsWith('<?', at)) at = behind(text, '?>', at + 2);
    else {
      if (mark === '<') declare(text.slice(at, at + longestDeclaration), values);
      if (mark === '[') depth++;
      if (mark === ']') depth--;
      at++;
      if (mark === '>' && depth <= 0) return at;
    }
  }
  return undefined;
}

function behind(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? -1 : found + mark.length;
}

function declare(text: string, values: Map<string, string>): void {
  const found = /^<!ENTITY\s+([\w.:-]{1,100})\s+(?:"([^"]*)"|'([^']*)')/.exec(text);
  const value = found?.[2] ?? found?.[3];
  if (found?.[1] === undefined || value === undefined || values.size >= mostDeclared) return;
  // The first declaration of a name counts (XML 1.0, section 4.2).
  if (value.length <= longestReplacement && !values.has(found[1])) values.set(found[1], plain(value));
}

/** Without references to characters and to the five that XML knows by itself. */
function plain(value: string): string {
  return value.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,4}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return predefined[name] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
