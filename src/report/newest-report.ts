/** Which report of a night is the newest. */
import { readdir } from 'node:fs/promises';
import { systemCode } from '../types/failure.ts';

const reportName = /^(\d{4}-\d\d-\d\d)(?: \((\d+)\))?\.md$/;

/** The newest of the names in reports/; of one day the one with the highest number. */
export function newestOf(names: readonly string[]): string | undefined {
  return names
    .flatMap((name) => {
      const [, day = '', n = '1'] = reportName.exec(name) ?? [];
      return day === '' ? [] : [{ name, day, n: Number(n) }];
    })
    .toSorted((one, other) => (one.day === other.day ? one.n - other.n : one.day < other.day ? -1 : 1))
    .at(-1)?.name;
}

/** The newest report below the root, `reports/2026-11-03.md`; undefined when there is none, or the folder cannot be read. */
export async function newestReport(folder: string): Promise<string | undefined> {
  try {
    const name = newestOf(await readdir(folder));
    return name === undefined ? undefined : `reports/${name}`;
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return undefined;
  }
}
