/** A program called `ffmpeg` that makes of any sound what a test gives it, and counts how often. */
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { scratchFolder } from './scratch-root.ts';

/** A folder with the program, and an empty one for what is made. */
export interface FakeFfmpeg {
  readonly environment: Readonly<Record<string, string>>;
  readonly temporary: string;
  /** The sounds that it was called for. */
  calls(): Promise<readonly string[]>;
  /** What lies in the temporary folder. */
  left(): Promise<readonly string[]>;
}

/** Plain JavaScript, because the program runs without our loader; PATH holds nothing else. */
const program = (folder: string, fails: string | undefined): string => `#!${process.execPath}
const { appendFileSync, copyFileSync } = require('node:fs');
const args = process.argv.slice(2);
appendFileSync(${JSON.stringify(join(folder, 'calls'))}, args[args.indexOf('-i') + 1] + '\\n');
const fails = ${JSON.stringify(fails ?? '')};
if (fails !== '') { process.stderr.write(fails); process.exit(1); }
copyFileSync(${JSON.stringify(join(folder, 'made.wav'))}, args.at(-1).slice('file:'.length));
`;

/** `made` is what it makes; a text is what it complains of instead; undefined: there is no such program. */
export async function fakeFfmpeg(t: TestContext, made: Uint8Array | string | undefined): Promise<FakeFfmpeg> {
  const folder = await scratchFolder(t);
  const bin = join(folder, 'bin');
  const temporary = join(folder, 'temporary');
  await Promise.all([mkdir(bin), mkdir(temporary)]);
  if (made !== undefined) {
    await writeFile(join(folder, 'made.wav'), made);
    await writeFile(join(bin, 'ffmpeg'), program(folder, typeof made === 'string' ? made : undefined));
    await chmod(join(bin, 'ffmpeg'), 0o755);
  }
  const calls = () => readFile(join(folder, 'calls'), 'utf8').catch(() => '');
  return {
    environment: { PATH: bin },
    temporary,
    calls: async () => (await calls()).split('\n').filter(Boolean),
    left: () => readdir(temporary, { recursive: true }),
  };
}
