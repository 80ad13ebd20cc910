import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PaidErrorCode } from '../../src/models/paid-contract.ts';
import { errorOfException, errorOfStatus, isTurnedAway, StatusFault } from '../../src/models/paid-errors.ts';

const payee = {
  spec: 'openai:m',
  url: 'https://api.example.org/v1',
  key: 'sk-secret-123456',
  keyName: 'OPENAI_API_KEY',
  account: 'https://example.org/account',
};
const calm = { aborted: false, lateMs: undefined, answering: false };

describe('what a status of a paid service means', () => {
  const cases: readonly [number, string, PaidErrorCode, boolean][] = [
    [400, '{"error":{"message":"Invalid image data","code":"invalid_image"}}', 'bad-input', false],
    [400, '{"error":{"message":"This exceeds the context window","code":null}}', 'too-long', false],
    [400, '{"error":{"message":"Unsupported","code":"model_not_found"}}', 'model-missing', false],
    [422, '{"title":"Input validation failed","detail":"- input.image is required"}', 'bad-input', false],
    [422, '{"detail":"version does not exist"}', 'provider', false],
    [401, '{"detail":"You did not pass a token"}', 'key', false],
    [402, '{"title":"Insufficient credit"}', 'credit', false],
    [429, '{"error":{"message":"Slow down","code":"rate_limit_exceeded"}}', 'outage', true],
    [429, '{"error":{"message":"…","code":"insufficient_quota"}}', 'credit', false],
    [408, '', 'timeout', true],
    [503, '<html>Busy</html>', 'outage', true],
  ];
  for (const [status, body, code, retryable] of cases) {
    test(`${status} ${body} is “${code}”`, () => {
      const error = errorOfStatus(payee, new StatusFault(status, body, 9), 'no');
      assert.deepEqual([error.code, error.retryable], [code, retryable]);
      assert.doesNotMatch(error.reason, /[<>{}]/);
    });
  }

  test('uncharged are only the refusals that come before any work', () => {
    const uncharged = Array.from({ length: 600 }, (_, status) => status).filter(isTurnedAway);
    assert.deepEqual(uncharged, [400, 401, 402, 403, 404, 413, 422, 429]);
    assert.equal(isTurnedAway(undefined), false);
  });
});

describe('what an exception of a paid call means', () => {
  test('the caller’s abort comes before the broken connection that it caused', () => {
    const broken = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    const wrapped = new Error('Connection error.', { cause: broken });
    const code = (progress: object) => errorOfException(payee, wrapped, { ...calm, ...progress }, 'no').code;
    assert.equal(code({}), 'outage');
    assert.equal(code({ aborted: true }), 'aborted');
    assert.equal(code({ lateMs: 1000 }), 'timeout');
    assert.equal(code({ answering: true }), 'cut');
  });

  test('anything else is told without the key', () => {
    const error = errorOfException(payee, new Error(`Bad header: ${payee.key}`), calm, 'unknown');
    assert.equal(error.code, 'provider');
    assert.match(error.reason, /Bad header: \(key\)/);
    assert.equal(errorOfException(payee, 'a string', calm, 'no').code, 'provider');
  });
});
