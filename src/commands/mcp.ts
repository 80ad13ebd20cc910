/** `mcp`: serves the memory to an assistant over standard input and output, beside an owner as well as without one. */
import { existsSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { noRoot } from '../folders/root.ts';
import { SettingsFile } from '../folders/settings-file.ts';
import { SharedMemory } from '../memory/shared-memory.ts';
import { systemClock } from '../types/clock.ts';
import { type CommandContext, exitCode } from './context.ts';
import { type LocalModels, openLocalModels } from './local-models.ts';
import { createMcpServer } from './mcp-server.ts';

/** Serves until the other side closes its end, or until it is told to stop. Standard output holds the protocol alone. */
export async function mcp(context: CommandContext): Promise<number> {
  const { root, signal } = context;
  if (!existsSync(root.machine) && !existsSync(root.done)) throw noRoot(root);
  const settings = new SettingsFile(root.settingsFile);
  const mayTellPrivate = (): boolean => {
    settings.refresh();
    return settings.current.mcp.private;
  };
  let opened: LocalModels | undefined;
  const models = (): LocalModels => {
    opened ??= openLocalModels(context);
    return opened;
  };
  const memory = new SharedMemory({ root, now: () => systemClock.now(), mayTellPrivate, signal, models });
  const calls = new Set<Promise<unknown>>();
  const server = createMcpServer({ root, memory, mayTellPrivate, calls });
  const ended = Promise.withResolvers<void>();
  const end = (): void => ended.resolve();
  signal.addEventListener('abort', end, { once: true });
  process.stdin.once('end', end).once('close', end);
  server.server.onclose = end;
  await server.connect(new StdioServerTransport());
  if (signal.aborted) end();
  await ended.promise;
  // Whoever asks and closes its end at once is answered all the same.
  do await turn();
  while ((await Promise.allSettled(calls)).length > 0 && !signal.aborted);
  await server.close();
  await opened?.close();
  return exitCode.fine;
}
