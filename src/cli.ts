/** The command line: which command does what, and the exit codes. The only place that ends the process. */
import './small-heap.ts';
import { Command, CommanderError } from 'commander';
import { type CommandContext, exitCode } from './commands/context.ts';
import { version } from './commands/version.ts';
import { rootAt } from './folders/root.ts';
import { explainSystemError } from './folders/system-failure.ts';
import { type Failure, NightshiftError } from './types/failure.ts';

interface GlobalOptions {
  readonly root?: string;
  readonly json?: boolean;
  readonly debug?: boolean;
}

/** The signal that the first Ctrl-C, TERM or HUP aborts; a second one ends the process at once, which loses nothing. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  const stop = (): void => {
    if (stopping.signal.aborted) process.exit(exitCode.interrupted);
    stopping.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // The terminal was closed.
  process.on('SIGHUP', stop);
  return stopping.signal;
}

/** One sentence and a hint for a person, or the same as one line of JSON for a machine; both on stderr. */
function explain(error: unknown, { json, debug }: GlobalOptions): void {
  const failure = failureOf(error);
  const stack = debug === true && error instanceof Error ? error.stack : undefined;
  if (json === true) console.error(JSON.stringify({ error: { ...failure, stack } }));
  else {
    console.error(`nightshift: ${failure.reason} ${failure.hint}`);
    if (stack !== undefined) console.error(stack);
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof NightshiftError) {
    const { code, reason, hint } = error;
    return { code, reason, hint };
  }
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof CommanderError) {
    const helped = error.code === 'commander.help';
    const reason = helped
      ? 'No command is named, or one that is not known.'
      : message.replace(/^error: /, '');
    return { code: 'usage', reason, hint: helpHint };
  }
  const explained = explainSystemError(error, pathOf(error));
  if (explained instanceof NightshiftError) return failureOf(explained);
  const reason = `something unexpected happened: ${message.replace(/\.?$/, '.')}`;
  return { code: 'unexpected', reason, hint: 'Run it again with --debug to see where.' };
}

/** What a system error is about, where it says so. */
function pathOf(error: unknown): string {
  const path = error instanceof Error && 'path' in error ? error.path : undefined;
  return typeof path === 'string' ? path : 'A file';
}

const helpHint = 'Run "nightshift --help" to see the commands.';

interface CommandLine {
  readonly name: string;
  readonly argument?: readonly [name: string, description: string];
  readonly description: string;
  /** Options of its own, as commander writes them. */
  readonly options?: readonly (readonly [flags: string, description: string])[];
  /** Loads the command's room only when it is called, so that each starts quickly. */
  readonly load: () => Promise<Act>;
}

/** `words` are the arguments behind the command's name, `options` its own by their long names. */
type Act = (context: CommandContext, words: readonly string[], options: Options) => Promise<number>;

type Options = Readonly<Record<string, string | boolean>>;

const filterOptions = [
  ['--kind <KIND>', 'only text, image or audio'],
  ['--folder <FOLDER>', 'only below this folder of done/'],
  ['--tag <TAG>', 'only what has this tag'],
  ['--from <DATE>', 'only what is from then on: 2026, 2026-11 or 2026-11-03'],
  ['--to <DATE>', 'only what is up to then'],
] as const;

const commandLines: readonly CommandLine[] = [
  {
    name: 'init',
    argument: ['[DIR]', 'the folder to make it in'],
    description: 'make the folders; overwrites nothing',
    load: async () => (await import('./commands/init.ts')).init,
  },
  {
    name: 'start',
    description: 'watch, work at night, and do ingest/now/ at once',
    load: async () => (await import('./commands/start.ts')).start,
  },
  {
    name: 'run',
    description: 'do all that waits now, whatever the hour, and end',
    load: async () => (await import('./commands/run.ts')).run,
  },
  {
    name: 'status',
    description: 'what is where, and what is waited for',
    load: async () => (await import('./commands/status.ts')).status,
  },
  {
    name: 'budget',
    description: 'what was spent, held and left, today and this month',
    load: async () => (await import('./commands/budget.ts')).budget,
  },
  {
    name: 'retry',
    argument: ['[PATH...]', 'files or folders below failed/ (all of it when none is named) or done/'],
    description: 'move failed/, or what is incomplete in done/, back to ingest/, to be tried again',
    load: async () => (await import('./commands/retry.ts')).retry,
  },
  {
    name: 'search',
    argument: ['[QUESTION...]', 'words, or a whole question'],
    description: 'find what is in done/ by its words',
    options: [
      ['--limit <N>', 'files at most (10)'],
      ...filterOptions,
      ['--meaning', 'find by meaning too, where an embedding model has made vectors'],
      ['--rerank', 'let a local model put the best into a better order'],
      ['--rebuild', 'read all of done/ anew first'],
    ],
    load: async () => (await import('./commands/search.ts')).search,
  },
  {
    name: 'ask',
    argument: ['[QUESTION...]', 'a whole question'],
    description: 'answer from what is in done/, with citations, or say that it is not there',
    options: filterOptions,
    load: async () => (await import('./commands/ask.ts')).ask,
  },
  {
    name: 'mcp',
    description: 'serve the memory to an assistant over standard input and output (Model Context Protocol)',
    load: async () => (await import('./commands/mcp.ts')).mcp,
  },
  {
    name: 'service',
    argument: ['<ACTION>', 'install or uninstall'],
    description: 'have the system start it: launchd or systemd, for your account',
    load: async () => (await import('./commands/service.ts')).service,
  },
  {
    name: 'doctor',
    description: 'what is installed, what is missing, and the command that gets it',
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
];

/** The options that every command takes, before or behind its name. */
function withGlobalOptions(command: Command): Command {
  return command
    .option('--root <DIR>', 'the root folder (else NIGHTSHIFT_ROOT, else ./agent_fs_root)')
    .option('--json', 'print facts for machines')
    .option('--debug', 'print where an error came from');
}

function defineCommands(
  program: Command,
  act: (line: CommandLine, words: readonly string[]) => Promise<void>,
): void {
  for (const line of commandLines) {
    const command = withGlobalOptions(program.command(line.name)).description(line.description);
    if (line.argument) command.argument(...line.argument);
    for (const option of line.options ?? []) command.option(...option);
    command.action(() => act(line, command.args));
  }
}

/** The options as given before or behind the command's name. */
function optionsOf(program: Command): GlobalOptions {
  const named = program.commands.find((command) => program.args[0] === command.name());
  return { ...program.opts<GlobalOptions>(), ...named?.opts<GlobalOptions>() };
}

/** The options of the command itself. */
function ownOptions(program: Command, line: CommandLine): Options {
  return program.commands.find((command) => command.name() === line.name)?.opts<Options>() ?? {};
}

/** Runs one command line and ends the process with its code. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = withGlobalOptions(new Command('nightshift'))
    .description('Drop files in a folder; read Markdown about them in the morning.')
    .version(version())
    .exitOverride()
    .showHelpAfterError(helpHint);
  // Not an option yet where the words cannot be understood.
  const json = argv.includes('--json');
  // The one error of a machine's command is told by `explain`.
  if (json) program.configureOutput({ writeErr: () => undefined });
  const signal = stopSignal();
  let code: number = exitCode.fine;
  // A reader that has seen enough (`| head`) is no error.
  process.stdout.on('error', () => process.exit(code));
  defineCommands(program, async (line, words) => {
    const { root, json } = optionsOf(program);
    const folder = (line.name === 'init' ? words[0] : undefined) ?? root ?? process.env.NIGHTSHIFT_ROOT;
    const act = await line.load();
    const context: CommandContext = {
      root: rootAt(folder ?? 'agent_fs_root'),
      environment: process.env,
      output: process.stdout,
      json: json === true,
      signal,
    };
    code = await act(context, words, ownOptions(program, line));
  });
  try {
    await program.parseAsync(argv);
  } catch (error) {
    // What the system refuses was no slip of the person's.
    const typed = error instanceof NightshiftError && !error.code.startsWith('service-');
    const understood = error instanceof CommanderError || typed;
    code = understood ? exitCode.usage : exitCode.failed;
    if (!(error instanceof CommanderError)) explain(error, optionsOf(program));
    else if (error.exitCode === 0) code = exitCode.fine;
    else if (json) explain(error, { json });
  }
  process.exit(code);
}
