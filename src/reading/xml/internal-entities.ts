/** The short names that a document type gives to pieces of text: `<!ENTITY us "Harbour Museum">`, `&us;`. */

/** Characters of one replacement, and replacements in one file: a bomb stays a name. */
const longestReplacement = 2000;
const mostDeclared = 500;
const mostReplaced = 20_000;

const predefined: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** What has been declared so far. */
export interface EntityTable {
  /** Takes in a declaration; those of files outside are passed over. */
  declare(declaration: string): void;
  /** The text with declared names replaced, once and not again within what replaces them. */
  resolve(text: string): string;
}

/** A table without any entity. */
export function internalEntities(): EntityTable {
  const values = new Map<string, string>();
  let replaced = 0;
  return {
    declare(declaration) {
      const found = /!ENTITY\s+([\w.:-]{1,100})\s+(?:"([^"]*)"|'([^']*)')/.exec(declaration);
      const value = found?.[2] ?? found?.[3];
      if (found?.[1] === undefined || value === undefined || values.size >= mostDeclared) return;
      // The first declaration of a name counts (XML 1.0, section 4.2).
      if (value.length <= longestReplacement && !values.has(found[1])) values.set(found[1], plain(value));
    },
    resolve(text) {
      if (values.size === 0 || !text.includes('&')) return text;
      return text.replace(/&([\w.:-]{1,100});/g, (whole, name: string) => {
        const value = values.get(name);
        return value === undefined || ++replaced > mostReplaced ? whole : value;
      });
    },
  };
}

/** Without references to characters and to the five that XML knows by itself. */
function plain(value: string): string {
  return value.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,4}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return predefined[name] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
