/** The models of this machine for a command that works beside the owner of a root, or without one. */
import { SettingsFile } from '../folders/settings-file.ts';
import { createAvailability } from '../models/availability.ts';
import { createRegistry } from '../models/registry.ts';
import { createRouter, type Router } from '../models/router.ts';
import type { Settings } from '../settings.ts';
import { systemClock } from '../types/clock.ts';
import type { CommandContext } from './context.ts';

/** What a question needs besides the index. */
export interface LocalModels {
  readonly router: Router;
  readonly settings: () => Settings;
  close(): Promise<void>;
}

/** Opens what the settings name; nothing is asked of a model yet. */
export function openLocalModels({ root, environment }: CommandContext): LocalModels {
  const settings = new SettingsFile(root.settingsFile);
  const registry = createRegistry({
    settings: () => settings.current,
    environment,
    onNotice: () => undefined,
  });
  const router = createRouter({
    provider: (spec) => registry.get(spec),
    lists: () => settings.current.models,
    availability: createAvailability(systemClock),
    // One question at a time: no model has more to do than it has slots.
    limit: (_spec, _room, work) => work({ servedAt: performance.now() }),
  });
  return { router, settings: () => settings.current, close: () => registry.close() };
}
