/** Words from other formats as Markdown that shows just these words. */

/** Words with other looks may stand beside the text: its edge is not taken for white space. */
const isSpace = (character: string): boolean => /\s/.test(character);
const isWord = (character: string): boolean => /[\p{L}\p{N}]/u.test(character);

/** Each of these means something somewhere; the rule says whether it could mean it here. */
const rules: Readonly<Record<string, (before: string, after: string, rest: string) => boolean>> = {
  '\\': (_before, after) => after === '' || /[!-/:-@[-`{-~]/.test(after),
  '`': () => true,
  '[': () => true,
  '*': (before, after) => !(isSpace(before) && isSpace(after)),
  _: (before, after) => !(isSpace(before) && isSpace(after)) && !(isWord(before) && isWord(after)),
  '~': (before, after) => !isSpace(before) || after === '~' || after === '',
  '<': (_before, after) => after === '' || /[a-zA-Z/!?]/.test(after),
  '&': (_before, _after, rest) => /^&(#?\w{1,32};|#?\w{0,32}$)/.test(rest),
  // A sum may stand as $5; a formula begins before something else than a digit.
  $: (_before, after) => !isSpace(after) && !/\d/.test(after),
  '#': (before, after, rest) => !isWord(before) && !isSpace(after) && !/^#\d+(?![\p{L}\p{N}_/-])/u.test(rest),
};

const special = /[\\`[*_~<&$#]/g;

/** What begins a heading, a quotation, a list item, a rule or a table where a line begins. */
const lineStart = /^(?:#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|[|:=+*_-][|:=+*_ -]*$)/gm;
const numbered = /^(\d{1,9})([.)])(?=\s|$)/gm;

/** The text with a backslash before every character that would be formatting. Lines stay lines. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(special, (character, at: number) => {
      const rule = rules[character];
      const rest = text.slice(at, at + 40);
      const before = text.charAt(at - 1);
      return rule?.(before, rest.charAt(1), rest) ? `\\${character}` : character;
    })
    .replace(lineStart, '\\$&')
    .replace(numbered, '$1\\$2');
}
