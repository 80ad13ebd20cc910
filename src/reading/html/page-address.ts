/** Whether HTML is a page, and where it says that it comes from. */

/** Browsers and programs that save pages say so before the page begins, pages in their head. Characters. */
const searched = 100_000;

const marks = [
  // Edge, Chrome and Internet Explorer; SingleFile.
  /<!--\s*saved from url=\(\d+\)(https?:\/\/\S{1,2000})/i,
  /Page saved with SingleFile\s+url:\s*(https?:\/\/\S{1,2000})/i,
  /<base\s[^>]{0,500}?href\s*=\s*["'](https?:\/\/[^"']{1,2000})/i,
  /<link\s[^>]{0,500}?rel\s*=\s*["']?canonical["']?[^>]{0,500}?href\s*=\s*["'](https?:\/\/[^"']{1,2000})/i,
  /<link\s[^>]{0,500}?href\s*=\s*["'](https?:\/\/[^"']{1,2000})["'][^>]{0,500}?rel\s*=\s*["']?canonical/i,
  /<meta\s[^>]{0,500}?og:url["'][^>]{0,500}?content\s*=\s*["'](https?:\/\/[^"']{1,2000})/i,
];

/** The address of a saved page, which its relative links begin at; undefined when it does not say. */
export function addressOf(html: string): string | undefined {
  const start = html.slice(0, searched);
  for (const mark of marks) {
    const address = mark.exec(start)?.[1]?.replaceAll('&amp;', '&');
    if (address !== undefined && URL.canParse(address)) return address;
  }
  return undefined;
}

/** A page has a frame; pieces of one are taken as they are. */
export function isWholePage(html: string): boolean {
  return /<(?:html|head|body|title)[\s>]|<!doctype\s+html/i.test(html.slice(0, searched));
}
