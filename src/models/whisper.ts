/** `whisper:cli`: speech to text with whisper.cpp's own program and the person's own model file. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Transcript } from '../types/task.ts';
import type { Answer, Availability, ModelError, Provider, SoundRequest } from './contract.ts';
import { abortedError, modelError, refused, secondsSince } from './errors.ts';
import { type Environment, findModel, findProgram } from './whisper-files.ts';
import { parseWhisperOutput } from './whisper-output.ts';
import { convertToWave, isReadByWhisper, lastLine } from './whisper-sound.ts';

/** What the `whisper:cli` provider is made of. */
export interface WhisperOptions {
  /** The model file from the settings; else it is looked for in the usual places. */
  readonly model: string | undefined;
  /** The environment variables: PATH, HOME and WHISPER_MODEL are read. */
  readonly environment: Environment;
}

const spec = 'whisper:cli';
/** Since December 2024 it is `whisper-cli`; Homebrew called it `whisper-cpp` before. */
const programNames = ['whisper-cli', 'whisper-cpp'];

/** Makes the provider; it has the ability `transcribe` only, and finds the language by itself. */
export function createWhisper(options: WhisperOptions): Provider {
  return {
    spec,
    place: 'process',
    // One call uses every core.
    slots: 1,
    check: async () => {
      const found = await findTools(options);
      return 'program' in found ? { available: true } : found;
    },
    transcribe: (request, signal) => transcribe(options, request, signal),
  };
}

interface Tools {
  readonly program: string;
  readonly model: string;
}

type Unavailable = Extract<Availability, { available: false }>;

async function findTools({ model: named, environment }: WhisperOptions): Promise<Tools | Unavailable> {
  const program = await findProgram(programNames, environment);
  if (program === undefined) {
    const hint =
      'Run: brew install whisper-cpp (macOS), or on Linux build https://github.com/ggml-org/whisper.cpp with ' +
      'cmake -B build && cmake --build build --target whisper-cli && sudo cmake --install build.';
    return { available: false, outage: false, reason: 'whisper-cli is not on PATH.', hint };
  }
  const model = await findModel(named, environment);
  if (model && 'path' in model) return { program, model: model.path };
  return {
    available: false,
    outage: false,
    reason: model
      ? `The whisper model file ${model.missing} is not there.`
      : 'No whisper model file was found.',
    hint:
      'Run: curl -L --create-dirs -o ~/.cache/whisper.cpp/ggml-base.bin ' +
      'https://huggingface.co/ggerganov/whisper.cpp/resolve/main/ggml-base.bin',
  };
}

async function transcribe(
  options: WhisperOptions,
  request: SoundRequest,
  signal: AbortSignal,
): Promise<Answer<Transcript>> {
  const start = performance.now();
  let folder: string | undefined;
  try {
    signal.throwIfAborted();
    const tools = await findTools(options);
    if ('reason' in tools) return refused(modelError('model-missing', tools.reason, tools.hint));
    folder = await mkdtemp(join(tmpdir(), 'nightshift-whisper-'));
    const heard = await hear({ ...options, ...tools, folder, signal }, request);
    if ('code' in heard) return refused(heard);
    return { ok: true, value: heard, usage: { seconds: secondsSince(start) } };
  } catch (error) {
    if (signal.aborted) return refused(abortedError(spec));
    const message = lastLine(error instanceof Error ? error.message : String(error));
    return refused(modelError('provider', `${spec} failed: ${message}.`, 'It is tried again.'));
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}

interface Run extends Tools {
  readonly environment: Environment;
  /** For the converted sound and the output; removed afterwards. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** Converts only when it must: by the media type, or because whisper.cpp could not read what it should (Opus, say). */
async function hear(run: Run, request: SoundRequest): Promise<Transcript | ModelError> {
  const direct = isReadByWhisper(request.mime) ? await hearFile(run, request.path) : undefined;
  if (direct && !('code' in direct && direct.code === 'bad-input')) return direct;
  const wave = join(run.folder, 'sound.wav');
  const problem = await convertToWave(request.path, wave, run.environment, run.signal);
  if (problem === undefined) return hearFile(run, wave);
  if (direct === undefined || problem.code !== 'model-missing') return direct ?? problem;
  return { ...direct, hint: `If it plays elsewhere, ffmpeg can convert it. ${problem.hint}` };
}

/** Flags and exit codes: `examples/cli/cli.cpp` of whisper.cpp; a file that it cannot read gives no output and exit code 0. */
async function hearFile(run: Run, path: string): Promise<Transcript | ModelError> {
  const output = join(run.folder, 'words');
  const threads = String(Math.min(8, availableParallelism()));
  const outputOptions = ['-oj', '-of', output, '-np'];
  const child = await (await import('execa')).execa(
    run.program,
    ['-m', run.model, '-l', 'auto', '-t', threads, ...outputOptions, '-f', path],
    {
      env: { ...run.environment },
      extendEnv: false,
      cancelSignal: run.signal,
      forceKillAfterDelay: 2000,
      reject: false,
      stdin: 'ignore',
      stdout: 'ignore',
    },
  );
  run.signal.throwIfAborted();
  const said = lastLine(child.stderr ?? '');
  if (child.failed) return failureOf(run, said || (child.shortMessage ?? 'it gave no reason'));
  const content = await readFile(`${output}.json`, 'utf8').catch(() => undefined);
  if (content === undefined) return unreadable(said);
  return (
    parseWhisperOutput(content) ??
    modelError('invalid-answer', `${spec} wrote no readable transcript.`, 'It is tried again.')
  );
}

function failureOf(run: Run, said: string): ModelError {
  if (/failed to initialize whisper context/.test(said)) {
    return {
      ...modelError(
        'provider',
        `${spec} cannot load the model file ${basename(run.model)}: ${said}.`,
        'Fetch the model file again; it may be incomplete.',
      ),
      retryable: false,
    };
  }
  return modelError('provider', `${spec} failed: ${said}.`, 'Run the same command by hand to see more.');
}

function unreadable(said: string): ModelError {
  return modelError(
    'bad-input',
    `${spec} could not read the sound: ${said || 'it gave no output'}.`,
    'Play it in another program and save it again as WAV or MP3.',
  );
}
