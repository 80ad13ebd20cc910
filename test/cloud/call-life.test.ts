import assert from 'node:assert/strict';
import { it } from 'node:test';
import { type CallState, mayReserveAgain, stepFrom } from '../../src/cloud/call-life.ts';

const states: readonly CallState[] = [
  'reserved',
  'sending',
  'sent',
  'result',
  'settled',
  'released',
  'unknown',
  'given-up',
  'reopened',
];

it('a call goes the ways of the diagram, and no others', () => {
  const ways = states.flatMap((from) =>
    states.filter((to) => stepFrom(from, to) === 'go').map((to) => `${from} → ${to}`),
  );
  assert.deepEqual(ways.toSorted(), [
    'given-up → reopened',
    'reserved → released',
    'reserved → sending',
    'result → settled',
    'sending → released',
    'sending → result',
    'sending → sent',
    'sending → unknown',
    'sent → released',
    'sent → result',
    'sent → unknown',
    'unknown → given-up',
    'unknown → released',
    'unknown → reopened',
    'unknown → result',
    'unknown → sent',
  ]);
});

it('a step that was taken is known as such', () => {
  for (const state of states) assert.equal(stepFrom(state, state), 'already');
});

it('nothing leads back to SENDING: one create for each generation', () => {
  const before = states.filter((from) => stepFrom(from, 'sending') === 'go');
  assert.deepEqual(before, ['reserved']);
  assert.equal(
    states.some((from) => stepFrom(from, 'reserved') === 'go'),
    false,
  );
});

it('only a released and a reopened key may be reserved again', () => {
  assert.deepEqual(states.filter(mayReserveAgain), ['released', 'reopened']);
});
