/** `service install` and `service uninstall`: so that there is a night without anybody starting one. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { noRoot, type Root } from '../folders/root.ts';
import {
  installService,
  type ServicePlace,
  type ServiceReport,
  uninstallService,
} from '../night/service/service.ts';
import { printable } from '../report/printable.ts';
import { NightshiftError } from '../types/failure.ts';
import { type CommandContext, exitCode, print } from './context.ts';

/** The service of this root on this machine, started by this Node.js from this installation. */
export function servicePlace(root: Root, environment: CommandContext['environment']): ServicePlace {
  return {
    platform: process.platform,
    environment,
    uid: process.getuid?.() ?? 0,
    node: process.execPath,
    // The same from src/ and from dist/.
    program: fileURLToPath(new URL('../../src/bin.js', import.meta.url)),
    root: root.path,
  };
}

const said: Readonly<Record<ServiceReport['done'], (file: string) => string>> = {
  installed: (file) =>
    `Installed: ${file} starts Nightshift now, whenever you log in, and again when it ends.`,
  replaced: (file) =>
    `Installed anew: ${file} was from another installation; Nightshift has been started again.`,
  unchanged: (file) => `Nothing to change: ${file} is as it should be, and Nightshift runs.`,
  uninstalled: (file) =>
    `Uninstalled: Nightshift has stopped, and ${file} is gone. Your folders are as they were.`,
  absent: (file) => `Nothing to take away: there is no ${file}.`,
};

/** Prints what was done and what may be done next. Gives 0. @throws see `installService`; `usage` for another word. */
export async function service(context: CommandContext, words: readonly string[]): Promise<number> {
  const { root, environment } = context;
  const [action, ...more] = words;
  if ((action !== 'install' && action !== 'uninstall') || more.length > 0) {
    const reason = 'A service can be installed and uninstalled.';
    const hint = 'Run "nightshift service install" or "nightshift service uninstall".';
    throw new NightshiftError({ code: 'usage', reason, hint });
  }
  // A slip in --root must not make a new root somewhere, each night.
  if (action === 'install' && !existsSync(root.machine)) throw noRoot(root);
  const place = servicePlace(root, environment);
  const report = await (action === 'install' ? installService(place) : uninstallService(place));
  const lines = [said[report.done](report.file), ...report.next].map(printable);
  print(context, lines.join('\n'), { action, ...report });
  return exitCode.fine;
}
