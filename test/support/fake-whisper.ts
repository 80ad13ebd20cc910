/** A program called `whisper-cli` that speaks the command line of whisper.cpp's own (`examples/cli/cli.cpp`). */
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the program does when it is called. */
export type WhisperScene =
  /** Writes this to the output file, as it is. */
  | { readonly type: 'writes'; readonly content: string }
  /** Says it and ends with this code, without output: an unreadable sound has code 0. */
  | { readonly type: 'says'; readonly stderr: string; readonly code: number }
  /** Works for ever. */
  | { readonly type: 'hangs' };

/** A folder with the program, a model file, a sound, and a record of the calls. */
export interface FakeWhisper {
  readonly environment: Readonly<Record<string, string>>;
  readonly sound: string;
  readonly folder: string;
  /** The arguments of each call so far. */
  calls(): Promise<readonly (readonly string[])[]>;
  /** Resolves when the program runs. */
  started(): Promise<void>;
  /** Whether the process of the last call still lives. */
  lives(): Promise<boolean>;
  dispose(): Promise<void>;
}

/** What whisper.cpp writes with `-oj` for the given segments, in milliseconds. */
export function whisperOutput(
  segments: readonly (readonly [number, number, string])[],
  language = 'en',
): string {
  return JSON.stringify({
    systeminfo: 'AVX = 1 |',
    model: { type: 'base', multilingual: true, vocab: 51_865 },
    params: { model: 'ggml-base.bin', language: 'auto', translate: false },
    result: { language },
    transcription: segments.map(([from, to, text]) => ({
      timestamps: { from: '00:00:00,000', to: '00:00:00,000' },
      offsets: { from, to },
      text,
    })),
  });
}

/** Plain JavaScript, because the program runs without our loader; PATH holds nothing else. */
const program = (folder: string, scene: WhisperScene): string => `#!${process.execPath}
const { appendFileSync, existsSync, writeFileSync } = require('node:fs');
const scene = ${JSON.stringify(scene)};
const args = process.argv.slice(2);
const after = (flag) => args[args.indexOf(flag) + 1];
appendFileSync(${JSON.stringify(join(folder, 'calls'))}, JSON.stringify(args) + '\\n');
writeFileSync(${JSON.stringify(join(folder, 'pid'))}, String(process.pid));
if (!existsSync(after('-m')) || !existsSync(after('-f'))) process.exit(2);
if (scene.type === 'hangs') setInterval(() => undefined, 1000);
if (scene.type === 'writes') writeFileSync(after('-of') + '.json', scene.content);
if (scene.type === 'says') { process.stderr.write(scene.stderr); process.exitCode = scene.code; }
`;

/** Makes the folder; `model: false` leaves the model file out. */
export async function fakeWhisper(scene: WhisperScene, { model = true } = {}): Promise<FakeWhisper> {
  const folder = await mkdtemp(join(tmpdir(), 'nightshift-fake-whisper-'));
  const bin = join(folder, 'bin');
  const models = join(folder, 'home/.cache/whisper.cpp');
  await mkdir(bin);
  await mkdir(models, { recursive: true });
  await writeFile(join(bin, 'whisper-cli'), program(folder, scene));
  await chmod(join(bin, 'whisper-cli'), 0o755);
  if (model) await writeFile(join(models, 'ggml-base.bin'), 'weights');
  const sound = join(folder, 'a sound.wav');
  await writeFile(sound, 'RIFF');
  const read = (name: string) => readFile(join(folder, name), 'utf8').catch(() => '');
  return {
    environment: { PATH: bin, HOME: join(folder, 'home') },
    sound,
    folder,
    calls: async () =>
      (await read('calls'))
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    async started() {
      while ((await read('pid')) === '') await new Promise(setImmediate);
    },
    async lives() {
      try {
        return process.kill(Number(await read('pid')), 0);
      } catch {
        return false;
      }
    },
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}
