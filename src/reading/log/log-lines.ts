/** What the lines of a log have in common. */

/** A time or a level at the start of a line, as servers, systems and programs write them. */
const stamp =
  /^(?:<\d{1,3}>)?[[(]?(?:\d{4}[-/.]\d\d[-/.]\d\d[T ,]\d\d:\d\d|\d\d[-/.]\d\d[-/.]\d{2,4}[T ,]+\d\d:\d\d|(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d|\d\d:\d\d:\d\d[.,]\d{3}|(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)\b)/;
/** `10.0.0.1 - ada [23/Nov/2026:10:00:00 +0100] "GET / …`. */
const webStamp = /^\S{1,100} \S{1,100} \S{1,100} \[\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d/;

/** Lines that are looked at, and the share of them that has a stamp. Traces of errors go over several lines. */
const lookedAt = 200;
const leastLines = 4;
const leastShare = 0.5;

/** Whether most lines of a text begin with a time or a level. */
export function isLog(text: string): boolean {
  const lines = text
    .slice(0, 100_000)
    .split('\n', lookedAt)
    .filter((line) => line.trim() !== '');
  return lines.length >= leastLines && lines.filter(isStamped).length >= lines.length * leastShare;
}

function isStamped(line: string): boolean {
  return stamp.test(line) || webStamp.test(line);
}
