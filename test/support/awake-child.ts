/** Keeps the machine awake until it is killed. */
import { KeepAwake } from '../../src/night/awake.ts';

process.once('message', (message) => {
  const { platform, path } = message as { platform: NodeJS.Platform; path: string };
  const clock = { now: () => Date.now() };
  new KeepAwake({ platform, environment: { PATH: path }, clock }).want(true);
});
