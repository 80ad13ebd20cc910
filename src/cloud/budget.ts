/**
 * `budget.json` as the person types it: read forgivingly (comments, trailing commas, a byte order mark), obeyed
 * strictly. Keeps the promise that nothing is bought but under caps that the person typed: any doubt about the file
 * refuses paid calls, with one sentence that names the line and the key. It is read, never written.
 */
import { readFileSync } from 'node:fs';
import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import { parseProblem } from '../folders/parse-problem.ts';
import { systemCode } from '../types/failure.ts';
import { capOf, type Micros } from './money.ts';

/** The caps in force. */
export interface Budget {
  readonly perDay: Micros;
  readonly perMonth: Micros;
  readonly perFile: Micros;
  /** `"cloud": "on"`: the person's consent. */
  readonly cloud: boolean;
  /** What the person says was spent this month; asked for when the records of it are gone. */
  readonly spentThisMonth: Micros | undefined;
}

/** Either caps to obey, or one sentence on what is wrong and where. */
export type ParsedBudget =
  | { readonly ok: true; readonly budget: Budget }
  | { readonly ok: false; readonly problem: string };

/** No cap may be above this many dollars: more is taken for a slip of the finger. */
const ceilingDollars = 50;

const caps = ['perDay', 'perMonth', 'perFile'] as const;
const required = ['currency', ...caps, 'cloud'] as const;
const known: ReadonlySet<string> = new Set([...required, 'spentThisMonth']);

/** A problem with the file, on its way out of the parser. */
class Wrong extends Error {}

/** What the last text said: the file is read for every purchase, and seldom edited. */
let last: { readonly text: string; readonly parsed: ParsedBudget } | undefined;

/** Reads `path` and says what it allows. Never throws. */
export function readBudget(path: string): ParsedBudget {
  try {
    const text = readFileSync(path, 'utf8');
    if (last?.text !== text) last = { text, parsed: parseBudget(text) };
    return last.parsed;
  } catch (error) {
    const code = systemCode(error) ?? 'unknown error';
    if (code === 'ENOENT') return { ok: false, problem: 'budget.json is missing, so nothing may be bought.' };
    return { ok: false, problem: `budget.json cannot be read (${code}), so nothing may be bought.` };
  }
}

/** Pure: the text of a budget file → caps, or what is wrong with it. */
export function parseBudget(text: string): ParsedBudget {
  try {
    return { ok: true, budget: budgetIn(text.replace(/^\uFEFF/, '')) };
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, problem: error.message };
    throw error;
  }
}

function budgetIn(text: string): Budget {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const first = errors[0];
  if (first) throw wrong(text, first.offset, `cannot be read: ${problemAt(text, first)}`);
  if (tree?.type !== 'object') throw wrong(text, 0, 'holds no object; expected {"currency": "USD", …}');
  const values = valuesIn(text, tree);
  const end = tree.offset + tree.length;
  const missing = required.find((key) => !values.has(key));
  if (missing) throw wrong(text, end, `"${missing}" is missing`);
  expectOneOf(text, 'currency', values.get('currency'), ['USD']);
  expectOneOf(text, 'cloud', values.get('cloud'), ['on', 'off']);
  const spent = values.get('spentThisMonth');
  return {
    perDay: capAt(text, 'perDay', values.get('perDay')),
    perMonth: capAt(text, 'perMonth', values.get('perMonth')),
    perFile: capAt(text, 'perFile', values.get('perFile')),
    cloud: values.get('cloud')?.value === 'on',
    spentThisMonth: spent && dollarsAt(text, 'spentThisMonth', spent),
  };
}

/** Half of the world writes amounts with a comma. */
function problemAt(text: string, { error, offset }: ParseError): string {
  const isDecimal = /\d,$/.test(text.slice(0, offset)) && /^\d/.test(text.slice(offset));
  return isDecimal ? 'amounts have a point and no comma, such as 0.50' : parseProblem(error);
}

/** Keys that stand twice, or that mean nothing here, are refused: the person meant something by them. */
function valuesIn(text: string, tree: Node): ReadonlyMap<string, Node> {
  const values = new Map<string, Node>();
  for (const property of tree.children ?? []) {
    const [key, value] = property.children ?? [];
    if (!key || !value) throw wrong(text, property.offset, 'has a key without a value');
    const name = String(key.value);
    if (!known.has(name)) {
      throw wrong(text, key.offset, `"${name}" is no key of it; expected ${[...known].join(', ')}`);
    }
    if (values.has(name)) throw wrong(text, key.offset, `"${name}" stands there twice`);
    values.set(name, value);
  }
  return values;
}

function capAt(text: string, key: string, node: Node | undefined): Micros {
  const cap = dollarsAt(text, key, node);
  if (Number(node?.value) <= ceilingDollars) return cap;
  throw wrong(
    text,
    node?.offset ?? 0,
    `"${key}" is ${written(text, node)}; more than ${ceilingDollars} is not accepted`,
  );
}

function dollarsAt(text: string, key: string, node: Node | undefined): Micros {
  const micros = node?.type === 'number' ? capOf(node.value) : undefined;
  if (micros !== undefined) return micros;
  const expected = 'expected a number of dollars of at least 0, without quotes';
  throw wrong(text, node?.offset ?? 0, `"${key}" is ${written(text, node)}; ${expected}`);
}

function expectOneOf(text: string, key: string, node: Node | undefined, allowed: readonly string[]): void {
  if (allowed.includes(node?.value)) return;
  const expected = allowed.map((value) => `"${value}"`).join(' or ');
  throw wrong(text, node?.offset ?? 0, `"${key}" is ${written(text, node)}; expected ${expected}`);
}

function written(text: string, node: Node | undefined): string {
  const value = node ? text.slice(node.offset, node.offset + node.length).replace(/\s+/g, ' ') : 'nothing';
  return value.length > 40 ? `${value.slice(0, 37)}…` : value;
}

function wrong(text: string, offset: number, what: string): Wrong {
  const line = text.slice(0, offset).split('\n').length;
  return new Wrong(`budget.json line ${line}: ${what}, so nothing may be bought.`);
}
