/** Which language a text is in. */
import { eld } from 'eld/small';

const codeNames =
  /\.(c|cc|cpp|cs|css|go|h|hpp|java|js|jsx|json|jsonl|kt|lua|mjs|php|pl|py|r|rb|rs|scala|scss|sh|sql|swift|toml|ts|tsx|xml|yaml|yml)$/i;
const codeLine =
  /[;{}]\s*$|^\s*(import |from \S+ import |#include|def \w+\(|class \w+[({:]|function\b|const |let |var |return\b|public |private |package |fn |func |if \(|for \(|while \(|<\/?\w+[ >/]|[\w.-]+\s*=\s*\S|"[\w-]+":|@\w+|\/\/|\$ )/;

/** Fewer letters than this tell nothing reliable. */
const fewestLetters = 20;

/** Source code or data for machines; language detection would take it for English. */
export function isCode(text: string, name: string): boolean {
  const lines = text
    .slice(0, 4000)
    .split('\n')
    .filter((line) => line.trim() !== '');
  if (lines.length === 0) return false;
  const share = lines.filter((line) => codeLine.test(line)).length / lines.length;
  return share >= (codeNames.test(name) ? 0.25 : lines.length >= 4 ? 0.6 : 2);
}

/**
 * The language of prose, as BCP 47; `und` when it cannot be told.
 * @param prose Running text without code or tables; its beginning is enough.
 */
export function languageOf(prose: string): string {
  // Names, numbers and addresses would be taken for words.
  const sample = prose
    .slice(0, 1500)
    .replace(/https?:\/\/\S+|\S+@\S+|[\w.,:/+-]*\d[\w.,:/+-]*/g, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, 1000);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0 || (letters < fewestLetters && !/[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]/.test(sample)))
    return 'und';
  const detected = eld.detect(sample);
  if (detected.language === '' || (letters < 60 && !detected.isReliable())) return 'und';
  return detected.language;
}
