/** The files of a service, to the letter. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import {
  checkPaths,
  type ServiceFacts,
  serviceId,
  serviceVariables,
  serviceWords,
  whose,
} from '../../../src/night/service/facts.ts';
import { launchdPlist } from '../../../src/night/service/launchd-plist.ts';
import { systemdUnit } from '../../../src/night/service/systemd-unit.ts';
import { scratchFolder } from '../../support/scratch-root.ts';

const facts: ServiceFacts = {
  node: '/opt/node/bin/node',
  program: '/opt/nightshift/src/bin.js',
  root: '/home/ana/My "Night" & 100% <$HOME>\\',
  environmentFile: '/home/ana/.config/nightshift/environment',
  variables: { PATH: '/usr/local/bin:/usr/bin', OLLAMA_HOST: 'http://127.0.0.1:11434' },
};

test('a systemd unit keeps every path to the letter, whatever is in it', () => {
  const text = systemdUnit(facts);
  assert.match(text, /^# Made by "nightshift service install" \([0-9a-f]{16}\);/);
  assert.equal(
    text.split('\n').slice(1).join('\n'),
    String.raw`[Unit]
Description=Nightshift, which looks after /home/ana/My "Night" & 100%% <$HOME>\ at night

[Service]
ExecStart=:"/opt/node/bin/node" "--env-file-if-exists=/home/ana/.config/nightshift/environment" "/opt/nightshift/src/bin.js" "start" "--root" "/home/ana/My \"Night\" & 100%% <$HOME>\\"
Environment="PATH=/usr/local/bin:/usr/bin"
Environment="OLLAMA_HOST=http://127.0.0.1:11434"
# Another program may own the root for a while, or the settings may have to be corrected.
Restart=always
RestartSec=60
# The program itself ends what it has started.
KillMode=mixed

[Install]
WantedBy=default.target
`,
  );
});

test('systemd itself finds nothing wrong with a unit', {
  skip: !existsSync('/usr/bin/systemd-analyze') && 'there is no systemd-analyze here',
}, async (t) => {
  const folder = join(await scratchFolder(t), 'with space, 100% & $HOME');
  await mkdir(folder);
  const node = join(folder, 'node');
  await writeFile(node, '#!/bin/sh\n');
  await chmod(node, 0o755);
  const unit = join(await scratchFolder(t), 'nightshift-test.service');
  const verify = async (text: string): Promise<string> => {
    await writeFile(unit, text);
    const words = ['--user', '--man=no', '--recursive-errors=no', 'verify', unit];
    const env = { ...process.env, XDG_RUNTIME_DIR: folder };
    const { stderr } = await promisify(execFile)('/usr/bin/systemd-analyze', words, { env }).catch(
      (error: { stderr: string }) => error,
    );
    return stderr;
  };
  const text = systemdUnit({ ...facts, node });
  assert.doesNotMatch(await verify(text), /nightshift-test|node/);
  const elsewhere = systemdUnit({ ...facts, node: join(folder, 'nodes') });
  assert.match(
    await verify(elsewhere),
    /100% & \$HOME\/nodes is not executable/,
    'it reads the path as we mean it',
  );
});

test('a launchd agent keeps every path to the letter, whatever is in it', () => {
  const text = launchdPlist(facts, 'com.agent-fs.nightshift.12345678', '/Users/ana/Library/Logs/n & m.log');
  assert.equal(
    text.replace(/\([0-9a-f]{16}\)/, '(…)'),
    `<?xml version="1.0" encoding="UTF-8"?>
<!-- Made by "nightshift service install" (…); what you change here is yours and stays -->
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>com.agent-fs.nightshift.12345678</string>
  <key>ProgramArguments</key>
  <array>
    <string>/opt/node/bin/node</string>
    <string>--env-file-if-exists=/home/ana/.config/nightshift/environment</string>
    <string>/opt/nightshift/src/bin.js</string>
    <string>start</string>
    <string>--root</string>
    <string>/home/ana/My "Night" &amp; 100% &lt;$HOME&gt;\\</string>
  </array>
  <key>EnvironmentVariables</key>
  <dict>
    <key>PATH</key>
    <string>/usr/local/bin:/usr/bin</string>
    <key>OLLAMA_HOST</key>
    <string>http://127.0.0.1:11434</string>
  </dict>
  <!-- Another program may own the root for a while, or the settings may have to be corrected. -->
  <key>KeepAlive</key>
  <true/>
  <key>ThrottleInterval</key>
  <integer>60</integer>
  <!-- The night is to be used: no throttling. -->
  <key>ProcessType</key>
  <string>Interactive</string>
  <key>StandardErrorPath</key>
  <string>/Users/ana/Library/Logs/n &amp; m.log</string>
</dict>
</plist>
`,
  );
  assert.equal(XMLValidator.validate(text), true);
  const parsed = new XMLParser({ trimValues: false }).parse(text);
  assert.deepEqual(parsed.plist.dict.array.string, [...serviceWords(facts)]);
});

test('a file is ours as long as nobody has changed it', () => {
  for (const text of [systemdUnit(facts), launchdPlist(facts, 'label', '/errors')]) {
    assert.equal(whose(text), 'ours');
    assert.equal(whose(text.replace('start', 'run')), 'changed');
    assert.equal(whose(`${text}\n`), 'changed');
    assert.equal(whose(text.replace(/^.*Made by.*\n/m, '')), 'foreign');
  }
});

test('no key, and nothing that may hold a password, is ever written into a service', () => {
  const { variables, leftOut } = serviceVariables({
    ...{ PATH: '/opt/b@c/bin:/usr/bin', HOME: '/home/ana', OLLAMA_HOST: 'http://me:secret@box:11434' },
    ...{
      OPENAI_API_KEY: 'sk-secret',
      REPLICATE_API_TOKEN: 'r8-secret',
      WHISPER_MODEL: '/a\nExecStart=/evil',
    },
    ...{ OPENAI_BASE_URL: '', REPLICATE_BASE_URL: 'https://example.org/v1' },
  });
  assert.deepEqual(variables, {
    PATH: '/opt/b@c/bin:/usr/bin',
    REPLICATE_BASE_URL: 'https://example.org/v1',
  });
  assert.deepEqual(leftOut, ['OLLAMA_HOST', 'WHISPER_MODEL']);
});

test('a path that could begin a line of its own is refused', () => {
  checkPaths(facts);
  const wrong = { code: 'service-path', reason: /"\/a\\nExecStart=\/evil"/ };
  assert.throws(() => checkPaths({ ...facts, root: '/a\nExecStart=/evil' }), wrong);
  assert.throws(() => checkPaths({ ...facts, node: '/opt/"mine"/node' }), { code: 'service-path' });
});

test('each root has a name of its own', () => {
  assert.match(serviceId('/a'), /^[0-9a-f]{8}$/);
  assert.notEqual(serviceId('/a'), serviceId('/b'));
});
