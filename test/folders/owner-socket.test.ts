import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { initRoot } from '../../src/folders/init.ts';
import { findAddress } from '../../src/folders/owner-address.ts';
import { askOwner, type OwnerHandler, serveOwner } from '../../src/folders/owner-socket.ts';
import { type Root, rootAt } from '../../src/folders/root.ts';
import { NightshiftError } from '../../src/types/failure.ts';
import { scratchFolder, scratchRoot } from '../support/scratch-root.ts';

const ignore = (): void => undefined;
const toldNothing = (): void => assert.fail('what is too long to send was told');
const script = fileURLToPath(new URL('../support/socket-child.ts', import.meta.url));

async function serve(t: TestContext, root: Root, handle: OwnerHandler) {
  const server = await serveOwner(root, handle);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= server.close());
  t.after(close);
  return { close };
}

const echo: OwnerHandler = async (request) => ({ got: request });

/** Everything that the owner sends to a client which sends these bytes. */
async function raw(root: Root, bytes: string | Buffer): Promise<string> {
  const socket = connect(await findAddress(root));
  await once(socket, 'connect');
  socket.on('error', ignore);
  const parts: Buffer[] = [];
  socket.on('data', (data: Buffer) => parts.push(data));
  // Not `once`: it rejects on the error of a write that the owner no longer reads.
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write(bytes);
  await closed;
  return Buffer.concat(parts).toString('utf8');
}

describe('asking the owner', () => {
  it('gives its answer, and its messages before it in order', async (t) => {
    const root = await scratchRoot(t);
    await serve(t, root, async (request, tell) => {
      for (let n = 0; n < 100; n += 1) tell({ n });
      return { got: request, text: 'é\n語 👩‍👩‍👧' };
    });
    const messages: unknown[] = [];
    const answer = await askOwner(root, { do: 'run' }, (message) => messages.push(message));
    assert.deepEqual(answer, { got: { do: 'run' }, text: 'é\n語 👩‍👩‍👧' });
    assert.deepEqual(
      messages,
      Array.from({ length: 100 }, (_, n) => ({ n })),
    );
  });

  it('serves many clients at once', async (t) => {
    const root = await scratchRoot(t);
    await serve(t, root, echo);
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => askOwner(root, { n }, ignore)));
    assert.deepEqual(
      answers,
      Array.from({ length: 50 }, (_, n) => ({ got: { n } })),
    );
  });

  it('carries answers of many pieces and refuses what is too long to send', async (t) => {
    const root = await scratchRoot(t);
    await serve(t, root, async ({ bytes }, tell) => {
      tell('x'.repeat(2_000_000));
      return 'x'.repeat(Number(bytes));
    });
    assert.equal(await askOwner(root, { bytes: 900_000 }, toldNothing), 'x'.repeat(900_000));
    await assert.rejects(askOwner(root, { bytes: 2_000_000 }, toldNothing), { code: 'bad-answer' });
    await assert.rejects(askOwner(root, { long: 'x'.repeat(2_000_000) }, ignore), { code: 'bad-request' });
  });

  it('throws the failure of the owner with its code, reason and hint', async (t) => {
    const root = await scratchRoot(t);
    await serve(t, root, async ({ own }) => {
      if (own)
        throw new NightshiftError({ code: 'disk-full', reason: 'The disk is full.', hint: 'Free some.' });
      throw new TypeError('slip');
    });
    await assert.rejects(askOwner(root, { own: true }, ignore), {
      name: 'NightshiftError',
      code: 'disk-full',
      reason: 'The disk is full.',
      hint: 'Free some.',
    });
    await assert.rejects(askOwner(root, {}, ignore), { code: 'internal', message: /slip/ });
  });

  it('says that there is no owner, also when a dead one left its socket', async (t) => {
    const root = await scratchRoot(t);
    await assert.rejects(askOwner(root, {}, ignore), { code: 'no-owner', hint: /\.$/ });
    const child = spawn(process.execPath, [script, root.path], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    await assert.rejects(askOwner(root, {}, ignore), { code: 'no-owner' });
    await serve(t, root, echo);
    assert.deepEqual(await askOwner(root, { a: 1 }, ignore), { got: { a: 1 } });
  });

  it('says that the owner has died when it does so before its answer', async (t) => {
    const root = await scratchRoot(t);
    const child = spawn(process.execPath, [script, root.path], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    await assert.rejects(
      askOwner(root, {}, (message) => {
        assert.equal(message, 'begun');
        child.kill('SIGKILL');
      }),
      { code: 'owner-gone' },
    );
  });

  it('works where the path of the root is too long for a socket', async (t) => {
    const root = rootAt(join(await scratchFolder(t), 'long'.repeat(20), 'longer'.repeat(20)));
    await mkdir(dirname(root.path));
    await initRoot(root);
    const server = await serve(t, root, echo);
    const address = await findAddress(root);
    assert.ok(Buffer.byteLength(address) <= 103);
    assert.equal((await stat(dirname(address))).mode & 0o777, 0o700);
    assert.deepEqual(await askOwner(root, { a: 1 }, ignore), { got: { a: 1 } });
    await server.close();
    await assert.rejects(stat(dirname(address)), { code: 'ENOENT' });
    await assert.rejects(askOwner(root, {}, ignore), { code: 'no-owner' });
  });
});

describe('the owner', () => {
  it('lets only its own person connect', async (t) => {
    const root = await scratchRoot(t);
    await serve(t, root, echo);
    assert.equal((await stat(await findAddress(root))).mode & 0o777, 0o600);
  });

  it('answers garbage with a failure and goes on', async (t) => {
    const root = await scratchRoot(t);
    await serve(t, root, echo);
    for (const garbage of [
      '\n',
      '{"a":\n',
      '[1]\n',
      'null\n',
      Buffer.from([0xff, 0xfe, 0, 0x0a]),
      'GET / HTTP/1.1\r\n\r\n',
    ]) {
      assert.equal(JSON.parse(await raw(root, garbage)).failure.code, 'bad-request');
    }
    await raw(root, 'x'.repeat(3_000_000));
    assert.deepEqual(await askOwner(root, {}, ignore), { got: {} });
  });

  it('answers the first request of a connection only', async (t) => {
    const root = await scratchRoot(t);
    let asked = 0;
    await serve(t, root, async () => (asked += 1));
    assert.equal(await raw(root, '{"a":1}\n{"b":2}\n'), '{"answer":1}\n');
    assert.equal(asked, 1);
  });

  it('is told when its client vanishes, and is not hurt by messages to it', async (t) => {
    const root = await scratchRoot(t);
    const vanished = Promise.withResolvers<void>();
    await serve(t, root, async (request, tell, signal) => {
      if (!request.vanish) return 'fine';
      tell('hello');
      await once(signal, 'abort');
      tell('anybody?');
      tell({ big: 1n });
      vanished.resolve();
      return 'nobody reads this';
    });
    const socket = connect(await findAddress(root));
    socket.write('{"vanish":true}\n');
    await once(socket, 'data');
    socket.destroy();
    await vanished.promise;
    assert.equal(await askOwner(root, {}, ignore), 'fine');
  });

  it('is not filled by messages that a slow client does not read', async (t) => {
    const root = await scratchRoot(t);
    let waiting = 0;
    const told = Promise.withResolvers<void>();
    await serve(t, root, async (_, tell, signal) => {
      const before = process.memoryUsage().external;
      for (let n = 0; n < 300; n += 1) tell('x'.repeat(500_000));
      waiting = process.memoryUsage().external - before;
      told.resolve();
      await once(signal, 'abort');
      return 'x';
    });
    const socket = connect(await findAddress(root));
    socket.pause();
    socket.write('{}\n');
    await told.promise;
    assert.ok(waiting < 20_000_000, `${waiting} bytes`);
    socket.destroy();
  });

  it('lets answers in flight end when it closes, takes no more, and leaves no socket', async (t) => {
    const root = await scratchRoot(t);
    const begun = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<string>();
    const server = await serve(t, root, async () => {
      begun.resolve();
      return finish.promise;
    });
    const idle = connect(await findAddress(root));
    await once(idle, 'connect');
    const idleClosed = once(idle, 'close');
    const asking = askOwner(root, {}, ignore);
    await begun.promise;
    const closing = server.close();
    await idleClosed;
    await assert.rejects(askOwner(root, {}, ignore), { code: 'no-owner' });
    finish.resolve('ended');
    assert.equal(await asking, 'ended');
    await closing;
    assert.ok(!(await readdir(root.machine)).includes('owner.sock'));
  });

  it('takes the place of anything that has the name of its socket', async (t) => {
    const root = await scratchRoot(t);
    await writeFile(join(root.machine, 'owner.sock'), 'not a socket');
    await serve(t, root, echo);
    assert.deepEqual(await askOwner(root, {}, ignore), { got: {} });
  });
});
