import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PatienceError, patientFetch } from '../../src/models/fetch.ts';
import { answerJson, type Handle, pause, startFakeHttp } from '../support/fake-http.ts';

const forever = { firstByteMs: 60_000, idleMs: 60_000 };
const never = () => new AbortController().signal;

async function serving(
  handle: Handle,
  body: (server: Awaited<ReturnType<typeof startFakeHttp>>) => Promise<void>,
) {
  const server = await startFakeHttp(handle);
  try {
    await body(server);
  } finally {
    await server.close();
  }
}

describe('a patient fetch', () => {
  test('sends what it is given and gives back what came', () =>
    serving(
      async (request, response) => answerJson(response, 418, { saw: request.body, method: request.method }),
      async ({ url }) => {
        const fetch = patientFetch(forever, never());
        const response = await fetch(url, { method: 'POST', body: '{"word":"Straße"}' });
        assert.equal(response.status, 418);
        assert.equal(response.headers.get('content-type'), 'application/json; charset=utf-8');
        assert.deepEqual(await response.json(), { saw: { word: 'Straße' }, method: 'POST' });
      },
    ));

  test('sends a form with its files', () =>
    serving(
      async (request, response) => {
        const { headers, bytes } = request;
        const form = await new Response(Uint8Array.from(bytes), { headers }).formData();
        const file = form.get('file') as File;
        answerJson(response, 200, [form.get('word'), file.name, file.type, await file.text()]);
      },
      async ({ url }) => {
        const body = new FormData();
        body.append('word', 'Straße');
        body.append('file', new File(['tone'], 'a.wav', { type: 'audio/wav' }));
        const response = await patientFetch(forever, never())(url, { method: 'POST', body });
        assert.deepEqual(await response.json(), ['Straße', 'a.wav', 'audio/wav', 'tone']);
      },
    ));

  test('tells when a connection stands, and only then', async () => {
    let connections = 0;
    const fetch = patientFetch(forever, never(), () => {
      connections += 1;
    });
    const server = await startFakeHttp(async (_request, response) => answerJson(response, 200, {}));
    await (await fetch(server.url)).text();
    await (await fetch(server.url)).text();
    assert.equal(connections, 2);
    await server.close();
    await assert.rejects(fetch(server.url));
    assert.equal(connections, 2);
  });

  test('gives up when no byte comes, and when the rest does not', () =>
    serving(
      async (request, response, gone) => {
        if (request.path === '/half') response.write('half');
        await pause(Number.POSITIVE_INFINITY, gone);
      },
      async ({ url }) => {
        await assert.rejects(patientFetch({ ...forever, firstByteMs: 30 }, never())(url), PatienceError);
        const response = await patientFetch({ ...forever, idleMs: 30 }, never())(`${url}/half`);
        await assert.rejects(response.text(), PatienceError);
      },
    ));

  test('the signal ends a request that waits, and one whose answer nobody reads', () =>
    serving(
      async (request, response, gone) => {
        if (request.path === '/half') response.write('half');
        await pause(Number.POSITIVE_INFINITY, gone);
      },
      async (server) => {
        for (const path of ['/', '/half']) {
          const abort = new AbortController();
          const fetching = patientFetch(forever, abort.signal)(`${server.url}${path}`);
          await server.requested(path);
          if (path === '/half') await fetching;
          abort.abort();
          if (path === '/') await assert.rejects(fetching, { name: 'AbortError' });
          while (server.open() > 0) await new Promise(setImmediate);
        }
      },
    ));
});
