/** The head of a message as lines to read and as facts. */
import type { Block, DocumentFacts } from '../../types/document.ts';
import { escapeText } from '../html/escape-text.ts';
import type { Mail } from './mail.ts';

/** People that are named of a list; a circular has thousands. */
const mostPeople = 50;

/** `**From:** …` and so on, one line each. */
export function headBlocks(mail: Mail): readonly Block[] {
  const lines: [string, string][] = [
    ['From', mail.from],
    ['To', list(mail.to)],
    ['Cc', list(mail.cc)],
    ['Bcc', list(mail.bcc)],
    ['Date', mail.date === undefined ? (mail.oddDate ?? '') : readableDate(mail.date)],
    ['Subject', mail.subject],
    ...Object.entries(mail.other ?? {}),
  ];
  const shown = lines.filter(([, value]) => value.trim() !== '');
  if (shown.length === 0) return [];
  const text = shown.map(([label, value]) => `**${label}:** ${oneLine(value)}`).join('  \n');
  return [{ type: 'markdown', text }];
}

/** What the note's head and its table of facts show. */
export function mailFacts(mail: Mail): DocumentFacts {
  const other: Record<string, string> = {};
  if (mail.to.length > 0) other.To = list(mail.to);
  if (mail.cc.length > 0) other.Cc = list(mail.cc);
  if (mail.bcc.length > 0) other.Bcc = list(mail.bcc);
  if (mail.replyTo.length > 0 && list(mail.replyTo) !== mail.from) other['Reply to'] = list(mail.replyTo);
  if (mail.parts.length > 0)
    other.Attachments = mail.parts
      .map(({ name }) => name)
      .join(', ')
      .slice(0, 1000);
  const subject = mail.subject.replace(/\s+/g, ' ').trim();
  return {
    ...(subject === '' ? {} : { title: subject }),
    ...(mail.from === '' ? {} : { author: mail.from }),
    ...(mail.date === undefined ? {} : { created: mail.date }),
    ...(Object.keys(other).length === 0 ? {} : { other }),
  };
}

function list(people: readonly string[]): string {
  const more = people.length - mostPeople;
  return people.slice(0, mostPeople).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function oneLine(value: string): string {
  // Addresses in angle brackets are links in Markdown, too.
  return value
    .replace(/\s+/g, ' ')
    .trim()
    .split(/(<[\w.+-]+@[\w.-]+>)/)
    .map((part, i) => (i % 2 === 1 ? part : escapeText(part)))
    .join('');
}

/** `2005-06-06 22:21 +02:00`: the sender's clock. */
function readableDate(iso: string): string {
  const [, day = '', time = '', offset = ''] =
    /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})[^+Z-]*(.*)$/.exec(iso) ?? [];
  return day === '' ? iso : `${day} ${time} ${offset === 'Z' ? 'UTC' : offset}`.trim();
}
