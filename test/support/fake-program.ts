/** Programs of the system that write down how they were called, and do what a test says. */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { scratchFolder } from './scratch-root.ts';

/** A folder of such programs. */
export interface FakePrograms {
  /** To be the only folder on PATH. */
  readonly bin: string;
  /** The calls so far, in order: the name and the words. */
  calls(): Promise<readonly (readonly string[])[]>;
}

/**
 * Programs by their names, each with the body of a JavaScript function of `words`, its arguments; what it returns is the
 * exit code (0 when nothing). Plain JavaScript, because they run without our loader.
 */
export async function fakePrograms(
  t: TestContext,
  programs: Readonly<Record<string, string>>,
): Promise<FakePrograms> {
  const folder = await scratchFolder(t);
  const bin = join(folder, 'bin');
  const log = join(folder, 'calls');
  await mkdir(bin);
  for (const [name, body] of Object.entries(programs)) {
    const text = `#!${process.execPath}
const words = process.argv.slice(2);
const call = JSON.stringify([${JSON.stringify(name)}, ...words]);
require('node:fs').appendFileSync(${JSON.stringify(log)}, call + '\\n');
process.exitCode = (() => { ${body} })() ?? 0;
`;
    await writeFile(join(bin, name), text);
    await chmod(join(bin, name), 0o755);
  }
  return {
    bin,
    calls: async () => {
      const text = await readFile(log, 'utf8').catch(() => '');
      return text
        .split('\n')
        .filter(Boolean)
        .map((line): string[] => JSON.parse(line));
    },
  };
}
