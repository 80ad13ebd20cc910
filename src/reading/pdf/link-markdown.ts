/** Text with links as Markdown: what is no link is escaped, so that it shows as it stands in the file. */

/** Characters; longer addresses are trackers and data, and make no text that one would read. */
const longestAddress = 1000;

/** What would begin formatting in the middle of a line. */
export function plainMarkdown(text: string): string {
  return text.replace(/[\\`*[\]<]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&');
}

/** `[text](address)`; the text alone where it is the address, which every reader makes a link of. */
export function linkMarkdown(text: string, address: string): string {
  const words = text.trim();
  if (words === '' || sameAddress(words, address) || address.length > longestAddress)
    return plainMarkdown(text);
  const lead = text.slice(0, text.length - text.trimStart().length);
  const trail = text.slice(text.trimEnd().length);
  return `${lead}[${plainMarkdown(words)}](<${address.replace(/[<>\\\s]/g, encodeURIComponent)}>)${trail}`;
}

/** True when the words are the address, or a part of it that was broken off at the end of a line. */
export function sameAddress(words: string, address: string): boolean {
  const bare = (text: string): string =>
    text
      .toLowerCase()
      .replace(/^(?:mailto:|tel:|https?:\/\/)?(?:www\.)?/, '')
      .replace(/\s+/g, '')
      .replace(/[/.,;]+$/, '');
  const isPart = /^\S*[./@:]\S*$/.test(words) && bare(address).includes(bare(words));
  return isPart || bare(words) === bare(address);
}
