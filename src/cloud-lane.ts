/** The lane of the files in cloud/: when it works, and what makes files that wait there go on. */
import type { Parts } from './assembly.ts';
import { budgetStamp } from './cloud/closed-month.ts';
import type { WaitingFile } from './ingest/waiting-file.ts';
import type { ActiveContents } from './processing/active-contents.ts';
import { handleCloudFile } from './processing/cloud-file.ts';
import type { Errand } from './processing/errand.ts';
import { forgetTaken } from './processing/needs.ts';
import { Work } from './processing/work.ts';
import { afterwards } from './types/afterwards.ts';

const tasks = ['recognise', 'describe', 'transcribe'] as const;

/** The work on cloud/, at any hour: what lies there was put there by a stall or by a person, and waits for nothing else. */
export class CloudLane {
  readonly work: Work;
  readonly #parts: Parts;
  readonly #stopping = new AbortController();
  #begun: Promise<void> | undefined;
  #recovered = false;
  /** What the files that wait depend on, as it was when it was looked at last. */
  #ground: string | undefined;

  /** `active` is shared with the work on ingest/; `errandOf` says what the plan of the night wants of a file. */
  constructor(parts: Parts, active: ActiveContents, errandOf: (file: WaitingFile) => Errand) {
    this.#parts = parts;
    this.work = new Work(parts.laneTools, {
      filesAtOnce: () => parts.settings.current.cloud.concurrency,
      // Nothing is bought before it is known what is private, and what was bought.
      admission: () => (this.#recovered ? 'all' : 'none'),
      handle: async (file, tools, signal) => {
        await handleCloudFile(file, active, { ...tools, errand: errandOf(file) }, signal);
        // A purchase holds more than it costs: who found no room beside it may find it now.
        if (parts.cloud.shop.hasRoomAgain()) tools.waiting.release();
      },
    });
    parts.onChange.add(afterwards(() => this.work.wake()));
  }

  /** Learns what is private, puts right what a dead process left open at the providers, and lists what is in cloud/. Shared by all callers. */
  begin(): Promise<void> {
    this.#begun ??= this.#begin();
    return this.#begun;
  }

  async #begin(): Promise<void> {
    const { cloud, laneTools, privates } = this.#parts;
    const { signal } = this.#stopping;
    try {
      await privates.recall();
    } catch (error) {
      if (signal.aborted) return;
      const message = `What is private could not be told (${String(error)}), so nothing is bought until the next start.`;
      return laneTools.tell({ type: 'notice', level: 'error', message });
    }
    await Promise.all([laneTools.waiting.start(), cloud.shop.recover(signal)]).catch((error: unknown) => {
      const message = `What was sent before could not be asked after: ${String(error)}`;
      laneTools.tell({ type: 'notice', level: 'warn', message });
    });
    this.#ground = await this.#groundNow();
    this.#recovered = true;
    this.work.wake();
  }

  /** Lets go on what waited for another budget, another setting, or a model of this machine, when there is one now. */
  async look(): Promise<void> {
    const { laneTools } = this.#parts;
    await forgetTaken(laneTools);
    const ground = await this.#groundNow();
    if (ground === this.#ground) return;
    this.#ground = ground;
    laneTools.waiting.release();
    // STATUS.md says what is wrong with budget.json, whether anything waits for it or not.
    for (const changed of this.#parts.onChange) changed();
  }

  async #groundNow(): Promise<string> {
    const { root, settings, cloud, laneTools } = this.#parts;
    const able: boolean[] = [];
    for (const task of tasks) able.push((await laneTools.router.availableFor(task, { private: false })).ok);
    const { models, cloud: limits } = settings.current;
    return JSON.stringify([budgetStamp(root.budgetFile), models, limits, able, cloud.ledger.period().day]);
  }

  /** Takes up nothing more; what was sent stays in the ledger and is asked after at the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.work.stop();
    await this.#begun;
  }
}
