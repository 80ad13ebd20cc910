/** One line for each event that matters to a person. */
import { styleText } from 'node:util';
import type { NightshiftEvent } from '../types/event.ts';
import { missedText } from './missed-night.ts';
import { printable } from './printable.ts';
import { redact } from './redaction.ts';
import { dayAndTime, humanDuration, timeOfDay } from './times.ts';

type Colour = Parameters<typeof styleText>[0];

/** The line without a line break, coloured if the stream and NO_COLOR allow; undefined for what is no news. */
export function eventLine(event: NightshiftEvent, stream: NodeJS.WriteStream): string | undefined {
  const mark = (colour: Colour, word: string) =>
    styleText(colour, word.padEnd(7), { stream, validateStream: true });
  const text = (value: string) => printable(redact(value));
  switch (event.type) {
    case 'done': {
      const missing = event.incomplete.length > 0 ? `, without: ${event.incomplete.join(', ')}` : '';
      const how =
        event.duplicateOf === undefined
          ? `${humanDuration(event.seconds)}${missing}`
          : `same content as ${text(event.duplicateOf)}`;
      return `${mark('green', 'done')} ${text(event.path)} → ${text(event.note)} (${how})`;
    }
    case 'failed':
      return `${mark('red', 'failed')} ${text(event.path)}: ${text(event.reason)} ${text(event.hint)}`;
    case 'waiting': {
      const until = event.until === undefined ? '' : ` (until ${dayAndTime(event.until)})`;
      return `${mark('yellow', 'waiting')} ${text(event.path)}: ${text(event.why)}${until}`;
    }
    case 'stalled':
      return `${mark('yellow', 'stalled')} ${text(event.path)} → ${text(event.to)}: ${text(event.why)}`;
    case 'gone':
      return `${mark('yellow', 'gone')} ${text(event.path)}: it was moved or deleted while it was worked on`;
    case 'window':
      return event.open
        ? `${mark('cyan', 'night')} the window is open until ${timeOfDay(event.until)}`
        : `${mark('cyan', 'night')} the window is closed until ${dayAndTime(event.until)}`;
    case 'missed':
      return `${mark('yellow', 'missed')} ${missedText(event, event.closed)}`;
    case 'report':
      return `${mark('cyan', 'report')} ${text(event.path)} tells of the night`;
    case 'notice': {
      const colour = event.level === 'error' ? 'red' : event.level === 'warn' ? 'yellow' : 'cyan';
      return `${mark(colour, event.level === 'info' ? 'note' : event.level)} ${text(event.message)}`;
    }
    default:
      return undefined;
  }
}
