/** What was spent against the caps, in a sentence or two. */
import type { BudgetReport } from '../types/budget-report.ts';

const microsPerDollar = 1_000_000;

/** For people, of whole micro-dollars: `$0.50`, `$0.000123`; at least two decimals, never rounded. */
export function formatMicros(micros: number): string {
  const whole = Math.floor(micros / microsPerDollar);
  const fraction = String(micros % microsPerDollar).padStart(6, '0');
  return `$${whole}.${fraction.replace(/0{1,4}$/, '')}`;
}

/** The same of dollars, to the micro-dollar. */
export function usdText(dollars: number): string {
  return formatMicros(Math.round(dollars * microsPerDollar));
}

/** Nothing as long as nothing may be bought and nothing was. Sentences without Markdown. */
export function moneyText({ cloud, day, month, unknown, open, problem }: BudgetReport): readonly string[] {
  const touched = month.spentUsd > 0 || month.heldUsd > 0 || unknown.length > 0;
  if (cloud === 'off' && !touched) return [];
  const spent = (of: { readonly spentUsd: number; readonly capUsd: number }): string =>
    problem === undefined ? `${usdText(of.spentUsd)} of ${usdText(of.capUsd)}` : usdText(of.spentUsd);
  const sentences = [`Spent today ${spent(day)}, this month ${spent(month)}.`];
  if (open.length > 0) {
    const held = open.reduce((sum, { heldUsd }) => sum + heldUsd, 0);
    sentences.push(`${calls(open.length)} on the way, held at ${usdText(held)} at most.`);
  }
  if (unknown.length > 0) {
    const held = unknown.reduce((sum, { heldUsd }) => sum + heldUsd, 0);
    sentences.push(
      `Of ${calls(unknown.length)}, ${usdText(held)} at most, nobody knows whether they were charged: tick a box in the note beside ${places(unknown)}.`,
    );
  }
  if (problem !== undefined) sentences.push('Nothing more is bought until budget.json is right.');
  else if (cloud === 'off') sentences.push('Nothing more is bought: budget.json says "cloud": "off".');
  return [sentences.join(' ')];
}

/** Where the notes lie: beside a file, or beside the answer to a question. */
function places(unknown: BudgetReport['unknown']): string {
  const isAnswer = ({ path }: (typeof unknown)[number]): boolean => path.startsWith('answers/');
  const all = [
    ...(unknown.every(isAnswer) ? [] : ['each file in cloud/']),
    ...(unknown.some(isAnswer) ? ['each answer in answers/'] : []),
  ];
  return all.join(' and ');
}

const calls = (count: number): string => (count === 1 ? '1 call' : `${count} calls`);
