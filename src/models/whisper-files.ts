/** Finds what `whisper:cli` needs on this machine: programs on PATH, and the person's model file. */
import { access, constants, readdir, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The whole path of the first of `names` that is an executable file on PATH, or undefined. */
export async function findProgram(
  names: readonly string[],
  environment: Environment,
): Promise<string | undefined> {
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name);
      if (await isProgram(path)) return path;
    }
  }
  return undefined;
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** Where a model file is, or which named one is missing, or undefined when none is named and none found. */
export type FoundModel = { readonly path: string } | { readonly missing: string } | undefined;

/**
 * Finds the model file: the one from the settings, else `WHISPER_MODEL`, else the largest `ggml-*.bin` in the
 * usual folders (the larger the better it hears, and nobody fetches one without wanting it).
 */
export async function findModel(named: string | undefined, environment: Environment): Promise<FoundModel> {
  const home = environment.HOME ?? '';
  const asked = named ?? environment.WHISPER_MODEL;
  if (asked !== undefined && asked !== '') {
    const path = home === '' ? asked : asked.replace(/^~(?=\/)/, home);
    return (await sizeOf(path)) > 0 ? { path } : { missing: path };
  }
  let best: { path: string; bytes: number } | undefined;
  for (const folder of modelFolders(home)) {
    for (const name of await namesIn(folder)) {
      // Voice-activity models are named alike and hear no words.
      if (!/^ggml-.+\.bin$/.test(name) || name.includes('silero')) continue;
      const path = join(folder, name);
      const bytes = await sizeOf(path);
      if (bytes > (best?.bytes ?? 0)) best = { path, bytes };
    }
  }
  return best && { path: best.path };
}

function modelFolders(home: string): string[] {
  const ofPerson = ['.cache/whisper.cpp', '.cache/whisper', '.local/share/whisper.cpp', 'whisper.cpp/models'];
  return [
    ...(home === '' ? [] : ofPerson.map((folder) => join(home, folder))),
    '/opt/homebrew/share/whisper-cpp',
    '/usr/local/share/whisper-cpp',
    '/usr/local/share/whisper.cpp/models',
    '/usr/share/whisper.cpp/models',
  ];
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    return [];
  }
}

/** Bytes of a regular file, 0 for anything else. */
async function sizeOf(path: string): Promise<number> {
  try {
    const facts = await stat(path);
    return facts.isFile() ? facts.size : 0;
  } catch {
    return 0;
  }
}
