/** A model that answers when and what a test says, so that things can happen while a file is in work. */
import { EventEmitter, once } from 'node:events';
import type { Answer, ModelError, Provider, TextRequest } from '../../src/models/contract.ts';
import type { Entities, Summary } from '../../src/types/task.ts';

/** Settings that give all text to the steered model. */
export const steeredSettings = {
  stabilityMs: 20,
  models: { text: { night: ['ollama:steered'] }, embed: { night: [] } },
};

const noEntities: Entities = { people: [], organisations: [], places: [], dates: [], amounts: [] };

/** Summarises at once unless it is held. */
export class SteeredModel {
  /** The texts that it was asked to summarise, in order. */
  readonly asked: string[] = [];
  /** What it says; a test may change it. */
  summary: Partial<Summary> = {};
  entities: Partial<Entities> = {};
  /** When set, every call fails with it. */
  error: ModelError | undefined;
  readonly #news = new EventEmitter().setMaxListeners(0);
  #held = false;

  /** From now on calls wait. */
  hold(): void {
    this.#held = true;
  }

  /** The waiting calls are answered, and later ones at once. */
  release(): void {
    this.#held = false;
    this.#news.emit('released');
  }

  /** Resolves when it has been asked `count` times. */
  async askedTimes(count: number): Promise<void> {
    while (this.asked.length < count) await once(this.#news, 'asked');
  }

  /** To open a root with. */
  readonly provider = (spec: string): Provider => ({
    spec,
    place: 'process',
    slots: 8,
    check: async () => ({ available: true }),
    summarise: (request, signal) => this.#summarise(request, signal),
    extract: async () => ({ ok: true, value: { ...noEntities, ...this.entities }, usage: { seconds: 0 } }),
  });

  async #summarise({ text, name }: TextRequest, signal: AbortSignal): Promise<Answer<Summary>> {
    this.asked.push(text);
    this.#news.emit('asked');
    while (this.#held && !signal.aborted) {
      await once(this.#news, 'released', { signal }).catch(() => undefined);
    }
    if (signal.aborted) {
      const reason = 'It was told to stop.';
      return { ok: false, error: { code: 'aborted', reason, hint: reason, retryable: true, charged: 'no' } };
    }
    if (this.error) return { ok: false, error: this.error };
    const value = { title: name, summary: text.slice(0, 200), keyPoints: [], tags: ['note'], language: 'en' };
    return { ok: true, value: { ...value, ...this.summary }, usage: { seconds: 0.01 } };
  }
}
