/** What `doctor` says of the night: whether somebody starts the program, and whether the machine is awake for it. */
import { findAwakeProgram } from '../night/awake.ts';
import { findService, type ServicePlace } from '../night/service/service.ts';
import { wakeCommand } from '../night/wake.ts';
import { printable } from '../report/printable.ts';
import type { Settings } from '../settings.ts';
import { type Check, ok } from './check.ts';

/** Changes nothing. `now` is in milliseconds since the epoch. */
export async function nightChecks(
  place: ServicePlace,
  window: Settings['window'],
  now: number,
): Promise<readonly Check[]> {
  const wake = place.platform === 'darwin' ? wakeCommand(window, now) : undefined;
  return [
    await serviceCheck(place),
    await awakeCheck(place),
    ...(wake === undefined ? [] : [wakeCheck(wake, window.from)]),
  ];
}

async function serviceCheck(place: ServicePlace): Promise<Check> {
  const found = await findService(place);
  const by = found?.state === 'changed' ? ', changed by hand' : '';
  if (found?.state === 'ours' || found?.state === 'changed') {
    return ok('service', `Installed${by}: ${printable(found.file)}.`);
  }
  return {
    name: 'service',
    state: 'optional',
    detail: 'No service is installed: there is a night only while somebody runs "nightshift start".',
    hint:
      found === undefined
        ? 'Have "nightshift start" started by whatever starts programs here when you log in.'
        : 'Run "nightshift service install".',
  };
}

async function awakeCheck({ platform, environment }: ServicePlace): Promise<Check> {
  const program = await findAwakeProgram(platform, environment);
  if (program !== undefined)
    return ok('awake', `${printable(program)} keeps the machine awake while it works.`);
  const detail = 'Nothing here keeps the machine awake while it works, so it may fall asleep over it.';
  const hint = 'See to it in the settings of the system that it does not sleep at night.';
  return { name: 'awake', state: 'optional', detail, hint };
}

function wakeCheck(command: string, from: string): Check {
  const detail = `A Mac that sleeps at ${from} misses the night, unless it is told to wake up ("pmset -g sched" says whether).`;
  return { name: 'wake', state: 'optional', detail, hint: `Run: ${command} (and leave it on its charger).` };
}
