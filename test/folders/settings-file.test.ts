import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseSettings, SettingsFile } from '../../src/folders/settings-file.ts';
import { defaultSettings } from '../../src/settings.ts';

const problemOf = (text: string): string => {
  const parsed = parseSettings(text);
  return parsed.ok ? 'none' : parsed.problem;
};

test('an empty file, an empty object and comments alone all mean the defaults', () => {
  for (const text of ['', '{}', '// nothing yet\n', '\uFEFF{ }']) {
    assert.deepEqual(parseSettings(text), { ok: true, settings: defaultSettings }, JSON.stringify(text));
  }
});

test('comments and trailing commas are forgiven, and one key leaves the others at their defaults', () => {
  const parsed = parseSettings('{ // later\n "window": { "from": "22:30", }, }');
  assert.ok(parsed.ok);
  assert.deepEqual(parsed.settings.window, { ...defaultSettings.window, from: '22:30' });
  assert.deepEqual(parsed.settings.models, defaultSettings.models);
});

test('a list replaces its default and leaves its neighbours', () => {
  const parsed = parseSettings('{"models": {"text": {"night": ["ollama:gemma4"]}}}');
  assert.ok(parsed.ok);
  assert.deepEqual(parsed.settings.models.text, { night: ['ollama:gemma4'], burst: [] });
  assert.deepEqual(parsed.settings.models.image, defaultSettings.models.image);
});

test('a problem names the key, the value and what is allowed', () => {
  const cases: readonly [string, RegExp][] = [
    ['{"window": {"from": "25:00"}}', /"window\.from" is "25:00": expected a time of day such as "01:00"/],
    [
      '{"window": {"timeZone": "Mars/Base"}}',
      /"window\.timeZone" is "Mars\/Base": expected "local" or a zone/,
    ],
    ['{"stabilityMs": "soon"}', /"stabilityMs" is "soon": .*number/],
    ['{"stabilityMs": -1}', /"stabilityMs" is -1: expected at least 0/],
    [
      '{"cloud": {"prices": {"replicate:a/b": {}}}}',
      /"cloud\.prices\.replicate:a\/b" is \{\}: expected one of "perSecond"/,
    ],
    ['{"cloud": {"prices": {"replicate:a/b": {"perSecond": 0}}}}', /perSecond" is 0: expected more than 0/],
    ['{"windows": {}}', /does not know the key "windows"; expected one of "window", "models", /],
    ['{"stabilityMs": true}', /"stabilityMs" is true: expected a (?:whole )?number/],
    ['[]', /the whole file is \[\]: expected an object in braces/],
    ['{"models": {"text": {"nights": []}}}', /"models\.text\.nights"; expected one of "night", "burst"/],
    ['{"window": {"form": "01:00"}}', /does not know the key "window\.form"/],
    [
      '{"models": {"text": {"night": ["llama3.3"]}}}',
      /"models\.text\.night\.0" is "llama3\.3": expected a model spec/,
    ],
    [
      '{"models": {"text": {"night": ["builtin:extractive", "olama:llama3"]}}}',
      /"models\.text\.night" names "olama:llama3": there is no provider "olama"; expected one of "ollama", "compatible",/,
    ],
    [
      '{"models": {"image": {"burst": ["opanai:gpt"]}}}',
      /"models\.image\.burst" names "opanai:gpt": there is no provider/,
    ],
    [
      '{"models": {"text": {"night": ["builtin:extractve"]}}}',
      /names "builtin:extractve": expected "builtin:extractive"/,
    ],
    ['{"models": {"audio": {"night": ["whisper:large"]}}}', /names "whisper:large": expected "whisper:cli"/],
    [
      '{"models": {"text": {"night": ["compatible:studio"]}}}',
      /names "compatible:studio": expected its server under "compatible"/,
    ],
    [
      '{"compatible": {"lab": {"url": "http://[::1]:1/v1", "model": "m"}}, "models": {"text": {"night": ["compatible:constructor"]}}}',
      /names "compatible:constructor": "compatible" names no such server; it names "lab"/,
    ],
    ['{"models": {"text": {"night": ["openai:gpt-6-luna"]}}}', /costs money: it may stand in "burst" only/],
    ['{"models": {"text": {"burst": ["openai:gpt-6-luna"]}}}', /text stays home unless/],
    ['{"compatible": {"x": {"url": "http://example.com/v1", "model": "m"}}}', /a URL on this machine/],
    ['[1]', /the whole file is \[1\]/],
  ];
  for (const [text, expected] of cases) assert.match(problemOf(text), expected, text);
});

test('broken JSON is named with its line', () => {
  assert.match(problemOf('{\n "stabilityMs": 5\n "stall": {}\n}'), /cannot be read at line 3/);
});

test('text may stand in a burst list once its owner invites it out', () => {
  const text = '{"models": {"text": {"burst": ["openai:gpt-6-luna"]}}, "cloud": {"text": true}}';
  assert.equal(parseSettings(text).ok, true);
});

test('an edit is obeyed at the next look; a broken edit keeps the last good settings in force and says so', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'nightshift-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'settings.json');
  const file = new SettingsFile(path);
  assert.deepEqual(file.current, defaultSettings);
  assert.equal(file.refresh(), false);

  writeFileSync(path, '{"stabilityMs": 7}');
  assert.equal(file.refresh(), true);
  assert.equal(file.current.stabilityMs, 7);

  writeFileSync(path, '{"stabilityMs": 12');
  assert.equal(file.refresh(), true);
  assert.equal(file.current.stabilityMs, 7);
  assert.match(file.problem ?? '', /line 1/);

  rmSync(path);
  assert.equal(file.refresh(), true);
  assert.deepEqual(file.current, defaultSettings);
  assert.equal(file.problem, undefined);
});
