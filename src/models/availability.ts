/** What `check()` said, remembered for a while, so that a claim costs no request. */
import type { Clock } from '../types/clock.ts';
import type { Availability, Provider } from './contract.ts';

/** For how long an answer is believed, in milliseconds. */
const believed = { available: 60_000, unavailable: 15_000 };
/** No honest check takes longer. */
const checkMs = 20_000;

/** Remembers which providers can be used. */
export interface AvailabilityCache {
  /** What is remembered of it, if that is still believed. */
  known(provider: Provider): Availability | undefined;
  /** Asks the provider, or answers from memory; callers at the same time share one question. Never rejects. */
  of(provider: Provider): Promise<Availability>;
  /** Remembers what a call has just shown. */
  note(provider: Provider, availability: Availability): void;
  /** Forgets everything, so that the next question goes to the providers. */
  forget(): void;
}

/** An empty memory. */
export function createAvailability(clock: Clock): AvailabilityCache {
  let answers = new WeakMap<Provider, { availability: Availability; until: number }>();
  let questions = new WeakMap<Provider, Promise<Availability>>();

  const note = (provider: Provider, availability: Availability): void => {
    const lasts = availability.available ? believed.available : believed.unavailable;
    answers.set(provider, { availability, until: clock.now() + lasts });
  };

  const ask = async (provider: Provider): Promise<Availability> => {
    const asked = questions;
    try {
      const availability = await provider.check(AbortSignal.timeout(checkMs));
      // An answer to a question from before `forget` is old news.
      if (asked === questions) note(provider, availability);
      return availability;
    } finally {
      asked.delete(provider);
    }
  };

  const known = (provider: Provider): Availability | undefined => {
    const answer = answers.get(provider);
    // The clock may be set back: an answer from the future is not believed either.
    const left = answer ? answer.until - clock.now() : 0;
    return left > 0 && left <= believed.available ? answer?.availability : undefined;
  };

  return {
    known,
    async of(provider) {
      const remembered = known(provider);
      if (remembered) return remembered;
      const question = questions.get(provider) ?? ask(provider);
      questions.set(provider, question);
      return question;
    },
    note,
    forget() {
      answers = new WeakMap();
      questions = new WeakMap();
    },
  };
}
