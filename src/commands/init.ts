/** `init`: makes the tree, overwrites nothing. */
import { initRoot } from '../folders/init.ts';
import { type CommandContext, exitCode, print } from './context.ts';

/** Makes what is missing of the root and says what was made. */
export async function init(context: CommandContext): Promise<number> {
  const { path } = context.root;
  const { created } = await initRoot(context.root);
  const text =
    created.length === 0
      ? `${path} is complete; nothing was changed.`
      : `Made ${path}. Drop files into ${context.root.ingest}, then run "nightshift start".`;
  print(context, text, { root: path, created });
  return exitCode.fine;
}
