/** Logs: how long, how many of which level, and the first of what went wrong. */
import { readableName } from '../file-name.ts';
import { nounsIn } from '../tags.ts';
import type { Form } from './form.ts';

const stamp =
  /^(?:<\d+>)?\[?((?:\d{4}-\d\d-\d\d|\d{4}\/\d\d\/\d\d|\d\d[./]\d\d[./]\d{4})[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?|[A-Z][a-z]{2}\s+\d{1,2} \d\d:\d\d:\d\d|\d\d:\d\d:\d\d(?:[.,]\d+)?)\]?/;
const webStamp = /^\S{1,100} \S{1,100} \S{1,100} \[(\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d[^\]]{0,10})\]/;
/** What a line says its level is: in capitals, or in small letters with a mark beside. */
const written =
  /[\s[<("|=](?:(?<loud>ERROR|ERR|FATAL|CRITICAL|CRIT|PANIC|SEVERE|EMERG|ALERT|WARNING|WARN|INFO|DEBUG|TRACE|NOTICE|VERBOSE)(?=[\]>):|\s])|(?<=[[<("|=])(?<marked>error|err|fatal|critical|crit|panic|warning|warn|info|debug|trace|notice)(?=[\]>):"|,\s])|(?<labelled>error|fatal|critical|panic|warning|warn|info|debug|notice)(?=:))/;
const errorWord =
  /\b(?:error|fatal|critical|panic|exception|fail(?:ed|ure)|killed|denied|refused)\b|" 5\d\d \d/i;
const warningWord = /\bwarn(?:ing)?\b/i;
const quiet = new Set(['info', 'debug', 'trace', 'notice', 'verbose']);
const fewestLines = 4;
const longestLine = 240;
const mostKeyPoints = 6;

const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;

/** Do most lines begin with a time? */
export function isLog(text: string): boolean {
  const lines = text
    .slice(0, 20_000)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return (
    lines.length >= fewestLines &&
    lines.filter((line) => timeOf(line) !== undefined).length >= lines.length * 0.5
  );
}

function timeOf(line: string): string | undefined {
  const start = line.slice(0, 400);
  return stamp.exec(start)?.[1] ?? webStamp.exec(start)?.[1];
}

export type Level = 'error' | 'warning' | 'other';

/** What a line says of itself, else what its words say. */
export function levelOf(line: string): Level {
  const start = line.slice(0, 400);
  const { loud, marked, labelled } = written.exec(start)?.groups ?? {};
  const level = (loud ?? marked ?? labelled)?.toLowerCase();
  if (level !== undefined) return /^warn/.test(level) ? 'warning' : quiet.has(level) ? 'other' : 'error';
  return errorWord.test(start) ? 'error' : warningWord.test(start) ? 'warning' : 'other';
}

/** A log's span, and how many errors and warnings it has. */
export const logForm: Form = ({ whole, name, outline, title }) => {
  if (!isLog(whole)) return undefined;
  const lines = whole.split('\n').filter((line) => line.trim() !== '');
  const times = lines.map(timeOf).filter((time) => time !== undefined);
  const byLevel = Map.groupBy(lines, levelOf);
  const errors = byLevel.get('error') ?? [];
  const warnings = byLevel.get('warning') ?? [];
  const readable = readableName(name);
  return {
    title: outline.pieces.some(({ kind }) => kind === 'heading')
      ? title
      : /log/i.test(readable)
        ? readable
        : `${readable} log`,
    summary:
      `Log of ${counted(lines.length, 'line')} from ${times[0]} to ${times.at(-1)}: ` +
      `${counted(errors.length, 'error')}, ${counted(warnings.length, 'warning')}.`,
    composed: true,
    keyPoints: different([...errors, ...warnings]).slice(0, mostKeyPoints),
    tag: 'log',
  };
};

/** What the lines of a log that went wrong are about. */
export function logTags(keyPoints: readonly string[]): string[] {
  return nounsIn(
    keyPoints.map((line) => line.replace(stamp, '').replace(/\S*[\d/]\S*/g, ' ')).join('\n'),
    'en',
  );
}

/** The first of the lines that differ in numbers only. */
function different(lines: readonly string[]): string[] {
  const byShape = new Map<string, string>();
  for (const line of lines) {
    const shape = line
      .slice(0, longestLine)
      .replace(stamp, '')
      .replace(/[\da-f]*\d[\da-f]*/gi, '0');
    if (!byShape.has(shape)) byShape.set(shape, line.trim().slice(0, longestLine));
  }
  return [...byShape.values()];
}
