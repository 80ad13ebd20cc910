import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findAwakeProgram, KeepAwake } from '../../src/night/awake.ts';
import { fakePrograms } from '../support/fake-program.ts';
import { scratchFolder } from '../support/scratch-root.ts';

const minute = 60_000;

/** A door at which each program knocks when it runs, and whose closing says that it has ended. */
async function door(t: TestContext): Promise<{ readonly path: string; next(): Promise<Socket> }> {
  const path = join(await scratchFolder(t), 'door');
  const server = createServer();
  const sockets: Socket[] = [];
  server.on('connection', (socket) => sockets.push(socket.on('error', () => undefined).resume()));
  server.listen(path);
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  let seen = 0;
  return {
    path,
    next: async () => {
      while (sockets.length <= seen) await once(server, 'connection');
      return sockets[seen++] as Socket;
    },
  };
}

/** Runs until its input ends, as `systemd-inhibit … cat` does. */
const inhibits = (path: string): string =>
  `require('node:net').connect(${JSON.stringify(path)}); process.stdin.resume().on('end', () => process.exit());`;

/** Runs until the process that it is told of has ended, as caffeinate does. */
const caffeinates = (path: string): string =>
  `require('node:net').connect(${JSON.stringify(path)});
  setInterval(() => { try { process.kill(Number(words[2]), 0); } catch { process.exit(); } }, 20);`;

class HandClock {
  time = 0;
  now(): number {
    return this.time;
  }
}

for (const platform of ['linux', 'darwin'] as const) {
  test(`${platform}: the machine is held from the first wish until a minute after the last, by one program`, async (t) => {
    const { path, next } = await door(t);
    const programs = { 'systemd-inhibit': inhibits(path), caffeinate: caffeinates(path) };
    const { bin, calls } = await fakePrograms(t, programs);
    const clock = new HandClock();
    const awake = new KeepAwake({ platform, environment: { PATH: bin }, clock });
    t.after(() => awake.release());
    awake.want(false);
    awake.want(true);
    const socket = await next();
    clock.time += minute;
    awake.want(true);
    clock.time += minute - 1;
    awake.want(false);
    assert.equal((await calls()).length, 1);
    const closed = once(socket, 'close');
    clock.time += 1;
    awake.want(false);
    await closed;
    awake.want(true);
    await next();
    const [call] = await calls();
    const expected = {
      linux: [
        'systemd-inhibit',
        ...['--what=idle:sleep', '--who=Nightshift', "--why=The night's files are being worked on", 'cat'],
      ],
      darwin: ['caffeinate', '-i', '-w', String(process.pid)],
    };
    assert.deepEqual(call, expected[platform]);
    await awake.release();
  });

  test(`${platform}: the program does not outlive a process that is killed`, async (t) => {
    const { path, next } = await door(t);
    const programs = { 'systemd-inhibit': inhibits(path), caffeinate: caffeinates(path) };
    const { bin } = await fakePrograms(t, programs);
    const child = fork(fileURLToPath(new URL('../support/awake-child.ts', import.meta.url)));
    t.after(() => child.kill('SIGKILL'));
    child.send({ platform, path: bin });
    const socket = await next();
    const closed = once(socket, 'close');
    child.kill('SIGKILL');
    await closed;
  });
}

test('a program that ends by itself is tried again after ten minutes, not at once', async (t) => {
  const { bin, calls } = await fakePrograms(t, { 'systemd-inhibit': 'return 1;' });
  const clock = new HandClock();
  const awake = new KeepAwake({ platform: 'linux', environment: { PATH: bin }, clock });
  const over = async (): Promise<void> => {
    while (awake.held) await setImmediate();
  };
  awake.want(true);
  await over();
  clock.time += 10 * minute - 1;
  awake.want(true);
  assert.equal(awake.held, false);
  clock.time += 1;
  awake.want(true);
  assert.equal(awake.held, true);
  await over();
  assert.equal((await calls()).length, 2);
});

test('where there is no such program, and on other systems, nothing happens', async (t) => {
  const { bin } = await fakePrograms(t, {});
  const clock = new HandClock();
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    const awake = new KeepAwake({ platform, environment: { PATH: bin }, clock });
    awake.want(true);
    awake.want(true);
    await awake.release();
    assert.equal(await findAwakeProgram(platform, { PATH: bin }), undefined);
  }
});

test('where it is, it is found', async (t) => {
  const { bin } = await fakePrograms(t, { caffeinate: '' });
  assert.equal(await findAwakeProgram('darwin', { PATH: bin }), join(bin, 'caffeinate'));
  assert.equal(await findAwakeProgram('linux', { PATH: bin }), undefined);
});
