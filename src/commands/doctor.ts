/** `doctor`: what is installed, what is missing, and the exact command that gets it. Changes nothing. */
import { stat, statfs } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { cloudChecks } from '../cloud/checks.ts';
import { checkOneFileSystem, findMoveMethod } from '../folders/file-system.ts';
import { ownerProcess } from '../folders/owner.ts';
import type { Root } from '../folders/root.ts';
import { SettingsFile } from '../folders/settings-file.ts';
import { installedSizes } from '../models/ollama-installed.ts';
import { createRegistry } from '../models/registry.ts';
import { printable } from '../report/printable.ts';
import { humanSize } from '../report/times.ts';
import type { ModelGroup, Settings } from '../settings.ts';
import { systemClock } from '../types/clock.ts';
import { NightshiftError, systemCode } from '../types/failure.ts';
import { type Check, ok } from './check.ts';
import { type CommandContext, exitCode, print } from './context.ts';
import { memoryChecks } from './doctor-memory.ts';
import { nightChecks } from './doctor-night.ts';
import { servicePlace } from './service.ts';

const leastFreeBytes = 1024 ** 3;

const notAFolder = ({ machine }: Root): NightshiftError =>
  new NightshiftError({
    code: 'root-not-a-folder',
    reason: `${machine} should be a folder, but something else has that name.`,
    hint: 'Move it away, or choose another folder.',
  });

async function checkRoot(root: Root): Promise<readonly Check[]> {
  try {
    if (!(await stat(root.machine)).isDirectory()) throw notAFolder(root);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    const detail = `Nothing has worked in ${printable(root.path)} yet.`;
    return [
      { name: 'root', state: 'optional', detail, hint: 'Run "nightshift init" or "nightshift start".' },
    ];
  }
  await checkOneFileSystem(root);
  const method = await findMoveMethod(root);
  const how = method === 'link' ? 'hard links' : 'placeholders, as its file system has no hard links';
  const { bavail, bsize } = await statfs(root.path);
  const free = bavail * bsize;
  const owner = ownerProcess(root);
  return [
    ok('root', `${printable(root.path)}; files move by ${how}.`),
    ok('owner', owner === undefined ? 'Nobody works here now.' : `Process ${owner} looks after it.`),
    free >= leastFreeBytes
      ? ok('disk', `${humanSize(free)} free.`)
      : {
          name: 'disk',
          state: 'problem',
          detail: `Only ${humanSize(free)} free.`,
          hint: 'Make room on this disk.',
        },
  ];
}

/** What the root cannot do without, as one check, when it is not as it should be. */
async function rootChecks(root: Root): Promise<readonly Check[]> {
  try {
    return await checkRoot(root);
  } catch (error) {
    if (error instanceof NightshiftError) {
      return [{ name: 'root', state: 'problem', detail: error.reason, hint: error.hint }];
    }
    const code = systemCode(error);
    if (code === undefined) throw error;
    const detail = `${printable(root.path)} cannot be used as a root (${code}).`;
    const hint = 'It must be a folder that you may write to; "nightshift init" makes what is missing in it.';
    return [{ name: 'root', state: 'problem', detail, hint }];
  }
}

/** What each group of models is for, and whether nothing works without one. */
const groups: readonly { readonly group: ModelGroup; readonly use: string; readonly required: boolean }[] = [
  { group: 'text', use: 'summaries', required: true },
  { group: 'image', use: 'pictures and scans', required: true },
  { group: 'audio', use: 'sound', required: false },
  { group: 'embed', use: 'search by meaning', required: false },
];

async function modelChecks(
  settings: Settings,
  environment: CommandContext['environment'],
): Promise<readonly Check[]> {
  const registry = createRegistry({ settings: () => settings, environment, onNotice: () => undefined });
  const checks: Check[] = [];
  try {
    for (const { group, use, required } of groups) {
      let able = false;
      for (const spec of settings.models[group].night) {
        const provider = registry.get(spec);
        const found =
          'check' in provider
            ? await provider.check(AbortSignal.timeout(20_000))
            : { available: false as const, reason: provider.reason, hint: provider.hint };
        if (found.available) checks.push(ok(spec, `Ready, for ${use}.`));
        else checks.push({ name: spec, state: 'optional', detail: found.reason, hint: found.hint });
        able ||= found.available;
      }
      if (able) continue;
      const detail = `No model for ${use} (models.${group}.night) is ready.`;
      const hint = required
        ? 'Get one of those above.'
        : group === 'embed'
          ? 'Search goes by words alone until one of those above is there.'
          : 'Such work waits until one of those above is there.';
      checks.push({ name: group, state: required ? 'problem' : 'optional', detail, hint });
    }
  } finally {
    await registry.close();
  }
  return checks;
}

/** The local models; the hint to get one that the machine cannot hold is left to what is said of its memory. */
async function localChecks(
  settings: Settings,
  environment: CommandContext['environment'],
): Promise<readonly Check[]> {
  const { checks, tooLarge } = memoryChecks({
    models: settings.models,
    memory: Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY),
    installed: await installedSizes(environment.OLLAMA_HOST, AbortSignal.timeout(20_000)),
  });
  const models = await modelChecks(settings, environment);
  const told = models.map((check) =>
    tooLarge.has(check.name) && check.hint.includes('ollama pull')
      ? { ...check, hint: 'Better not: it is too large for this machine, see "memory".' }
      : check,
  );
  return [...told, ...checks];
}

const mark = { ok: 'ok      ', optional: 'missing ', problem: 'PROBLEM ' } as const;

function render(checks: readonly Check[], ready: boolean): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.map(({ name, state, detail, hint }) => {
    const line = `${mark[state]} ${name.padEnd(width)}  ${detail}`;
    return hint === '' ? line : `${line}\n${' '.repeat(width + 11)}${hint}`;
  });
  return [...lines, '', ready ? 'Ready.' : 'Not ready: see PROBLEM above.'].join('\n');
}

/** Gives 0 when work can be done here, 1 when something essential is missing. */
export async function doctor(context: CommandContext): Promise<number> {
  const { root, environment } = context;
  const settings = new SettingsFile(root.settingsFile);
  const hint = `Correct ${root.settingsFile}, or remove it to go back to the defaults.`;
  const checks: readonly Check[] = [
    ok('node', `Node.js ${process.version}.`),
    ...(await rootChecks(root)),
    settings.problem === undefined
      ? ok('settings', 'settings.json is obeyed (or absent, which means the defaults).')
      : { name: 'settings', state: 'problem', detail: settings.problem, hint },
    ...(await nightChecks(servicePlace(root, environment), settings.current.window, systemClock.now())),
    ...(await localChecks(settings.current, environment)),
    ...(await cloudChecks(root.budgetFile, settings.current, environment)),
  ];
  const ready = checks.every(({ state }) => state !== 'problem');
  print(context, render(checks, ready), { ready, checks });
  return ready ? exitCode.fine : exitCode.failed;
}
