/** Moves one file and kills itself before the step whose number it is given. */
import { createMover, type MoveMethod } from '../../src/folders/move.ts';
import { rootAt } from '../../src/folders/root.ts';
import { fileIntents } from './scratch-root.ts';
import { steppedOperations } from './stepped-operations.ts';

const [path = '', method = '', intentsFile = '', from = '', to = '', last = ''] = process.argv.slice(2);
const operations = steppedOperations((step) => {
  if (step >= Number(last)) process.kill(process.pid, 'SIGKILL');
});
const mover = createMover(rootAt(path), method as MoveMethod, fileIntents(intentsFile), operations);
process.stdout.write(await mover.move(from, to));
