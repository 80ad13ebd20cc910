/** Tries to own a root, says what came of it, and keeps what it has until it is told to end. */
import { acquireOwner } from '../../src/folders/owner.ts';
import { rootAt } from '../../src/folders/root.ts';

const [path = '', startAt = '0'] = process.argv.slice(2);
// Spins, so that all racers try at the same instant.
while (Date.now() < Number(startAt));
const owned = acquireOwner(rootAt(path));
process.stdout.write(owned ? 'owner\n' : 'not\n');
process.stdin.on('data', () => {
  owned?.release();
  process.stdout.write('released\n');
});
process.stdin.on('end', () => process.exit());
