/** An owner that begins to answer and then waits for ever. */
import { serveOwner } from '../../src/folders/owner-socket.ts';
import { rootAt } from '../../src/folders/root.ts';

await serveOwner(rootAt(process.argv[2] ?? ''), (_, tell) => {
  tell('begun');
  return new Promise(() => setInterval(() => undefined, 1000));
});
process.stdout.write('listening\n');
