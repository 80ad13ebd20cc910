/** What a service that starts the program consists of, whatever system runs it. Pure. */
import { createHash } from 'node:crypto';
import { NightshiftError } from '../../types/failure.ts';

/** Environment variables. */
type Environment = Readonly<Record<string, string | undefined>>;

/** What stands in the file of a service. */
export interface ServiceFacts {
  /** The absolute path of Node.js. */
  readonly node: string;
  /** The absolute path of `bin.js`. */
  readonly program: string;
  /** The absolute path of the root. */
  readonly root: string;
  /** Where the person keeps keys: read at each start, never copied. */
  readonly environmentFile: string;
  /** Environment variables that hold no secret. */
  readonly variables: Readonly<Record<string, string>>;
}

/** A name that is this root's own, so that each root may have its service: eight hexadecimal digits. */
export function serviceId(root: string): string {
  return createHash('sha256').update(root).digest('hex').slice(0, 8);
}

/** What is run. Node.js itself reads the file with the keys, so that both systems treat it alike, and no shell is needed. */
export function serviceWords({ node, environmentFile, program, root }: ServiceFacts): readonly string[] {
  return [node, `--env-file-if-exists=${environmentFile}`, program, 'start', '--root', root];
}

/** Copied from the shell that installs: where programs, models and servers are. No key is ever among them. */
const copied = [
  'PATH',
  'OLLAMA_HOST',
  'OLLAMA_NUM_PARALLEL',
  'WHISPER_MODEL',
  'OPENAI_BASE_URL',
  'REPLICATE_BASE_URL',
] as const;

/** The variables that a service gets, and the names of those that would give a secret away or break the file. */
export function serviceVariables(environment: Environment): {
  readonly variables: Readonly<Record<string, string>>;
  readonly leftOut: readonly string[];
} {
  const variables: Record<string, string> = {};
  const leftOut: string[] = [];
  for (const name of copied) {
    const value = environment[name];
    if (value === undefined || value === '') continue;
    // An address may carry a password.
    if (hasControl(value) || (name !== 'PATH' && value.includes('@'))) leftOut.push(name);
    else variables[name] = value;
  }
  return { variables, leftOut };
}

const hasControl = (text: string): boolean => /\p{Cc}/u.test(text);

/** @throws `service-path` when a path cannot stand in the file of a service. */
export function checkPaths({ node, program, root, environmentFile }: ServiceFacts): void {
  // systemd takes no quotes in the path of a program, however they are written (`string_is_safe` of its source).
  const wrong = /["'\\]/.test(node) ? node : [node, program, root, environmentFile].find(hasControl);
  if (wrong === undefined) return;
  throw new NightshiftError({
    code: 'service-path',
    reason: `A service cannot be made with ${JSON.stringify(wrong)}: there is a quote, a line break or the like in that path.`,
    hint: 'Rename that folder, and run this again.',
  });
}

const mark = /^.*Made by "nightshift service install" \(([0-9a-f]{16})\).*\n/m;

const checksum = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/**
 * Marks a file as ours with a comment, and with what it was when we wrote it.
 *
 * @param text the file, with one line that is `markPlace`
 * @param comment how the file's language writes a comment
 */
export function marked(text: string, comment: (words: string) => string): string {
  const [before = '', after = ''] = text.split(`${markPlace}\n`);
  const words = `Made by "nightshift service install" (${checksum(before + after)}); what you change here is yours and stays`;
  return `${before}${comment(words)}\n${after}`;
}

/** See `marked`. */
export const markPlace = '{mark}';

/** Whose a file is: as we wrote it, changed by hand since, or none of ours. */
export function whose(text: string): 'ours' | 'changed' | 'foreign' {
  const found = mark.exec(text);
  if (!found) return 'foreign';
  return checksum(text.replace(mark, '')) === found[1] ? 'ours' : 'changed';
}
