/** The program's own log: one JSON object a line, for whoever wants to know what happened when. */
import { renameSync, statSync } from 'node:fs';
import type { NightshiftEvent } from '../types/event.ts';
import { NightshiftError, systemCode } from '../types/failure.ts';
import { redact } from './redaction.ts';
import { isoWithOffset } from './times.ts';

export interface Log {
  event(event: NightshiftEvent): void;
  error(error: unknown): void;
  /** Resolves when all lines are in the file. The log takes nothing after that. */
  close(): Promise<void>;
}

/** Bytes; a larger log is put aside when it is opened. */
const largest = 10_000_000;

/** How far down errors and their causes are written out. */
const deepestCause = 5;

/**
 * Opens the log at `file` for appending; one above 10 MB becomes `file.1` first, in place of an older one.
 * No key ever gets into it. Trouble with the file (a full disk) costs lines, never the work.
 *
 * @param options.secrets values that must not appear, by default those of the known variables in the environment
 * @param options.timeZone the zone to write times in: `local`, which is the default, or an IANA name
 * @param options.level the least that is written: `info` by default
 */
export async function openLog(
  file: string,
  options: {
    readonly secrets?: readonly string[];
    readonly timeZone?: () => string;
    readonly level?: 'debug' | 'info' | 'warn' | 'error';
  } = {},
): Promise<Log> {
  const { destination, pino } = await import('pino');
  rotate(file);
  const sink = destination({ dest: file, sync: false, mkdir: true, append: true, mode: 0o600 });
  // Without a listener a full disk would end the process.
  sink.on('error', () => undefined);
  const secrets = options.secrets ?? secretsIn(process.env);
  const logger = pino(
    {
      base: null,
      level: options.level ?? 'info',
      timestamp: () => `,"time":"${isoWithOffset(Date.now(), options.timeZone?.() ?? 'local')}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line: string) => void sink.write(redact(line, secrets)) },
  );
  let closed: Promise<void> | undefined;
  return {
    event: (event) => {
      if (!closed) logger[levelOf(event)](event);
    },
    error: (error) => {
      if (!closed) logger.error({ type: 'error', error: plainError(error) });
    },
    close: () => {
      closed ??= new Promise((resolve) => {
        sink.once('close', () => resolve());
        // With what cannot be written still in hand, the sink would try for ever and keep the process alive.
        sink.once('error', () => {
          sink.destroy();
          resolve();
        });
        sink.end();
      });
      return closed;
    },
  };
}

/** The values of the variables that hold keys. */
function secretsIn(environment: Readonly<Record<string, string | undefined>>): string[] {
  return [environment.OPENAI_API_KEY, environment.REPLICATE_API_TOKEN].filter(
    (value): value is string => value !== undefined && value !== '',
  );
}

function rotate(file: string): void {
  try {
    if (statSync(file).size > largest) renameSync(file, `${file}.1`);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}

function levelOf(event: NightshiftEvent): 'debug' | 'info' | 'warn' | 'error' {
  if (event.type === 'notice') return event.level;
  return event.type === 'failed' || event.type === 'missed' ? 'warn' : 'info';
}

function plainError(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { reason: String(error) };
  return {
    name: error.name,
    code: error instanceof NightshiftError ? error.code : systemCode(error),
    reason: error.message,
    hint: error instanceof NightshiftError ? error.hint : undefined,
    stack: error.stack,
    cause:
      error.cause === undefined || depth >= deepestCause ? undefined : plainError(error.cause, depth + 1),
  };
}
