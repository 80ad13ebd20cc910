import assert from 'node:assert/strict';
import { it } from 'node:test';
import { type ParseError, parse } from 'jsonc-parser';
import { parseProblem } from '../../src/folders/parse-problem.ts';

it('what is wrong with typed JSON is said in words', () => {
  const cases: readonly [text: string, problem: RegExp][] = [
    ['{"a": on}', /^a word stands here without quotes$/],
    ['{"a": "on}', /^a text has no closing quote$/],
    ['{"a" "b"}', /^a colon is expected here$/],
    ['{"a": 1 "b": 2}', /^a comma is expected here$/],
    ['{"a": 1', /^a closing brace is expected here$/],
    ['{"a": }', /^a value is expected here$/],
    ['{a: 1}', /^a word stands here without quotes$/],
    ['[1', /^a closing bracket is expected here$/],
  ];
  for (const [text, problem] of cases) {
    const errors: ParseError[] = [];
    parse(text, errors);
    assert.ok(errors[0], text);
    assert.match(parseProblem(errors[0].error), problem, text);
  }
});
