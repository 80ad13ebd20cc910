/**
 * The life of a paid call. Keeps the promise that nothing is paid for twice: a call is sent once at most, and a key
 * that was bought, or may have been, is sent again by nobody but a person.
 *
 *     RESERVED ──► SENDING ──► SENT ──► RESULT ──► SETTLED
 *        │            │          │        ▲
 *        │            ├──────────┤        │ found at the provider
 *        │            │          │        │
 *        ▼            ▼          ▼        │
 *     RELEASED     UNKNOWN ───────────────┘
 *                     │ └──► GIVEN_UP ──► REOPENED
 *                     └────────────────►
 *
 * A call goes from SENDING straight to RESULT where the provider gives no id, and to RELEASED from anywhere before
 * RESULT when it was definitely not charged. After RELEASED and REOPENED the key may be reserved again, always as its
 * next generation, so that one generation never has two creates.
 */

/** Where a call stands; each is durable before the next begins. */
export type CallState =
  | 'reserved'
  | 'sending'
  | 'sent'
  | 'result'
  | 'settled'
  /** Definitely not charged. */
  | 'released'
  /** Nobody can say whether it was charged; counts in full. */
  | 'unknown'
  /** The person gave it up; counts in full. */
  | 'given-up'
  /** The person wants it sent again; this generation goes on counting in full. */
  | 'reopened';

const allowedFrom: Readonly<Record<CallState, readonly CallState[]>> = {
  reserved: [],
  sending: ['reserved'],
  sent: ['sending', 'unknown'],
  result: ['sending', 'sent', 'unknown'],
  settled: ['result'],
  released: ['reserved', 'sending', 'sent', 'unknown'],
  unknown: ['sending', 'sent'],
  'given-up': ['unknown'],
  reopened: ['unknown', 'given-up'],
};

/** May a call go from one state to another: `go`, `already` when it is there, or `refused`. */
export function stepFrom(from: CallState, to: CallState): 'go' | 'already' | 'refused' {
  if (from === to) return 'already';
  return allowedFrom[to].includes(from) ? 'go' : 'refused';
}

/** May the key be reserved again, as its next generation, when its newest one stands there? */
export function mayReserveAgain(newest: CallState): boolean {
  return newest === 'released' || newest === 'reopened';
}
