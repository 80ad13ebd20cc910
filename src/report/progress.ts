/** What happens, told as it happens: a live display in a terminal, plain lines elsewhere. */
import type { Clock } from '../types/clock.ts';
import type { NightshiftEvent, Tell } from '../types/event.ts';
import { eventLine } from './event-line.ts';
import { LiveDisplay } from './live-display.ts';

export interface Progress {
  readonly tell: Tell;
  /** Shows what is left to show and gives the terminal back. */
  close(): void;
}

/** Lines about waiting files for one and the same reason; the rest are counted. */
const mostWaitingLines = 10;

/**
 * @param stream where to write; never anything but whole lines when not `interactive`
 * @param options.interactive true for a terminal: files in work are shown and redrawn
 */
export function createProgress(
  stream: NodeJS.WriteStream,
  options: { readonly interactive: boolean; readonly clock: Clock },
): Progress {
  const display = options.interactive ? new LiveDisplay(stream, options.clock) : undefined;
  const waiting = new Map<string, number>();
  const write = (line: string): void => {
    if (display) display.line(line);
    else stream.write(`${line}\n`);
  };
  const tell = (event: NightshiftEvent): void => {
    display?.follow(event);
    const known = event.type === 'waiting' ? (waiting.get(event.why) ?? 0) : 0;
    if (event.type === 'waiting') waiting.set(event.why, known + 1);
    if (known >= mostWaitingLines) return;
    // What to do about it is told once.
    const told = event.type === 'waiting' && known > 0 ? { ...event, why: firstSentence(event.why) } : event;
    const line = eventLine(told, stream);
    if (line !== undefined) write(line);
  };
  const close = (): void => {
    for (const [why, count] of waiting) {
      const more = count - mostWaitingLines;
      if (more > 0) write(eventLine({ type: 'waiting', path: `${more} more`, why }, stream) ?? '');
    }
    waiting.clear();
    display?.close();
  };
  return { tell, close };
}

/** Up to the first full stop behind which another sentence begins. */
function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s\p{Lu})/su.exec(text)?.[0] ?? text;
}
