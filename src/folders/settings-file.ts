/** `settings.json` as the person types it: read forgivingly, obeyed strictly, the last good one kept in force. */
import { readFileSync, statSync } from 'node:fs';
import { type ParseError, parse } from 'jsonc-parser';
import { z } from 'zod';
import {
  defaultSettings,
  freeProviders,
  type ModelGroup,
  paidProviders,
  type Settings,
  settingsSchema,
} from '../settings.ts';
import { systemCode } from '../types/failure.ts';
import { parseProblem } from './parse-problem.ts';

/** Either settings to obey, or one sentence on what is wrong and where. */
export type ParsedSettings =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problem: string };

/** `ollama` of `ollama:llama3.3`, and the rest. */
function partsOf(spec: string): readonly [provider: string, name: string] {
  const colon = spec.indexOf(':');
  return [spec.slice(0, colon), spec.slice(colon + 1)];
}

const isPaid = (spec: string): boolean => paidProviders.some((provider) => provider === partsOf(spec)[0]);
const listed = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? 'nothing';
  return json.length > 60 ? `${json.slice(0, 57)}…` : json;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}

function describeIssue(input: unknown, issue: z.core.$ZodIssue): string {
  const key = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const unknown = issue.keys.map((name) => `"${key ? `${key}.` : ''}${name}"`).join(', ');
    const known = keysAt(issue.path);
    return `it does not know the key ${unknown}${known.length > 0 ? `; expected one of ${listed(known)}` : ''}`;
  }
  const found = shown(valueAt(input, issue.path));
  return `${key === '' ? 'the whole file' : `"${key}"`} is ${found}: ${expectedBy(issue)}`;
}

/** The keys that the schema has at this path; none where any key is allowed. */
function keysAt(path: readonly PropertyKey[]): readonly string[] {
  let schema: unknown = settingsSchema;
  for (const step of ['', ...path]) {
    while (schema instanceof z.ZodOptional) schema = schema.unwrap();
    if (step === '') continue;
    if (!(schema instanceof z.ZodObject)) return [];
    schema = schema.shape[String(step)];
  }
  while (schema instanceof z.ZodOptional) schema = schema.unwrap();
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

const kinds: Readonly<Record<string, string>> = {
  array: 'a list such as ["ollama:llama3.3"]',
  object: 'an object in braces',
  record: 'an object in braces',
  int: 'a whole number',
  number: 'a number',
  string: 'a text in quotes',
  boolean: 'true or false',
};

/** What is allowed instead, in words. */
function expectedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${kinds[issue.expected] ?? issue.expected}`;
    case 'too_small':
      if (issue.origin === 'string') return 'expected a text that is not empty';
      return `expected ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`;
    case 'too_big':
      return `expected at most ${issue.maximum}`;
    default:
      return `expected ${issue.message}`;
  }
}

/** What is allowed where a spec can mean no model; undefined when it may mean one. */
function allowedInstead(spec: string, list: 'night' | 'burst', { compatible }: Settings): string | undefined {
  const [provider, name] = partsOf(spec);
  const providers: readonly string[] =
    list === 'night' ? freeProviders : [...paidProviders, ...freeProviders];
  if (!providers.includes(provider)) {
    return `there is no provider "${provider}"; expected one of ${listed(providers)} before the colon`;
  }
  if (provider === 'builtin' && name !== 'extractive') return 'expected "builtin:extractive"';
  if (provider === 'whisper' && name !== 'cli') return 'expected "whisper:cli"';
  if (provider !== 'compatible' || Object.hasOwn(compatible, name)) return undefined;
  const servers = Object.keys(compatible);
  if (servers.length > 0) return `"compatible" names no such server; it names ${listed(servers)}`;
  return 'expected its server under "compatible", as {"url": "http://127.0.0.1:1234/v1", "model": "…"}';
}

/** Rules that the schema cannot say: specs mean something, paid models stand in burst lists only, text needs an invitation. */
function refusedList(settings: Settings): string | undefined {
  for (const [group, lists] of Object.entries(settings.models)) {
    const spec = lists.night.find(isPaid);
    if (spec)
      return `"models.${group}.night" names "${spec}", which costs money: it may stand in "burst" only`;
    for (const list of ['night', 'burst'] as const) {
      const unknown = lists[list].find((name) => allowedInstead(name, list, settings) !== undefined);
      if (unknown === undefined) continue;
      return `"models.${group}.${list}" names "${unknown}": ${allowedInstead(unknown, list, settings)}`;
    }
  }
  const text = settings.models.text.burst[0];
  if (text !== undefined && !settings.cloud.text) {
    return `"models.text.burst" names "${text}", but text stays home unless "cloud": {"text": true} invites it out`;
  }
  return undefined;
}

type Written = z.infer<typeof settingsSchema>;
type WithoutUndefined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Drops keys whose value is undefined, so that spreading over the defaults keeps the defaults. */
function given<T extends object>(part: T | undefined): WithoutUndefined<T> {
  const entries = Object.entries(part ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as WithoutUndefined<T>;
}

function withDefaults(written: Written): Settings {
  const groups = Object.keys(defaultSettings.models) as ModelGroup[];
  const models = groups.map((group) => [
    group,
    { ...defaultSettings.models[group], ...given(written.models?.[group]) },
  ]);
  return {
    window: { ...defaultSettings.window, ...given(written.window) },
    models: Object.fromEntries(models) as Settings['models'],
    compatible: written.compatible ?? defaultSettings.compatible,
    whisper: { ...defaultSettings.whisper, ...given(written.whisper) },
    tesseract: { ...defaultSettings.tesseract, ...given(written.tesseract) },
    stall: { ...defaultSettings.stall, ...given(written.stall) },
    stabilityMs: written.stabilityMs ?? defaultSettings.stabilityMs,
    cloud: { ...defaultSettings.cloud, ...given(written.cloud) },
    mcp: { ...defaultSettings.mcp, ...given(written.mcp) },
  };
}

/** Pure: the text of a settings file → settings with defaults, or what is wrong with it. Comments and trailing commas are fine. */
export function parseSettings(text: string): ParsedSettings {
  const errors: ParseError[] = [];
  const input: unknown = parse(text.replace(/^\uFEFF/, ''), errors, {
    allowTrailingComma: true,
    allowEmptyContent: true,
  });
  const first = errors[0];
  if (first) {
    const line = lineOf(text, first.offset);
    return {
      ok: false,
      problem: `settings.json cannot be read at line ${line}: ${parseProblem(first.error)}.`,
    };
  }
  const checked = settingsSchema.safeParse(input ?? {});
  const issue = checked.error?.issues[0];
  if (issue) return { ok: false, problem: `settings.json is not obeyed: ${describeIssue(input, issue)}.` };
  const settings = withDefaults(checked.data ?? {});
  const refused = refusedList(settings);
  return refused
    ? { ok: false, problem: `settings.json is not obeyed: ${refused}.` }
    : { ok: true, settings };
}

/** The settings in force, kept up to date with the file. */
export class SettingsFile {
  readonly #path: string;
  #stamp = '';
  #current: Settings = defaultSettings;
  #problem: string | undefined;

  /** Reads `path` at once; a missing file means the defaults. */
  constructor(path: string) {
    this.#path = path;
    this.refresh();
  }

  /** The last good settings. */
  get current(): Settings {
    return this.#current;
  }

  /** What is wrong with the file as it stands, if anything; `current` is then older than the file. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Looks at the file again; true when what is in force or the problem has changed. Costs one `stat` when it has not. */
  refresh(): boolean {
    const text = this.#readIfChanged();
    if (text === undefined) return false;
    const parsed = parseSettings(text);
    this.#problem = parsed.ok ? undefined : parsed.problem;
    if (parsed.ok) this.#current = parsed.settings;
    return true;
  }

  /** The text, when the file is another than the one read last; '' when there is none. */
  #readIfChanged(): string | undefined {
    try {
      const { mtimeMs, size, ino } = statSync(this.#path);
      const stamp = `${mtimeMs} ${size} ${ino}`;
      if (stamp === this.#stamp) return undefined;
      const text = readFileSync(this.#path, 'utf8');
      this.#stamp = stamp;
      return text;
    } catch (error) {
      const stamp = systemCode(error) ?? 'unknown';
      if (stamp === this.#stamp) return undefined;
      this.#stamp = stamp;
      if (stamp === 'ENOENT') return '';
      this.#problem = `settings.json cannot be read (${stamp}); check its permissions.`;
      return undefined;
    }
  }
}
