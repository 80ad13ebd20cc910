/** What `start` says first and `run` says last. */
import { join } from 'node:path';
import type { Root } from '../folders/root.ts';
import type { RunReport } from '../types/run-report.ts';
import { printable } from './printable.ts';
import { timeOfDay } from './times.ts';

/** What the greeting depends on. */
export interface GreetingFacts {
  readonly root: Root;
  /** As in `status --json`; times are ISO 8601 with offset. */
  readonly window: { readonly open: boolean; readonly opensAt: string; readonly closesAt: string };
  /** Names of the samples that were put into `ingest/now/`, at the first meeting only. */
  readonly welcome: readonly string[];
}

/** Two lines: where to drop files, and what happens when. A third at the first meeting says what is being shown. */
export function renderGreeting({ root, window, welcome }: GreetingFacts): string {
  const opens = timeOfDay(window.opensAt);
  const closes = timeOfDay(window.closesAt);
  const night = window.open
    ? `It is night (${opens} to ${closes}): what waits there is worked on now.`
    : `Tonight from ${opens} to ${closes} what waits there becomes Markdown in ${printable(root.done)}; what is in ingest/now is done at once.`;
  const lines = [`Drop files into ${printable(root.ingest)}.`, night];
  if (welcome.length > 0) {
    lines.push(
      `To show how: ${welcome.map(printable).join(', ')} in ${printable(join(root.ingest, 'now'))}.`,
    );
  }
  return lines.join('\n');
}

const files = (count: number): string => `${count} ${count === 1 ? 'file' : 'files'}`;

/** One line on what a run did, and where to look further. */
export function renderRunReport(report: RunReport, root: Root): string {
  const { done, failed, waiting, refused } = report;
  if (done + failed + waiting + refused === 0) {
    return `No file waits in ${printable(root.ingest)}. Drop files there and run this again.`;
  }
  const parts = [`${files(done)} done`];
  if (failed > 0) parts.push(`${failed} failed (see ${printable(root.failed)})`);
  if (waiting > 0) parts.push(`${waiting} still waiting (STATUS.md says for what)`);
  if (refused > 0) parts.push(`${refused} that cannot be taken (STATUS.md says why)`);
  return `${parts.join(', ')}.`;
}
