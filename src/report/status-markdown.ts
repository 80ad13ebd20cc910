/** STATUS.md: short enough for Quick Look, and friendly when there is nothing to say. */
import { missedText } from './missed-night.ts';
import { moneyText } from './money-text.ts';
import { escapeInline, linkTo } from './safe-markdown.ts';
import { sanitiseSentence } from './sanitise-markdown.ts';
import { files, mostLines, questionsText, type Status, since, windowText, workText } from './status.ts';
import { dayAndTime } from './times.ts';

/** The whole file, ending in a line break. */
export function renderStatusMarkdown(status: Status): string {
  const sections = [
    '# Nightshift',
    headline(status),
    status.questions === undefined ? '' : questionsText(status.questions),
    status.missed ? missedText(status.missed, status.asOf) : '',
    ...status.notices.map((notice) => `> **Attention:** ${sanitiseSentence(notice)}`),
    needs(status),
    plan(status),
    working(status),
    waiting(status),
    counts(status),
    status.report === undefined ? '' : `The last night: ${linkTo(status.report, status.report)}`,
    ...(status.budget ? moneyText(status.budget) : []),
    footer(status),
  ];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}

/** What matters most, in a sentence or two. */
function headline(status: Status): string {
  const { ingest, processing, window } = status;
  if (processing > 0) return `**${files(processing)} in work, ${ingest} waiting.** ${windowText(window)}`;
  if (ingest > 0) return `**${files(ingest)} waiting.** ${windowText(window)}`;
  const where =
    'Drop files into [ingest](<ingest/>): text, PDFs, images, recordings. ' +
    'They are read at night, and what was found stands in [done](<done/>) in the morning, beside each file. ' +
    'What is dropped into [ingest/now](<ingest/now/>) is done at once.';
  const nothing = status.questions === undefined ? 'Nothing' : 'No file';
  return `**${nothing} is waiting.** ${where}\n\n${windowText(window)}`;
}

function needs(status: Status): string {
  if (status.needs.length === 0) return '';
  const lines = status.needs.map(
    ({ why, hint, files: count }) => `- ${sanitiseSentence(why)} ${sanitiseSentence(hint)} (${files(count)})`,
  );
  return `## To do, so that waiting files go on\n\n${lines.join('\n')}`;
}

function plan({ plan: tonight }: Status): string {
  if (tonight === undefined || tonight.reasons.length === 0) return '';
  return `## The plan of this night\n\n${tonight.reasons.map(sanitiseSentence).join('\n')}`;
}

function working(status: Status): string {
  if (status.working.length === 0) return '';
  const lines = status.working
    .slice(0, mostLines)
    .map((work) => `- ${escapeInline(work.path)}: ${workText(work)}, for ${since(work.since, status.asOf)}`);
  return `## In work\n\n${lines.join('\n')}`;
}

function waiting({ waiting: all, waitingTotal }: Status): string {
  if (all.length === 0) return '';
  const shown = all.slice(0, mostLines);
  const groups = Map.groupBy(shown, ({ why, until }) => `${why} ${until ?? ''}`);
  const lines = [...groups.values()].flatMap(waitingGroup);
  const more = waitingTotal - shown.length;
  if (more > 0) lines.push(`- and ${more} more`);
  return `## Waiting\n\n${lines.join('\n')}`;
}

/** Files that wait for the same: why, said once, and their names. */
function waitingGroup(group: Status['waiting']): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const when = first.until === undefined ? '' : ` (until ${dayAndTime(first.until)})`;
  const why = `${sanitiseSentence(first.why)}${when}`;
  if (group.length === 1) return [`- ${escapeInline(first.path)}: ${why}`];
  return [`- ${why}`, ...group.map(({ path }) => `  - ${escapeInline(path)}`)];
}

function counts({ ingest, processing, cloud, done, failed }: Status): string {
  const folders = { ingest, processing, cloud, done, failed };
  const names = Object.keys(folders).map((name) => `[${name}](<${name}/>)`);
  return [
    `| ${names.join(' | ')} |`,
    '| --- | --- | --- | --- | --- |',
    `| ${Object.values(folders).join(' | ')} |`,
  ].join('\n');
}

function footer({ asOf, owner, failed }: Status): string {
  const again =
    failed > 0 ? 'Drag a file from [failed](<failed/>) back to [ingest](<ingest/>) to try it again. ' : '';
  const alive = owner
    ? `kept by process ${owner.pid}`
    : 'nothing looks after these folders now: `nightshift start` does';
  return `${again}*As of ${dayAndTime(asOf)}; ${alive}.*`;
}
