/** What is wrong with a file of JSON that a person typed, in words. */
import { type ParseErrorCode, printParseErrorCode } from 'jsonc-parser';

/** A clause such as `a comma is expected here`, without a full stop. */
export function parseProblem(code: ParseErrorCode): string {
  const name = printParseErrorCode(code);
  const expected = /^(\w+)Expected$/.exec(name)?.[1];
  if (expected !== undefined) return `${expectedThings[expected] ?? spaced(expected)} is expected here`;
  return others[name] ?? spaced(name);
}

const expectedThings: Readonly<Record<string, string>> = {
  PropertyName: 'a key in double quotes',
  Value: 'a value',
  Colon: 'a colon',
  Comma: 'a comma',
  CloseBrace: 'a closing brace',
  CloseBracket: 'a closing bracket',
  EndOfFile: 'the end of the file',
};

const others: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a word stands here without quotes',
  InvalidNumberFormat: 'a number is not written as one',
  UnexpectedEndOfString: 'a text has no closing quote',
  UnexpectedEndOfComment: 'a comment has no end',
  UnexpectedEndOfNumber: 'a number has no end',
};

const spaced = (name: string): string => name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
