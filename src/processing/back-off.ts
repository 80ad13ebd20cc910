/** How long a failed attempt waits for the next one. */

const firstMs = 60_000;
const longestMs = 60 * 60_000;

/** Milliseconds to wait after failed attempt number `attempt` (from 1): a minute, then four times as long each, an hour at most. */
export function backOffMs(attempt: number): number {
  return Math.min(longestMs, firstMs * 4 ** (Math.max(1, attempt) - 1));
}
