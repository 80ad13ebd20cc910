import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ModelError } from '../../src/models/contract.ts';
import type { RoutedTask } from '../../src/models/router.ts';
import { backOffMs } from '../../src/processing/back-off.ts';
import { type JobEnd, outcomeOf } from '../../src/processing/outcome.ts';

const failure = { code: 'x', reason: 'It broke.', hint: 'Mend it.' };
const modelError = (code: ModelError['code'], retryable: boolean): JobEnd<never> => ({
  type: 'model-failed',
  task: 'summarise',
  spec: 'ollama:m',
  error: { code, reason: 'It broke.', hint: 'Mend it.', retryable, charged: 'no' },
});
const unavailable = (outage: boolean): JobEnd<never> => ({
  type: 'unavailable',
  task: 'transcribe',
  outage,
  reason: 'Nobody can.',
  hint: 'Install it.',
});

test('every end has one outcome, and only a failed attempt counts', () => {
  const now = 1_000_000;
  const minute = 60_000;
  const cases: readonly [string, JobEnd<string>, number, unknown][] = [
    ['a result is done', { type: 'finished', result: 'r' }, 0, { type: 'done', result: 'r' }],
    [
      'what the plan wants bought goes to cloud/',
      { type: 'planned', task: 'recognise', reason: 'It is late.' },
      0,
      {
        type: 'stalled',
        stall: { task: 'recognise', reason: 'It is late.', lacking: false, planned: true },
      },
    ],
    ['a stop puts back', { type: 'aborted' }, 1, { type: 'interrupted' }],
    [
      'an outage snoozes a minute',
      unavailable(true),
      1,
      { type: 'snooze', until: now + minute, needs: 'transcribe', why: 'Nobody can.', hint: 'Install it.' },
    ],
    [
      'a missing program snoozes five',
      unavailable(false),
      0,
      {
        type: 'snooze',
        until: now + 5 * minute,
        needs: 'transcribe',
        why: 'Nobody can.',
        hint: 'Install it.',
      },
    ],
    [
      'an unreadable file fails',
      { type: 'unreadable', failure, retryable: false },
      0,
      { type: 'failed', failure },
    ],
    [
      'a reader that ran out of time is tried again',
      { type: 'unreadable', failure, retryable: true },
      0,
      { type: 'retry', at: now + minute, failure },
    ],
    [
      'a model that failed is tried again',
      modelError('timeout', true),
      0,
      { type: 'retry', at: now + minute, failure: { ...failure, code: 'timeout' } },
    ],
    [
      'until the attempts are used up',
      modelError('timeout', true),
      1,
      { type: 'failed', failure: { ...failure, code: 'timeout' } },
    ],
    [
      'bad input fails at once',
      modelError('bad-input', true),
      0,
      { type: 'failed', failure: { ...failure, code: 'bad-input' } },
    ],
    [
      'so does what cannot be retried',
      modelError('provider', false),
      0,
      { type: 'failed', failure: { ...failure, code: 'provider' } },
    ],
  ];
  for (const [name, end, attempts, expected] of cases) {
    assert.deepEqual(
      outcomeOf(end, { attempts, allowedAttempts: 2, now, couldBuy: () => false }),
      expected,
      name,
    );
  }
});

test('waiting for the next attempt grows from a minute to an hour and no further', () => {
  const minutes = [1, 2, 3, 4, 5, 50].map((attempt) => backOffMs(attempt) / 60_000);
  assert.deepEqual(minutes, [1, 4, 16, 60, 60, 60]);
});

test('what ran away goes to cloud/ at once when that could take it, and else is a failed attempt', () => {
  const now = 1_000_000;
  const outcome = (task: RoutedTask, couldBuy: boolean, stays = false) => {
    const end = { ...modelError('ran-away', true), task, stays } as JobEnd<never>;
    return outcomeOf(end, { attempts: 0, allowedAttempts: 2, now, couldBuy: () => couldBuy }).type;
  };
  assert.equal(outcome('describe', true), 'stalled');
  assert.equal(outcome('transcribe', true), 'stalled');
  assert.equal(outcome('recognise', false), 'retry');
  assert.equal(outcome('describe', true, true), 'retry', 'a figure stays with its text');
  assert.equal(outcome('summarise', true), 'retry', 'words are never sent');
});

test('what the end of the window breaks off waits for the next one, without an attempt used', () => {
  const facts = { attempts: 1, allowedAttempts: 2, now: 1, couldBuy: () => true };
  assert.deepEqual(outcomeOf({ type: 'aborted', closedUntil: 5 }, facts), {
    type: 'interrupted',
    closedUntil: 5,
  });
});
