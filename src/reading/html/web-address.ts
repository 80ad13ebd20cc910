/** Addresses of links as Markdown can hold them: only web pages and mail, never anything that does something. */

const longest = 2000;

/** The absolute address, safe in a Markdown link; undefined when it leads nowhere that a person can go. */
export function webAddress(href: string, base?: string): string | undefined {
  if (href === '' || href.length > longest) return undefined;
  try {
    const url = new URL(href, base);
    if (!/^(?:https?|mailto):$/.test(url.protocol)) return undefined;
    return readable(url.href).replace(unsafe, encoded);
  } catch {
    return undefined;
  }
}

/** What would end a link in Markdown or begin something else there, and what nobody can see. */
const unsafe = /[\s()[\]!|\\`<>"^{}\p{C}\p{Z}]|%(?![0-9a-fA-F]{2})/gu;

/** Letters of all scripts as letters. */
function readable(href: string): string {
  try {
    return decodeURI(href);
  } catch {
    return href;
  }
}

function encoded(character: string): string {
  return [...Buffer.from(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
