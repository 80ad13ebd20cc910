/** A desk for joins in a real root, beside a fake service that counts what reaches it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { JoinDesk } from '../../src/cloud/join-desk.ts';
import { Ledger } from '../../src/cloud/ledger.ts';
import { Trade } from '../../src/cloud/trade.ts';
import type { Root } from '../../src/folders/root.ts';
import { createPaidRegistry } from '../../src/models/paid-registry.ts';
import type { Excerpt, JoinOrder } from '../../src/models/purchase.ts';
import { defaultSettings, type Settings } from '../../src/settings.ts';
import { systemClock } from '../../src/types/clock.ts';
import type { NightshiftEvent } from '../../src/types/event.ts';
import { frail, type Risk } from '../torture/frail.ts';
import { shortPauses, writeBudget } from './cloud-journey.ts';
import { closeQuietly, noResults } from './ledgers.ts';
import { type OpenAiServer, startOpenAiServer } from './openai-server.ts';
import { scratchRoot } from './scratch-root.ts';

/** What a desk may be given. */
export interface DeskChanges {
  readonly settings?: Settings;
  /** SHA-256 of what was in private/ once. */
  readonly privates?: ReadonlySet<string>;
  readonly recallPrivate?: () => Promise<void>;
  /** Strikes before and after each step of the ledger and of the provider. */
  readonly risk?: Risk;
  readonly key?: string;
}

/** An open desk with its ledger. */
export interface OpenDesk {
  readonly desk: JoinDesk;
  readonly trade: Trade;
  readonly ledger: Ledger;
}

/** A root with a service, of which desks are opened one after the other, as processes are. */
export async function deskRoot(t: TestContext, given?: Root) {
  const root = given ?? (await scratchRoot(t));
  const openai = await startOpenAiServer();
  t.after(() => openai.close());
  await writeBudget(root);
  const events: NightshiftEvent[] = [];
  let last: Ledger | undefined;
  const open = (changes: DeskChanges = {}): OpenDesk => {
    last?.close();
    const { stateFile, budgetFile, spendingFile } = root;
    const ledger = new Ledger({ stateFile, budgetFile, spendingFile, clock: systemClock, zone: 'local' });
    ledger.rebuild(noResults);
    last = ledger;
    t.after(() => closeQuietly(ledger));
    return { ledger, ...deskOn(root, ledger, openai, events, changes) };
  };
  return { root, openai, events, open };
}

function deskOn(
  root: Root,
  whole: Ledger,
  openai: OpenAiServer,
  events: NightshiftEvent[],
  { settings = defaultSettings, privates = new Set(), recallPrivate, risk, key }: DeskChanges,
): Omit<OpenDesk, 'ledger'> {
  const environment = { OPENAI_API_KEY: key ?? openai.key, OPENAI_BASE_URL: openai.baseUrl };
  const registry = createPaidRegistry(environment);
  const ledger = risk ? frail(whole, risk) : whole;
  const provided = risk
    ? {
        get(spec: string) {
          const provider = registry.get(spec);
          return 'check' in provider ? frail(provider, risk) : provider;
        },
      }
    : registry;
  const tell = (event: NightshiftEvent): void => void events.push(event);
  const trade = new Trade({
    ledger,
    registry: provided,
    settings: () => settings,
    tell,
    pauses: shortPauses,
    clock: systemClock,
  });
  const desk = new JoinDesk({
    ...{ root, ledger, trade, tell, clock: systemClock },
    isPrivate: (sha256) => privates.has(sha256),
    recallPrivate: recallPrivate ?? (async () => undefined),
  });
  return { desk, trade };
}

/** A quote whose note lies in done/. */
export async function excerptIn(
  root: Root,
  number: number,
  changes: Partial<Excerpt> = {},
): Promise<Excerpt> {
  const note = `done/letter ${number}.txt.md`;
  const excerpt: Excerpt = {
    ...{ number, document: number, text: `The rent of house ${number} is ${number}00 euros.` },
    ...{
      note,
      path: `done/letter ${number}.txt`,
      contents: [`note-${number}`, `letter-${number}`],
      private: false,
    },
    ...changes,
  };
  const path = join(root.path, excerpt.note);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, excerpt.text);
  return excerpt;
}

/** An order for a question whose owner allows ten cents. */
export function orderOf(excerpts: readonly Excerpt[], changes: Partial<JoinOrder> = {}): JoinOrder {
  return {
    ...{ question: 'What is the rent of all houses?', path: 'ask/rent.md', answer: 'answers/rent.md' },
    ...{ allowed: true, budgetUsd: 0.1, excerpts, stands: () => true },
    ...changes,
  };
}

/** What a model says that names all of them. */
export const saysAll = JSON.stringify({ statements: [{ text: 'It is 300 euros.', quotes: [1, 2] }] });
