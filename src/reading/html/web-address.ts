/** Addresses of links as Markdown can hold them: only web pages and mail, never anything that does something. */

const longest = 2000;

/** The absolute address, safe in a Markdown link; undefined when it leads nowhere that a person can go. */
export function webAddress(href: string, base?: string): string | undefined {
  if (href === '' || href.length > longest) return undefined;
  try {
    const url = new URL(href, base);
    if (!/^(?:https?|mailto):$/.test(url.protocol)) return undefined;
    return url.href.replace(/[\s()[\]!|\\`<>"^{}]|%(?![0-9a-fA-F]{2})/g, encoded);
  } catch {
    return undefined;
  }
}

function encoded(character: string): string {
  return `%${Buffer.from(character).toString('hex').toUpperCase()}`;
}
