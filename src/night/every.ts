/** What is looked at again and again while a root is open. */
import type { Tell } from '../types/event.ts';

/** Acts every `ms` milliseconds until `signal` says stop; what goes wrong is told, and it goes on. */
export function every(ms: number, act: () => unknown, signal: AbortSignal, tell: Tell): void {
  const timer = setInterval(async () => {
    try {
      await act();
    } catch (error) {
      tell({ type: 'notice', level: 'warn', message: `Something went wrong: ${String(error)}` });
    }
  }, ms);
  signal.addEventListener('abort', () => clearInterval(timer));
}
