/** Markdown as the words that a reader sees: for the index, and for snippets. */

/**
 * One mark each, in the order in which they are tried at a place: an escaped sign, a picture or link with its label,
 * a link to another note, a comment, an entity, marks of emphasis. None of them looks far, so that a line of a million
 * brackets takes no longer than any other.
 */
const marks =
  /\\([!-/:-@[-`{-~])|!?\[((?:[^[\]\\\n]|\\.){0,1000})\]\((?:<[^>\n]{0,4000}>|[^()\s]{0,4000})\)|!?\[\[([^[\]\n]{1,500})\]\]|<!--.{0,300}?-->|&(lt|gt|amp|quot|#124);|\*{1,3}|~~|`+|(?<![\p{L}\p{N}])_{1,3}|_{1,3}(?![\p{L}\p{N}])/gu;

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#124': '|' };

/** The words of one line of Markdown outside code. */
export function plainLine(line: string): string {
  // A rule, or the line below a table's head.
  if (line.includes('---') && /^[\s|:-]+$/.test(line)) return '';
  const words = line
    .replace(/^\s{0,3}(?:>\s?)*(?:#{1,6}\s+)?/, '')
    .replace(marks, (_mark, escaped?: string, label?: string, note?: string, entity?: string) => {
      if (label !== undefined) return plainLine(label);
      if (note !== undefined) return note.split('|').at(-1) ?? '';
      return escaped ?? (entity === undefined ? '' : (entities[entity] ?? ''));
    });
  return words.trim();
}
