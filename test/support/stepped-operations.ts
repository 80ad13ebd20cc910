/** File operations that can be watched, and stopped or disturbed between any two of them. */
import { type FileOperations, fileOperations } from '../../src/folders/file-operations.ts';

/** Runs `before(step, name, paths)` before each operation; steps count from 0 in the order in which they begin. */
export function steppedOperations(
  before: (step: number, name: string, paths: readonly string[]) => unknown,
): FileOperations {
  let step = 0;
  const stepped =
    <Arguments extends string[], Result>(name: string, act: (...paths: Arguments) => Promise<Result>) =>
    async (...paths: Arguments): Promise<Result> => {
      const number = step;
      step += 1;
      await before(number, name, paths);
      return act(...paths);
    };
  return {
    look: stepped('look', fileOperations.look),
    createEmpty: stepped('createEmpty', fileOperations.createEmpty),
    append: stepped('append', fileOperations.append),
    link: stepped('link', fileOperations.link),
    rename: stepped('rename', fileOperations.rename),
    unlink: stepped('unlink', fileOperations.unlink),
    mkdir: stepped('mkdir', fileOperations.mkdir),
    rmdir: stepped('rmdir', fileOperations.rmdir),
    list: stepped('list', fileOperations.list),
    makeFolder: stepped('makeFolder', fileOperations.makeFolder),
    syncFolder: stepped('syncFolder', fileOperations.syncFolder),
    syncFolderAtOnce: stepped('syncFolderAtOnce', fileOperations.syncFolderAtOnce),
  };
}

/** Thrown by every operation once the "power is off". */
export class PowerCut extends Error {}

/** Operations that work until `last` of them have been done, and never again. */
export function cutAfter(last: number): {
  readonly operations: FileOperations;
  readonly isOff: () => boolean;
} {
  let off = false;
  const operations = steppedOperations((step) => {
    if (step >= last) off = true;
    if (off) throw new PowerCut();
  });
  return { operations, isOff: () => off };
}
