import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { beforeRemoval, dropBelow, plainRoot, quickSettings } from '../support/journey.ts';
import { NightshiftProcess, nightshift } from '../support/journey-process.ts';

/** The hour and the minute there, for hours to come: no machine is set to this zone. */
const timeZone = 'Pacific/Marquesas';
const offset = '-09:30';

/** A window that opens in about half a day, there. */
function faraway(): { readonly from: string; readonly to: string; readonly timeZone: string } {
  const there = new Date(Date.now() + (12 - 9.5) * 3_600_000);
  const hour = String(there.getUTCHours()).padStart(2, '0');
  return { from: `${hour}:07`, to: `${hour}:08`, timeZone };
}

describe('the zone of settings.json', { timeout: 90_000 }, () => {
  it('is the one of the terminal, of STATUS.md, of the notes and of the log alike', async (t) => {
    const window = faraway();
    const root = await plainRoot(t, { ...quickSettings, window });
    await dropBelow(root.ingest, 'now/a.txt', 'The words of a.');
    const owner = new NightshiftProcess(t, ['start', '--root', root.path]);
    beforeRemoval(t, root, () => owner.ended);
    await owner.says(/the window is closed until/);
    await owner.says(/done +now\/a\.txt/);
    owner.child.kill('SIGTERM');
    const { stdout } = await owner.ended;
    assert.match(stdout, new RegExp(`Tonight from ${window.from} to ${window.to}`));
    assert.match(stdout, new RegExp(`the window is closed until \\d{4}-\\d\\d-\\d\\d ${window.from}`));
    assert.match(await readFile(root.statusFile, 'utf8'), new RegExp(` ${window.from} to ${window.to}\\.`));
    assert.ok((await readFile(`${root.done}/a.txt.md`, 'utf8')).includes(`${offset}"`));
    const log = (await readFile(root.logFile, 'utf8')).trimEnd().split('\n');
    for (const line of log) assert.match(JSON.parse(line).time, new RegExp(`${offset}$`));
    const status = await nightshift(t, ['status', '--root', root.path]);
    assert.match(status.stdout, new RegExp(` ${window.from} to ${window.to}\\.`));
  });
});
