/** A disk that is soon full, where this machine lets a test mount one. */
import { execFileSync } from 'node:child_process';
import type { TestContext } from 'node:test';

/** Runs `act` while 1 MB of memory is mounted on `folder`. Where that is refused the test is skipped. */
export async function onSmallDisk(t: TestContext, folder: string, act: () => Promise<void>): Promise<void> {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    t.skip('this machine does not let tests mount a disk');
    return;
  }
  try {
    await act();
  } finally {
    execFileSync('umount', ['-l', folder]);
  }
}
