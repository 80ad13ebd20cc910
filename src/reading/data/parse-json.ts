/** JSON, and JSON as people write it (comments, trailing commas), as data. */
import { type ParseError, parse as parseLeniently, printParseErrorCode } from 'jsonc-parser';
import type { Data } from './records.ts';

/** A parsed text, or why it is none. */
export type ParsedJson =
  | { readonly ok: true; readonly value: Data }
  | { readonly ok: false; readonly problem: string };

/** Gives the text of a number to the function that revives it (ECMAScript proposal, in V8 since 11.4). */
type Reviver = (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown;
const parseWithSource = JSON.parse as (text: string, reviver: Reviver) => unknown;

/** Never throws. Numbers that would lose digits (`12345678901234567890`, `1.50`) stay as they are written. */
export function parseJson(text: string): ParsedJson {
  try {
    return { ok: true, value: parseWithSource(text, asWritten) as Data };
  } catch (error) {
    // Nesting of thousands of levels is refused by the stack, and would be again.
    if (error instanceof RangeError) return { ok: false, problem: 'it is nested too deep' };
  }
  try {
    const errors: ParseError[] = [];
    const value = parseLeniently(text, errors, { allowTrailingComma: true }) as Data;
    const [first] = errors;
    if (first === undefined) return { ok: true, value };
    const line = text.slice(0, first.offset).split('\n').length;
    const what = printParseErrorCode(first.error)
      .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
      .toLowerCase();
    return { ok: false, problem: `${what} in line ${line}` };
  } catch {
    return { ok: false, problem: 'it is nested too deep' };
  }
}

function asWritten(_key: string, value: unknown, { source }: { readonly source?: string }): unknown {
  return typeof value === 'number' && source !== undefined && String(value) !== source ? source : value;
}
