/** JSON values over a stream, one on each line. */
import type { Socket } from 'node:net';

/** The longest line that is read or written, in bytes: 1 MiB. */
export const longestLine = 1024 * 1024;

/** What became of a line: its value, or why it has none. */
export type Line =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly why: 'not-json' | 'too-long' };

/** Calls `take` for each line that comes in. Nothing more is read after a line that is too long. */
export function onLines(socket: Socket, take: (line: Line) => void): void {
  let parts: Buffer[] = [];
  let bytes = 0;
  const onData = (data: Buffer): void => {
    let rest = data;
    for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
      if (bytes + end > longestLine) {
        giveUp();
        return;
      }
      take(parseLine(Buffer.concat([...parts, rest.subarray(0, end)]).toString('utf8')));
      parts = [];
      bytes = 0;
      rest = rest.subarray(end + 1);
    }
    parts.push(rest);
    bytes += rest.length;
    if (bytes > longestLine) giveUp();
  };
  const giveUp = (): void => {
    socket.off('data', onData);
    parts = [];
    take({ ok: false, why: 'too-long' });
  };
  socket.on('data', onData);
}

/** `value` as a line; undefined when it is too long or no JSON can be made of it. */
export function toLine(value: unknown): string | undefined {
  try {
    const line = `${JSON.stringify(value)}\n`;
    return Buffer.byteLength(line) > longestLine ? undefined : line;
  } catch {
    return undefined;
  }
}

function parseLine(text: string): Line {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, why: 'not-json' };
  }
}
