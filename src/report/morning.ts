/** `reports/YYYY-MM-DD.md`: what a night did, as Markdown for the person who gets up. Pure. */
import { missedText } from './missed-night.ts';
import { moneyText, usdText } from './money-text.ts';
import type { BoughtFile, DoneFile, FailedFile, Grouped, ModelWork, MorningFacts } from './morning-facts.ts';
import { insteadSection } from './morning-instead.ts';
import { redact } from './redaction.ts';
import { escapeCell, escapeInline, escapeWithin, linkTo, oneLine, shortened } from './safe-markdown.ts';
import { sanitiseSentence } from './sanitise-markdown.ts';
import { files } from './status.ts';
import { dayAndTime, humanDuration, timeOfDay } from './times.ts';

/** Lines and characters that one reads of each thing. */
const limits = { held: 30, bought: 50, text: 200, why: 400 } as const;

/** The front matter, in order, and the body, which ends in a line break. */
export interface RenderedReport {
  readonly data: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** The report. What the person adds to the file is not part of it. */
export function renderMorning(facts: MorningFacts): RenderedReport {
  const { day, done, failed, waiting, bought, models, instead } = facts;
  const sum = (key: 'spentUsd' | 'heldUsd' | 'unknownUsd'): number =>
    rounded(bought.reduce((total, file) => total + file[key], 0));
  const data = {
    title: `Report of the night to ${day}`,
    date: day,
    kind: 'report',
    done: done.total,
    failed: failed.total,
    waiting,
    bought: bought.length,
    cost_usd: sum('spentUsd'),
    held_usd: rounded(sum('heldUsd') + sum('unknownUsd')) || undefined,
    model_hours: Number((secondsOf(models) / 3600).toFixed(2)),
    cloud_instead_usd: instead.cloudUsd,
    missed: facts.missed === undefined ? undefined : true,
    tags: ['report'],
  };
  const sections = [
    `# The night to ${day}`,
    headline(facts, sum('spentUsd'), sum('heldUsd') + sum('unknownUsd')),
    hours(facts),
    facts.missed === undefined ? '' : missedText(facts.missed, facts.asOf),
    groupedSection('Done', done, doneLine, copiesText(facts.copies)),
    groupedSection('Failed', failed, failedLine, 'Drag a file back to `ingest/` to try it again.'),
    waitingSection(facts),
    boughtSection(bought),
    modelsSection(models),
    moneySection(facts, sum('spentUsd')),
    insteadSection(instead, secondsOf(models), sum('spentUsd')),
    nextSection(facts),
    `*As of ${dayAndTime(facts.asOf)}. Now: [STATUS](<../STATUS.md>)*`,
  ];
  return { data, body: `${sections.filter(Boolean).join('\n\n')}\n` };
}

/** To the micro-dollar: sums of decimals are a hair off. */
const rounded = (usd: number): number => Number(usd.toFixed(6));
const secondsOf = (models: readonly ModelWork[]): number =>
  models.reduce((sum, { seconds }) => sum + seconds, 0);
const short = (text: string, most: number = limits.text): string => shortened(oneLine(redact(text)), most);
/** From reports/ to a path below the root. */
const link = (label: string, path: string): string => linkTo(short(label), `../${path}`);

function headline({ done, failed, waiting, bought }: MorningFacts, spent: number, held: number): string {
  const parts = [`${files(done.total)} done`, `${failed.total} failed`, `${waiting} waiting`];
  const onHold = held > 0 ? `, ${usdText(held)} held` : '';
  const paid = bought.length === 0 ? 'Nothing was bought.' : `${files(bought.length)} sent to the cloud`;
  const cost = bought.length === 0 ? '' : `: ${usdText(spent)} spent${onHold}.`;
  return `**${parts.join(', ')}.** ${paid}${cost}`;
}

function hours({ spans }: MorningFacts): string {
  const said = spans.map(
    ({ from, until, late }) => `${dayAndTime(from)} to ${timeOfDay(until)}${late ? ' (caught up late)' : ''}`,
  );
  return said.length === 0 ? '' : `From ${said.join('; from ')}.`;
}

function groupedSection<T>(
  title: string,
  { total, groups, moreFolders, moreFiles }: Grouped<T>,
  line: (file: T) => string,
  remark: string,
): string {
  if (total === 0) return '';
  const parts = groups.flatMap(({ folder, total: inside, shown }) => {
    const more = inside - shown.length;
    const lines = [...shown.map(line), ...(more > 0 ? [`- … and ${more} more`] : [])];
    return [`### ${link(folder, `${folder}/`)}: ${files(inside)}`, lines.join('\n')];
  });
  const rest = moreFolders === 0 ? '' : `… and ${files(moreFiles)} in ${moreFolders} more folders.`;
  return [`## ${title} (${total})`, ...parts, rest, remark].filter(Boolean).join('\n\n');
}

const copiesText = (copies: number): string =>
  copies === 0 ? '' : `${files(copies)} of these ${copies === 1 ? 'was' : 'were'} known already.`;

function doneLine({ name, note }: DoneFile): string {
  if (note === undefined) return `- ${escapeWithin(short(name))} (not there any more)`;
  const title = note.title === name ? '' : `: ${escapeWithin(short(note.title))}`;
  return `- ${link(name, note.path)}${title}${note.route === 'cloud' ? ' (bought)' : ''}`;
}

function failedLine({ name, note }: FailedFile): string {
  if (note === undefined) return `- ${escapeWithin(short(name))} (not there any more)`;
  const { path, reason, hint } = note;
  return `- ${link(name, path)}: ${sentence(reason)} ${sentence(hint)}`.trimEnd();
}

const sentence = (text: string): string => sanitiseSentence(short(text, limits.why));

function waitingSection({ waiting, held, heldTotal, needs }: MorningFacts): string {
  if (waiting === 0) return '';
  const shown = held.slice(0, limits.held);
  const groups = Map.groupBy(shown, ({ why, until }) => `${why} ${until ?? ''}`);
  const lines = [...groups.values()].flatMap((group) => {
    const { why = '', until } = group[0] ?? {};
    const when = until === undefined ? '' : ` (until ${dayAndTime(until)})`;
    return [`- ${sentence(why)}${when}`, ...group.map(({ path }) => `  - ${escapeInline(short(path))}`)];
  });
  if (heldTotal > shown.length) lines.push(`- … and ${heldTotal - shown.length} more`);
  const turn = waiting - heldTotal;
  if (turn > 0) lines.push(`- ${files(turn)} for the turn in the next window`);
  const todo = needs.map(
    ({ why, hint, files: count }) => `- ${sentence(why)} ${sentence(hint)} (${files(count)})`,
  );
  const toDo = todo.length === 0 ? '' : `To do, so that they go on:\n\n${todo.join('\n')}`;
  return [`## Waiting (${waiting})`, lines.join('\n'), toDo].filter(Boolean).join('\n\n');
}

function boughtSection(bought: readonly BoughtFile[]): string {
  if (bought.length === 0) return '';
  const rows = bought.slice(0, limits.bought).map(({ source, note, why, specs, calls, ...cost }) => {
    const name = note === undefined ? escapeCell(short(source)) : cellLink(source, note);
    const models = escapeCell(short(specs.join(', ')));
    return `| ${name} | ${escapeCell(short(why, limits.why))} | ${models} | ${calls} | ${costText(cost)} |`;
  });
  const more = bought.length - rows.length;
  return [
    `## Sent to the cloud (${bought.length})`,
    ['| file | why | model | calls | cost |', '| --- | --- | --- | --: | --- |', ...rows].join('\n'),
    more > 0 ? `… and ${files(more)} more; spending.jsonl has them all.` : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** A bar ends a cell wherever it stands; a path has none after it was made part of a link. */
const cellLink = (label: string, path: string): string =>
  link(label, path).replace(/(\\?)\|/g, (_bar, before: string) => (before ? `${before}&#124;` : '\\|'));

function costText({
  spentUsd,
  heldUsd,
  unknownUsd,
}: Pick<BoughtFile, 'spentUsd' | 'heldUsd' | 'unknownUsd'>) {
  const parts = [
    spentUsd > 0 ? usdText(spentUsd) : '',
    heldUsd > 0 ? `${usdText(heldUsd)} held, on its way` : '',
    unknownUsd > 0 ? `${usdText(unknownUsd)} unknown` : '',
  ];
  return parts.filter(Boolean).join(', ') || usdText(0);
}

function modelsSection(models: readonly ModelWork[]): string {
  if (models.length === 0) return '';
  const rows = models.map(({ spec, tasks, seconds }) => {
    const did = tasks.map(({ task, count }) => `${task} ${count}`).join(', ');
    return `| ${escapeCell(short(spec))} | ${did} | ${humanDuration(seconds)} |`;
  });
  return [
    '## Hours by model',
    ['| model | finished tasks | model time |', '| --- | --- | --: |', ...rows].join('\n'),
    'Of finished tasks on this machine, without the loading of models; several at once add up.',
  ].join('\n\n');
}

function moneySection({ budget }: MorningFacts, spent: number): string {
  if (budget === undefined) return '';
  const sentences = moneyText(budget);
  if (sentences.length === 0) return '';
  return `## Money\n\nSpent in this night: ${usdText(spent)}. ${sentences.map(sanitiseSentence).join(' ')}`;
}

function nextSection({ next, waiting }: MorningFacts): string {
  const { opensAt, closesAt, plan } = next;
  const when = `The next window is from ${dayAndTime(opensAt)} to ${timeOfDay(closesAt)}.`;
  if (waiting === 0) return `## Next night\n\n${when} Nothing waits for it.`;
  if (plan === undefined || plan.files === 0) return `## Next night\n\n${when}`;
  const what = `${files(plan.files)} that can go on`;
  const alone = `This machine alone should be done with ${what} at ${dayAndTime(plan.endsAtFree)}.`;
  return `## Next night\n\n${[when, alone, purchaseText(plan)].filter(Boolean).join(' ')}`;
}

function purchaseText({ verdict, micros, neededMicros }: NonNullable<MorningFacts['next']['plan']>): string {
  if (verdict === 'buys') return `To be done in time, up to ${usdText(micros / 1e6)} would be spent.`;
  if (verdict === 'over-cap') {
    const needed = neededMicros === undefined ? 'more than the caps leave' : usdText(neededMicros / 1e6);
    return `To be done in time would cost ${needed}, so nothing is bought, and the rest waits longer.`;
  }
  if (verdict === 'too-long') return 'Nothing that may be bought would make it end in time.';
  return '';
}
