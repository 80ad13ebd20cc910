/** Installs the program as a service of the person's own account, and takes it away again. */
import { readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder, replaceFile } from '../../folders/durable.ts';
import { NightshiftError, systemCode } from '../../types/failure.ts';
import { checkPaths, type ServiceFacts, serviceId, serviceVariables, whose } from './facts.ts';
import { type Manager, managerFor } from './managers.ts';

/** Where a service is installed, and for what. */
export interface ServicePlace {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The person's number, for launchd. */
  readonly uid: number;
  /** The absolute paths of Node.js, of `bin.js` and of the root. */
  readonly node: string;
  readonly program: string;
  readonly root: string;
}

/** What was done. */
export interface ServiceReport {
  readonly file: string;
  readonly done: 'installed' | 'replaced' | 'unchanged' | 'uninstalled' | 'absent';
  /** What the person may do next, a sentence each. */
  readonly next: readonly string[];
}

/** The file that the person may keep keys in. */
function environmentFile({ environment }: ServicePlace): string {
  return join(configFolder(environment), 'nightshift', 'environment');
}

function configFolder({ XDG_CONFIG_HOME, HOME = '' }: ServicePlace['environment']): string {
  return XDG_CONFIG_HOME?.startsWith('/') ? XDG_CONFIG_HOME : join(HOME, '.config');
}

function managerAt(place: ServicePlace): {
  manager: Manager | undefined;
  facts: ServiceFacts;
  leftOut: readonly string[];
} {
  const { platform, environment, uid, node, program, root } = place;
  const { variables, leftOut } = serviceVariables(environment);
  const facts = { node, program, root, environmentFile: environmentFile(place), variables };
  const ground = { environment, uid, id: serviceId(root), configFolder: configFolder(environment) };
  return { manager: managerFor(platform, ground), facts, leftOut };
}

/** Whose the file of this root's service is, and where; undefined where no service can be. */
export async function findService(
  place: ServicePlace,
): Promise<{ readonly file: string; readonly state: 'ours' | 'changed' | 'foreign' | 'absent' } | undefined> {
  const { manager } = managerAt(place);
  return manager && { file: manager.file, state: await stateOf(manager.file) };
}

async function stateOf(file: string): Promise<'ours' | 'changed' | 'foreign' | 'absent'> {
  const text = await textOf(file);
  return text === undefined ? 'absent' : whose(text);
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Writes the file of the service and has the system start it, now and from now on. Does nothing a second time.
 *
 * @throws `service-none` where there is nothing that runs services, `service-yours` when the file is not as we wrote it,
 * `service-path`, `service-refused` when the system does not want it.
 */
export async function installService(place: ServicePlace): Promise<ServiceReport> {
  const { manager, facts, leftOut } = managerAt(place);
  if (!manager) throw noManager();
  checkPaths(facts);
  await manager.check();
  const { file } = manager;
  const text = manager.text(facts);
  const before = await textOf(file);
  refuseForeign(file, before);
  const done = before === undefined ? 'installed' : before === text ? 'unchanged' : 'replaced';
  if (done !== 'unchanged') {
    await makeFolder(dirname(file));
    await replaceFile(dirname(file), file, text);
  }
  await manager.load(done === 'replaced');
  return { file, done, next: [...(await nextSteps(facts, leftOut)), ...manager.next] };
}

/**
 * Has the system stop the service and takes its file away; fine where there is none.
 *
 * @throws as `installService`.
 */
export async function uninstallService(place: ServicePlace): Promise<ServiceReport> {
  const { manager } = managerAt(place);
  if (!manager) throw noManager();
  const { file } = manager;
  const before = await textOf(file);
  if (before === undefined) return { file, done: 'absent', next: [] };
  refuseForeign(file, before);
  await manager.check();
  await manager.unload();
  await rm(file);
  await manager.forget();
  return { file, done: 'uninstalled', next: [] };
}

function noManager(): NightshiftError {
  return new NightshiftError({
    code: 'service-none',
    reason: 'There is neither launchd nor systemd here, so no service can be installed.',
    hint: 'Have "nightshift start" started by whatever starts programs here when you log in.',
  });
}

function refuseForeign(file: string, text: string | undefined): void {
  if (text === undefined || whose(text) === 'ours') return;
  const how = whose(text) === 'changed' ? 'was changed by hand' : 'was not made by this program';
  throw new NightshiftError({
    code: 'service-yours',
    reason: `${file} ${how}, so it is left as it is.`,
    hint: 'Move it away, and run this again.',
  });
}

async function nextSteps(facts: ServiceFacts, leftOut: readonly string[]): Promise<readonly string[]> {
  const { environmentFile: keys, node, program } = facts;
  const steps: string[] = [];
  const mode = (await stat(keys).catch(() => undefined))?.mode;
  if (mode === undefined) {
    steps.push(
      `Keys for paid models are in no file of ours: write them into ${keys}, a line each (OPENAI_API_KEY=…), and let nobody else read it: chmod 600 "${keys}".`,
    );
  } else if ((mode & 0o077) !== 0) steps.push(`Others may read your keys: run chmod 600 "${keys}".`);
  if (leftOut.length > 0) {
    steps.push(`${leftOut.join(' and ')} may hold a password or a line break, and must go into ${keys}.`);
  }
  if (/[/\\]_npx[/\\]/.test(node + program)) {
    steps.push(
      'npm may clear away the copy of Nightshift that npx fetched: install it with "npm install --global @agent-fs/nightshift", and run this again.',
    );
  }
  return steps;
}
