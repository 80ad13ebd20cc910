/** What starts and stops services: systemd and launchd, each through its own program. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { NightshiftError } from '../../types/failure.ts';
import type { ServiceFacts } from './facts.ts';
import { launchdPlist } from './launchd-plist.ts';
import { systemdUnit } from './systemd-unit.ts';

/** One of them, for the service of one root. */
export interface Manager {
  /** The file that makes the service. */
  readonly file: string;
  readonly text: (facts: ServiceFacts) => string;
  /** @throws `service-none` when it is not there, or does not look after this person's services. */
  check(): Promise<void>;
  /** Starts it, now and from now on; anew when its file has been replaced. Throws `service-refused`. */
  load(replaced: boolean): Promise<void>;
  /** Stops it, now and from now on. */
  unload(): Promise<void>;
  /** Its file is gone. */
  forget(): Promise<void>;
  /** What the person may do next. */
  readonly next: readonly string[];
}

/** What a manager is made from. */
export interface ManagerGround {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly uid: number;
  /** The name of this root's service. */
  readonly id: string;
  /** `~/.config`. */
  readonly configFolder: string;
}

/** The one that a system of this kind has. */
export function managerFor(platform: NodeJS.Platform, ground: ManagerGround): Manager | undefined {
  if (platform === 'darwin') return launchd(ground);
  return platform === 'linux' ? systemd(ground) : undefined;
}

interface Ran {
  readonly ok: boolean;
  readonly there: boolean;
  /** The first line of what it complained of. */
  readonly complaint: string;
}

async function run(program: string, words: readonly string[], { environment }: ManagerGround): Promise<Ran> {
  const { execa } = await import('execa');
  const result = await execa(program, words, {
    env: { ...environment },
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
  });
  const complaint = `${result.stderr}\n${result.stdout}`.trim().split('\n')[0] ?? '';
  return { ok: !result.failed, there: result.exitCode !== undefined, complaint };
}

async function must(program: string, words: readonly string[], ground: ManagerGround): Promise<void> {
  const { ok, complaint } = await run(program, words, ground);
  if (!ok) throw refused(program, words, complaint);
}

function refused(program: string, words: readonly string[], complaint: string): NightshiftError {
  return new NightshiftError({
    code: 'service-refused',
    reason: `"${[program, ...words].join(' ')}" failed${complaint === '' ? '' : ` (${complaint})`}.`,
    hint: 'Put that right, and run this again.',
  });
}

function none(program: string, { there, complaint }: Ran): NightshiftError {
  return new NightshiftError({
    code: 'service-none',
    reason: there
      ? `${program} does not look after your services here${complaint === '' ? '' : ` (${complaint})`}.`
      : `${program} is not on PATH, so no service can be installed.`,
    hint: 'Log in on the machine itself and run this again, or have "nightshift start" started by whatever starts programs here.',
  });
}

function systemd(ground: ManagerGround): Manager {
  const name = `nightshift-${ground.id}.service`;
  const user = (...words: readonly string[]) => must('systemctl', ['--user', ...words], ground);
  return {
    file: join(ground.configFolder, 'systemd', 'user', name),
    text: systemdUnit,
    async check() {
      const ran = await run('systemctl', ['--user', 'show-environment'], ground);
      if (!ran.ok) throw none('systemctl', ran);
    },
    async load(replaced) {
      await user('daemon-reload');
      await user('enable', '--now', name);
      if (replaced) await user('restart', name);
    },
    unload: () => user('disable', '--now', name),
    forget: () => user('daemon-reload'),
    next: [
      'It runs while you are logged in. To have it work when nobody is: loginctl enable-linger',
      `What it says: journalctl --user -u ${name}`,
    ],
  };
}

/** launchd takes a moment to let go of what it was told to; so often it is asked again. */
const tries = 10;
const pauseMs = 500;

function launchd(ground: ManagerGround): Manager {
  const label = `com.agent-fs.nightshift.${ground.id}`;
  const home = ground.environment.HOME ?? '';
  const file = join(home, 'Library', 'LaunchAgents', `${label}.plist`);
  const errors = join(home, 'Library', 'Logs', `nightshift-${ground.id}.log`);
  const domain = `gui/${ground.uid}`;
  const target = `${domain}/${label}`;
  const launchctl = (...words: readonly string[]) => run('launchctl', words, ground);
  return {
    file,
    text: (facts) => launchdPlist(facts, label, errors),
    async check() {
      const ran = await launchctl('print', domain);
      if (!ran.ok) throw none('launchctl', ran);
    },
    async load(replaced) {
      const loaded = await launchctl('print', target);
      if (loaded.ok && !replaced) return;
      if (loaded.ok) await launchctl('bootout', target);
      await launchctl('enable', target);
      for (let left = tries; ; left -= 1) {
        const ran = await launchctl('bootstrap', domain, file);
        if (ran.ok) return;
        if (left === 0) throw refused('launchctl', ['bootstrap', domain, file], ran.complaint);
        await delay(pauseMs);
      }
    },
    async unload() {
      const loaded = await launchctl('print', target);
      if (loaded.ok) await must('launchctl', ['bootout', target], ground);
    },
    forget: async () => undefined,
    next: [
      'A Mac that sleeps misses the night: "nightshift doctor" prints the command that wakes it.',
      'If macOS asks whether "node" may use the folder, allow it: System Settings, Privacy & Security, Files & Folders.',
      `What it says when it cannot start: ${errors}`,
    ],
  };
}
