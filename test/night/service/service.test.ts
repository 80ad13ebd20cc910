/** Installing and uninstalling, with programs that only write down how they were called. */
import assert from 'node:assert/strict';
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { serviceId } from '../../../src/night/service/facts.ts';
import {
  findService,
  installService,
  type ServicePlace,
  uninstallService,
} from '../../../src/night/service/service.ts';
import { type FakePrograms, fakePrograms } from '../../support/fake-program.ts';
import { scratchFolder } from '../../support/scratch-root.ts';

const root = '/somewhere/agent_fs_root';
const id = serviceId(root);
const unit = `nightshift-${id}.service`;
const label = `com.agent-fs.nightshift.${id}`;

async function placeOn(
  t: TestContext,
  platform: NodeJS.Platform,
  programs: Readonly<Record<string, string>>,
): Promise<{ place: ServicePlace; home: string; fakes: FakePrograms; file: string }> {
  const home = await scratchFolder(t);
  const fakes = await fakePrograms(t, programs);
  const environment = { PATH: fakes.bin, HOME: home, OPENAI_API_KEY: 'sk-secret' };
  const place = { platform, environment, uid: 501, node: '/opt/node', program: '/opt/bin.js', root };
  const file =
    platform === 'darwin'
      ? join(home, 'Library/LaunchAgents', `${label}.plist`)
      : join(home, '.config/systemd/user', unit);
  return { place, home, fakes, file };
}

/** What was asked of the manager since the last time. */
function asking(fakes: FakePrograms): () => Promise<readonly string[]> {
  let seen = 0;
  return async () => {
    const calls = await fakes.calls();
    const fresh = calls.slice(seen).map((words) => words.join(' '));
    seen = calls.length;
    return fresh;
  };
}

const fine = { systemctl: 'return 0;' };

/** launchctl with a memory of what is loaded, in the folder of the programs. */
const launchctl = {
  launchctl: `
    const { existsSync, writeFileSync, rmSync } = require('node:fs');
    const loaded = __dirname + '/../loaded';
    const [verb, target] = words;
    if (verb === 'print') return target === 'gui/501' || existsSync(loaded) ? 0 : 113;
    if (verb === 'bootstrap') writeFileSync(loaded, '');
    if (verb === 'bootout') rmSync(loaded, { force: true });`,
};

describe('a service of systemd', () => {
  it('is written, started and enabled; a second time changes nothing', async (t) => {
    const { place, fakes, file } = await placeOn(t, 'linux', fine);
    const asked = asking(fakes);
    const report = await installService(place);
    assert.deepEqual([report.file, report.done], [file, 'installed']);
    assert.deepEqual(await asked(), [
      'systemctl --user show-environment',
      'systemctl --user daemon-reload',
      `systemctl --user enable --now ${unit}`,
    ]);
    const text = await readFile(file, 'utf8');
    assert.match(text, /^ExecStart=:"\/opt\/node" .*"--root" "\/somewhere\/agent_fs_root"$/m);
    assert.doesNotMatch(text, /secret/);
    assert.match(report.next.join('\n'), /chmod 600 ".*nightshift\/environment"/);
    assert.match(report.next.join('\n'), /loginctl enable-linger/);
    assert.deepEqual(await findService(place), { file, state: 'ours' });
    assert.equal((await installService(place)).done, 'unchanged');
    assert.equal(await readFile(file, 'utf8'), text);
    assert.deepEqual(await readdir(dirname(file)), [unit], 'and nothing half-written is left');
  });

  it('is started anew when the program has moved', async (t) => {
    const { place, fakes, file } = await placeOn(t, 'linux', fine);
    await installService(place);
    const asked = asking(fakes);
    await asked();
    assert.equal((await installService({ ...place, node: '/opt/newer/node' })).done, 'replaced');
    assert.match(await readFile(file, 'utf8'), /\/opt\/newer\/node/);
    assert.equal((await asked()).at(-1), `systemctl --user restart ${unit}`);
  });

  it('is stopped and taken away; a second time there is nothing to do', async (t) => {
    const { place, fakes, file } = await placeOn(t, 'linux', fine);
    await installService(place);
    const asked = asking(fakes);
    await asked();
    assert.equal((await uninstallService(place)).done, 'uninstalled');
    assert.deepEqual(await asked(), [
      'systemctl --user show-environment',
      `systemctl --user disable --now ${unit}`,
      'systemctl --user daemon-reload',
    ]);
    await assert.rejects(readFile(file), { code: 'ENOENT' });
    assert.equal((await uninstallService(place)).done, 'absent');
    assert.equal((await findService(place))?.state, 'absent');
  });

  it('that a person wrote, or changed, is neither replaced nor taken away', async (t) => {
    const { place, file } = await placeOn(t, 'linux', fine);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, '[Unit]\nDescription=mine\n');
    for (const act of [installService, uninstallService]) {
      await assert.rejects(act(place), { code: 'service-yours', reason: /was not made by this program/ });
    }
    assert.equal(await readFile(file, 'utf8'), '[Unit]\nDescription=mine\n');
    await writeFile(file, '');
    await assert.rejects(installService(place), { code: 'service-yours' });
    const other = await placeOn(t, 'linux', fine);
    await installService(other.place);
    await appendFile(other.file, 'Nice=10\n');
    for (const act of [installService, uninstallService]) {
      await assert.rejects(act(other.place), { code: 'service-yours', reason: /was changed by hand/ });
    }
    assert.match(await readFile(other.file, 'utf8'), /Nice=10/);
  });

  it('that cannot be is told in a sentence, and nothing is written', async (t) => {
    const missing = await placeOn(t, 'linux', {});
    await assert.rejects(installService(missing.place), { code: 'service-none', reason: /not on PATH/ });
    const bus = "process.stderr.write('Failed to connect to bus: No such file\\n'); return 1;";
    const alone = await placeOn(t, 'linux', { systemctl: bus });
    const reason = /does not look after your services here \(Failed to connect to bus: No such file\)\.$/;
    await assert.rejects(installService(alone.place), { code: 'service-none', reason });
    assert.deepEqual([await readdir(missing.home), await readdir(alone.home)], [[], []]);
    await assert.rejects(installService({ ...alone.place, platform: 'win32' }), { code: 'service-none' });
    assert.equal(await findService({ ...alone.place, platform: 'win32' }), undefined);
  });

  it('that systemd refuses says with which command, and why', async (t) => {
    const body = "if (words.includes('enable')) { process.stderr.write('Unit is masked.\\n'); return 1; }";
    const { place } = await placeOn(t, 'linux', { systemctl: body });
    const reason = new RegExp(`^"systemctl --user enable --now ${unit}" failed \\(Unit is masked\\.\\)\\.$`);
    await assert.rejects(installService(place), { code: 'service-refused', reason });
  });

  it('says so when others may read the keys, and when npm may clear the program away', async (t) => {
    const { place, home } = await placeOn(t, 'linux', fine);
    const keys = join(home, '.config/nightshift/environment');
    await mkdir(dirname(keys), { recursive: true });
    await writeFile(keys, 'OPENAI_API_KEY=sk-secret\n', { mode: 0o644 });
    const program = '/home/ana/.npm/_npx/1f/node_modules/@agent-fs/nightshift/src/bin.js';
    const { next } = await installService({ ...place, program });
    assert.match(next.join('\n'), /Others may read your keys: run chmod 600/);
    assert.match(next.join('\n'), /npm install --global/);
  });
});

describe('an agent of launchd', () => {
  it('is written and loaded; a second time it is left running', async (t) => {
    const { place, fakes, file } = await placeOn(t, 'darwin', launchctl);
    const asked = asking(fakes);
    assert.equal((await installService(place)).done, 'installed');
    assert.deepEqual(await asked(), [
      'launchctl print gui/501',
      `launchctl print gui/501/${label}`,
      `launchctl enable gui/501/${label}`,
      `launchctl bootstrap gui/501 ${file}`,
    ]);
    assert.doesNotMatch(await readFile(file, 'utf8'), /secret/);
    assert.equal((await installService(place)).done, 'unchanged');
    assert.deepEqual(await asked(), ['launchctl print gui/501', `launchctl print gui/501/${label}`]);
  });

  it('is loaded anew when the program has moved, and gone when it is uninstalled', async (t) => {
    const { place, fakes, file } = await placeOn(t, 'darwin', launchctl);
    await installService(place);
    const asked = asking(fakes);
    await asked();
    assert.equal((await installService({ ...place, node: '/opt/newer' })).done, 'replaced');
    assert.deepEqual((await asked()).slice(2), [
      `launchctl bootout gui/501/${label}`,
      `launchctl enable gui/501/${label}`,
      `launchctl bootstrap gui/501 ${file}`,
    ]);
    assert.equal((await uninstallService(place)).done, 'uninstalled');
    assert.equal((await asked()).at(-1), `launchctl bootout gui/501/${label}`);
    await assert.rejects(readFile(file), { code: 'ENOENT' });
  });

  it('that launchd has not let go of yet is asked for again', async (t) => {
    const body = `
      const { appendFileSync, readFileSync } = require('node:fs');
      if (words[0] === 'print') return words[1] === 'gui/501' ? 0 : 113;
      if (words[0] !== 'bootstrap') return 0;
      const count = __dirname + '/../count';
      appendFileSync(count, 'x');
      return readFileSync(count, 'utf8').length < 3 ? 5 : 0;`;
    const { place, fakes } = await placeOn(t, 'darwin', { launchctl: body });
    assert.equal((await installService(place)).done, 'installed');
    assert.equal((await fakes.calls()).filter((words) => words[1] === 'bootstrap').length, 3);
  });

  it('needs somebody who is logged in', async (t) => {
    const { place, home } = await placeOn(t, 'darwin', { launchctl: 'return 113;' });
    await assert.rejects(installService(place), { code: 'service-none', hint: /Log in on the machine/ });
    assert.deepEqual(await readdir(home), []);
  });
});
