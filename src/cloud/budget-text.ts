/** What was spent, as a terminal shows it, with a bar for each day of the month. */

import { usdText as usd } from '../report/money-text.ts';
import { printable } from '../report/printable.ts';
import type { BudgetReport, PeriodReport } from '../types/budget-report.ts';

const barWidth = 30;

/** Plain lines without a line break at the end. */
export function renderBudgetText(report: BudgetReport): string {
  const { day, month, doubted, capPerFileUsd, problem, cloud, models, days, unknown, open } = report;
  const [today, thisMonth] = doubted === true ? [day.date, month.date] : ['Today', 'This month'];
  const lines = [
    problem ?? consentText(cloud),
    ...(doubted === true
      ? ["This machine's clock is days ahead of where it was; the next purchase asks a server for the time."]
      : []),
    '',
    ...table([
      ['', 'spent', 'held', 'left', 'cap'],
      [today, ...amounts(day)],
      [thisMonth, ...amounts(month)],
    ]),
    `One file may cost up to ${usd(capPerFileUsd)}.`,
    ...section('By model', models, ({ spec, calls, spentUsd }) => {
      return `${spec}  ${usd(spentUsd)}  ${calls === 1 ? '1 call' : `${calls} calls`}`;
    }),
    ...section('By day', days, ({ date, spentUsd }) => `${date}  ${bar(spentUsd, days)}  ${usd(spentUsd)}`),
    ...section('On the way', open, ({ path, heldUsd }) => `${printable(path)}  up to ${usd(heldUsd)}`),
    ...section('Nobody knows whether these were charged', unknown, ({ path, heldUsd }) => {
      return `${printable(path)}  up to ${usd(heldUsd)}: open the note beside it and tick a box`;
    }),
  ];
  return lines.join('\n');
}

function consentText(cloud: BudgetReport['cloud']): string {
  return cloud === 'on'
    ? 'Pictures and recordings that stall may be bought, and the joining of questions that allow it.'
    : 'Nothing is bought: budget.json says "cloud": "off".';
}

function amounts({ spentUsd, heldUsd, leftUsd, capUsd }: PeriodReport): readonly string[] {
  return [spentUsd, heldUsd, leftUsd, capUsd].map(usd);
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
}

function section<T>(head: string, items: readonly T[], line: (item: T) => string): readonly string[] {
  return items.length === 0 ? [] : ['', `${head}:`, ...items.map((item) => `  ${line(item)}`)];
}

/** As long as its share of the dearest day; no day with spending is without a mark. */
function bar(spentUsd: number, days: BudgetReport['days']): string {
  const most = Math.max(...days.map((one) => one.spentUsd));
  const length = most > 0 ? Math.max(1, Math.round((spentUsd / most) * barWidth)) : 0;
  return '█'.repeat(length).padEnd(barWidth);
}
