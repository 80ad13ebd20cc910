/** Finds out how a file parts its values: which delimiter gives rows of the same width. */
import { type Dialect, rowsOf } from './delimited.ts';

/** Characters and rows that are looked at. */
const sampleCharacters = 64 * 1024;
const sampleRows = 200;

/** Rows of the commonest width among all, for a delimiter that can be trusted. */
const trusted = 0.9;

/** In the order of preference where they do equally well. */
const candidates: readonly string[] = [',', ';', '\t', '|', '^', '~', ':'];

interface Trial {
  readonly delimiter: string;
  /** The commonest number of cells. */
  readonly width: number;
  /** The share of the rows that have it. */
  readonly share: number;
  readonly rows: readonly (readonly string[])[];
}

/**
 * The dialect of a text; `first` is the delimiter that its name promises. Undefined when no delimiter parts
 * its lines: it has one column.
 */
export function dialectOf(text: string, first: string): Dialect | undefined {
  const sample = wholeLines(text);
  const quote = quoteOf(sample);
  const trials = [first, ...candidates.filter((one) => one !== first)]
    // A colon stands in times and addresses: it counts only when the name says nothing else.
    .map((delimiter) => trial(sample, { delimiter, quote }))
    .filter(({ width, delimiter }) => width >= 2 && (delimiter !== ':' || first === ':'));
  const steady = trials.filter(({ share }) => share >= trusted);
  const best = steady.length > 0 ? widest(steady) : steadiest(trials);
  return best && { delimiter: best.delimiter, quote };
}

/** Of several steady ones the one with the most columns; but a decimal comma parts no columns. */
function widest(trials: readonly Trial[]): Trial | undefined {
  const others = trials.filter(({ delimiter }) => delimiter !== ',');
  const decimal = others.find(({ rows }) => rows.some(hasComma) && rows.every(commasAreDecimal));
  return decimal ?? trials.reduce((best, one) => (one.width > best.width ? one : best));
}

function steadiest(trials: readonly Trial[]): Trial | undefined {
  const worth = ({ share, width }: Trial): number => share * Math.log2(width + 1);
  return trials.length === 0
    ? undefined
    : trials.reduce((best, one) => (worth(one) > worth(best) ? one : best));
}

const hasComma = (row: readonly string[]): boolean => row.some((cell) => cell.includes(','));

function commasAreDecimal(row: readonly string[]): boolean {
  return row.every((cell) => !cell.includes(',') || /^[-+]?[\d.\s]*,\d+\s?[%€$£]?$/.test(cell));
}

function trial(sample: string, dialect: Dialect): Trial {
  const rows: string[][] = [];
  for (const row of rowsOf(sample, dialect)) {
    rows.push(row);
    if (rows.length === sampleRows) break;
  }
  const width = commonestWidth(rows);
  const share = rows.filter((row) => row.length === width).length / Math.max(1, rows.length);
  return { delimiter: dialect.delimiter, width, share, rows };
}

/** The number of cells that most rows have. */
export function commonestWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0];
}

/** Single quotes when cells stand in them and never in double ones. */
function quoteOf(sample: string): Dialect['quote'] {
  const single = sample.match(/(?:^|[,;\t|])'[^'\n]*'(?=[,;\t|\n]|$)/gm)?.length ?? 0;
  return single > 1 && !/(?:^|[,;\t|])"/m.test(sample) ? "'" : '"';
}

function wholeLines(text: string): string {
  if (text.length <= sampleCharacters) return text;
  const sample = text.slice(0, sampleCharacters);
  return sample.slice(0, sample.lastIndexOf('\n') + 1 || undefined);
}
