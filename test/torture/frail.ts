/** Things that break down before or after any step, as a process does that is killed. */

/** The process is dead from here on. */
export class Crash extends Error {}

/** May throw a `Crash`. */
export type Risk = () => void;

/**
 * `target`, with a risk before and after each of its methods: before, the step has not happened; after, it has, and
 * nobody was told.
 */
export function frail<Target extends object>(target: Target, risk: Risk): Target {
  return new Proxy(target, {
    get(_, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...words: unknown[]): unknown => {
        risk();
        const answer: unknown = Reflect.apply(value, target, words);
        if (!(answer instanceof Promise)) return risked(answer, risk);
        return answer.then((settled) => risked(settled, risk));
      };
    },
  });
}

function risked<Value>(value: Value, risk: Risk): Value {
  risk();
  return value;
}
