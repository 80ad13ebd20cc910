import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { plainRoot } from '../support/journey.ts';
import { nightshift } from '../support/journey-process.ts';
import { scratchFolder, scratchRoot } from '../support/scratch-root.ts';

describe('the command line', () => {
  it('names every command in its help', async (t) => {
    const { code, stdout, stderr } = await nightshift(t, ['--help']);
    assert.deepEqual([code, stderr], [0, '']);
    for (const name of ['init', 'start', 'run', 'status', 'retry', 'search', 'ask', 'doctor']) {
      assert.match(stdout, new RegExp(`^  ${name} `, 'm'));
    }
  });

  it('says its version', async (t) => {
    const { code, stdout } = await nightshift(t, ['--version']);
    assert.equal(code, 0);
    assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
  });

  it('ends with 2 for what it does not know, and points to the help', async (t) => {
    const cwd = await scratchFolder(t);
    for (const words of [['sleep'], ['status', '--fast'], ['status', 'extra'], ['--root']]) {
      const { code, stdout, stderr } = await nightshift(t, words, { cwd });
      assert.deepEqual([code, stdout], [2, ''], words.join(' '));
      assert.match(stderr, /nightshift --help/, words.join(' '));
    }
  });

  it('takes its options before the command and behind it', async (t) => {
    const { path } = await scratchRoot(t);
    for (const words of [
      ['--root', path, '--json', 'status'],
      ['status', '--root', path, '--json'],
    ]) {
      const { code, stdout } = await nightshift(t, words);
      assert.equal(code, 0);
      assert.equal(JSON.parse(stdout).done, 0);
    }
  });

  it('refuses settings that cannot be obeyed, with the file, the line and 2, and leaves the files alone', async (t) => {
    const root = await plainRoot(t);
    await writeFile(join(root.ingest, 'a.txt'), 'The words of a.');
    const cases = [
      ['{\n  "stabilityMs": 20,\n  "window": {\n', /settings\.json.*line 4/],
      ['{ "stabilityMs": "soon" }', /settings\.json.*"stabilityMs" is "soon"/],
      ['{ "stabilityMS": 20 }', /settings\.json.*"stabilityMS"/],
    ] as const;
    for (const [text, said] of cases) {
      await writeFile(root.settingsFile, text);
      const { code, stderr } = await nightshift(t, ['run', '--root', root.path]);
      assert.equal(code, 2, text);
      assert.match(stderr, said);
      assert.match(stderr, /Correct .*settings\.json, or remove it/);
    }
  });

  it('gives machines an error as one line of JSON on stderr, and nothing on stdout', async (t) => {
    const cwd = await scratchFolder(t);
    const cases = [
      [['status', '--root', join(cwd, 'none')], 'no-root', /There is no root/, /nightshift init/],
      [
        ['retry', 'x', '--root', (await scratchRoot(t)).path],
        'not-in-failed',
        /There is no "x"/,
        /Name a file/,
      ],
      [[], 'usage', /No command is named/, /nightshift --help/],
      [['sleep'], 'usage', /unknown command 'sleep'/, /nightshift --help/],
      [['status', '--fast'], 'usage', /unknown option '--fast'/, /nightshift --help/],
    ] as const;
    for (const [words, code, reason, hint] of cases) {
      const ended = await nightshift(t, [...words, '--json'], { cwd });
      assert.deepEqual([ended.code, ended.stdout], [2, ''], words.join(' '));
      assert.match(ended.stderr, /^[^\n]+\n$/);
      const { error } = JSON.parse(ended.stderr);
      assert.deepEqual([Object.keys(error), error.code], [['code', 'reason', 'hint'], code]);
      assert.match(error.reason, reason);
      assert.match(error.hint, hint);
    }
    const { stderr } = await nightshift(t, ['status', '--json', '--debug', '--root', join(cwd, 'none')]);
    assert.match(JSON.parse(stderr).error.stack, /\n +at /);
    const help = await nightshift(t, ['--help', '--json']);
    assert.deepEqual([help.code, help.stderr], [0, '']);
  });
});
