/** The rules of the house that a compiler does not know: who may import whom, and who may touch what. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../src/', import.meta.url));

/** From the top down: a room imports from its own row's room or from rows below, never from a neighbour or above. */
const rows: readonly (readonly string[])[] = [
  ['cli.ts'],
  ['commands'],
  ['nightshift.ts'],
  ['cloud-lane.ts', 'memory-lane.ts', 'morning', 'night-lane.ts', 'obey.ts', 'status-of.ts'],
  ['assembly.ts'],
  ['night', 'processing', 'cloud', 'memory'],
  ['report'],
  ['models', 'reading', 'ingest'],
  ['kinds'],
  ['folders'],
  ['settings.ts'],
  ['types', 'small-heap.ts'],
];

interface SourceFile {
  /** Below src/, with '/' between its parts. */
  readonly path: string;
  readonly text: string;
  /** Resolved, below src/. */
  readonly imports: readonly string[];
  /** Names of packages and of Node's own modules. */
  readonly packages: readonly string[];
}

const specifiers =
  /(?:^|\n)\s*(?:import|export)\b[^;]*?from\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|new URL\([^)]*'(\.[^']+\.ts)'/g;

const files: readonly SourceFile[] = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => {
    const text = readFileSync(join(source, name), 'utf8');
    const found = [...text.matchAll(specifiers)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
    const local = found.filter((specifier) => specifier.startsWith('.'));
    return {
      path: name.replaceAll('\\', '/'),
      text,
      imports: local.map((specifier) => relative(source, resolve(source, dirname(name), specifier))),
      packages: found.filter((specifier) => !specifier.startsWith('.')),
    };
  });

const roomOf = (path: string): string => path.split('/')[0] ?? path;
const rowOf = (path: string): number => rows.findIndex((row) => row.includes(roomOf(path)));

test('every file lies in a room that has its place in the order', () => {
  const astray = files.filter(({ path }) => rowOf(path) < 0).map(({ path }) => path);
  assert.deepEqual(astray, []);
  assert.ok(files.length > 100, 'the source was found');
});

test('imports go one way: down, never up and never to a neighbouring room', () => {
  const wrong = files.flatMap(({ path, imports }) =>
    imports
      .filter((target) => roomOf(target) !== roomOf(path) && rowOf(target) <= rowOf(path))
      .map((target) => `${path} → ${target}`),
  );
  assert.deepEqual(wrong, []);
});

test('only cli.ts ends the process', () => {
  const wrong = files.filter(({ path, text }) => path !== 'cli.ts' && /\bprocess\.exit\b/.test(text));
  assert.deepEqual(
    wrong.map(({ path }) => path),
    [],
  );
});

test("only folders/ renames or links; a person's file moves nowhere else", () => {
  const moving =
    /\b(?:rename|renameSync|link|linkSync|copyFile|copyFileSync|cp|cpSync)\b[^;\n]*from 'node:fs/;
  // The log turns over by a rename of its own file.
  const allowed = (path: string): boolean => roomOf(path) === 'folders' || path === 'report/log.ts';
  const wrong = files.filter(({ path, text }) => !allowed(path) && moving.test(text));
  assert.deepEqual(
    wrong.map(({ path }) => path),
    [],
  );
});

test('models never see the folders, and no room but models talks to a model provider', () => {
  const seeing = files.filter(
    ({ path, imports }) => roomOf(path) === 'models' && imports.some((to) => roomOf(to) === 'folders'),
  );
  assert.deepEqual(
    seeing.map(({ path }) => path),
    [],
  );
  const clients = new Set(['ollama', 'openai', 'replicate']);
  const talking = files.filter(
    ({ path, packages }) => roomOf(path) !== 'models' && packages.some((name) => clients.has(name)),
  );
  assert.deepEqual(
    talking.map(({ path }) => path),
    [],
  );
});

test('only the gate can say that something may leave', () => {
  const isGate = (path: string): boolean => /^cloud\/gate[^/]*\.ts$/.test(path);
  const claims =
    /\b(?:as|is)\s+[^;,=\n]*\bDeparting\b|<[^<>\n]*\bDeparting\b[^>\n]*>\s*[({[]|\bDeparting\s+as\b/;
  // A cast that forgets the type would do as well, in a file that handles what departs.
  const forgets = /\bas (?:never|any|unknown)\b/;
  const handles = /\bDeparting\b|\bPaidOrder\b/;
  const wrong = files.filter(({ path, text }) => {
    const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    return !isGate(path) && (claims.test(code) || (handles.test(code) && forgets.test(code)));
  });
  assert.deepEqual(
    wrong.map(({ path }) => path),
    [],
  );
  const samples = [
    'x as Departing',
    'x as unknown as Departing<C>',
    'x is Departing',
    '<Departing>{}',
    '{ Departing as D }',
  ];
  assert.ok(samples.every((sample) => claims.test(sample)));
});

test('only cloud/ reaches a paid provider', () => {
  const paid = /^models\/(?:paid|openai|replicate)[^/]*\.ts$/;
  const wrong = files.filter(
    ({ path, imports }) =>
      roomOf(path) !== 'cloud' && !paid.test(path) && imports.some((target) => paid.test(target)),
  );
  assert.deepEqual(
    wrong.map(({ path }) => path),
    [],
  );
});

test('no room but models opens a connection; the socket of the owner is local', () => {
  const network = new Set(['http', 'https', 'http2', 'tls', 'dgram', 'dns'].map((name) => `node:${name}`));
  const opening = files.filter(
    ({ path, text, packages }) =>
      roomOf(path) !== 'models' &&
      (packages.some((name) => network.has(name) || name === 'undici') ||
        /(?<![\w.])fetch\(|\bWebSocket\(/.test(text)),
  );
  assert.deepEqual(
    opening.map(({ path }) => path),
    [],
  );
  const sockets = files.filter(({ packages }) => packages.includes('node:net')).map(({ path }) => path);
  assert.deepEqual(sockets.toSorted(), ['folders/json-lines.ts', 'folders/owner-socket.ts']);
});

test('gray-matter is used in one place, where its engines are shut off', () => {
  const using = files.filter(({ packages }) => packages.includes('gray-matter')).map(({ path }) => path);
  assert.deepEqual(using, ['reading/front-matter.ts']);
});

test('rooms stay small: no file is above 300 lines', () => {
  const large = files.filter(({ text }) => text.split('\n').length > 301).map(({ path }) => path);
  assert.deepEqual(large, []);
});

test('nothing is left unfinished', () => {
  const unfinished = files.filter(({ text }) => /\b(?:TODO|FIXME|XXX)\b|[Nn]ot implemented/.test(text));
  assert.deepEqual(
    unfinished.map(({ path }) => path),
    [],
  );
});
