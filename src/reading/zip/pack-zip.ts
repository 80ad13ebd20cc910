/** Archives for libraries that open their files themselves: they get what was unpacked within bounds. */
import { zipSync } from 'fflate';

/**
 * An archive of these entries, not compressed: its sizes are true, and it takes no more memory to read than
 * it has bytes. Libraries never see the file as it came.
 */
export function packZip(entries: ReadonlyMap<string, Uint8Array>): Uint8Array {
  // fflate keeps names as keys of a plain object, and that one is no key.
  const files = [...entries].filter(([name]) => name !== '__proto__');
  return zipSync(Object.fromEntries(files), { level: 0 });
}
