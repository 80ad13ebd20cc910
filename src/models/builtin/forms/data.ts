/** Data for machines (JSON, YAML, TOML, INI, XML): its form and its uppermost names are all that can be said of it. */
import type { Summary } from '../../../types/task.ts';

const mostNames = 12;
/** Longer data is not read: what it holds is unknown then. */
const mostCharacters = 3_000_000;

interface DataForm {
  readonly name: string;
  readonly holds: string;
  readonly names: readonly string[];
}

const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;

/** A summary of data, or undefined when the text is none. */
export function summariseData(whole: string, file: string): Summary | undefined {
  const text = whole.trim();
  const form = jsonForm(text, whole.length) ?? linesForm(text, file) ?? markupForm(text, file);
  if (form === undefined) return undefined;
  const names = form.names.slice(0, mostNames).map((name) => name.slice(0, 60));
  const more = form.names.length > mostNames ? ' and more' : '';
  return {
    title: file.replace(/^.*\//, ''),
    summary: `${form.name}: ${form.holds}${names.length === 0 ? '' : ` with the keys ${names.join(', ')}${more}`}.`,
    composed: true,
    keyPoints: [],
    tags: [form.name.toLowerCase(), 'data'],
    language: 'und',
  };
}

function jsonForm(text: string, length: number): DataForm | undefined {
  if (!/^[[{]/.test(text) || length > mostCharacters) return undefined;
  const value = parsed(text);
  if (value !== undefined) return ofJson(value);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const objects = lines.slice(0, 50).map(parsed);
  if (lines.length < 2 || !objects.every((one) => typeof one === 'object' && one !== null)) return undefined;
  return { name: 'JSON lines', holds: counted(lines.length, 'object'), names: keysOf(objects) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function ofJson(value: unknown): DataForm | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value)) return { name: 'JSON', holds: 'an object', names: Object.keys(value) };
  const objects = value.filter((one) => typeof one === 'object' && one !== null && !Array.isArray(one));
  const kind = objects.length === value.length ? 'object' : 'value';
  return {
    name: 'JSON',
    holds: `a list of ${counted(value.length, kind)}`,
    names: keysOf(objects.slice(0, 50)),
  };
}

function keysOf(objects: readonly unknown[]): string[] {
  return [
    ...new Set(objects.flatMap((one) => (typeof one === 'object' && one !== null ? Object.keys(one) : []))),
  ];
}

function linesForm(text: string, file: string): DataForm | undefined {
  const kind = /\.(ya?ml|toml|ini|cfg|conf|properties|env)$/i.exec(file)?.[1]?.toLowerCase();
  if (kind === undefined) return undefined;
  const head = text.slice(0, mostCharacters);
  const form = kind.startsWith('y')
    ? /^["']?([\w.$/][\w.$/ -]{0,60}?)["']?:(?:\s|$)/gm
    : /^(?:\[+([\w." -]{1,60})\]+|([\w.-]{1,60})[ \t]*=)/gm;
  const names = Array.from(head.matchAll(form), (match) => match[1] ?? match[2] ?? '');
  if (names.length === 0) return undefined;
  return {
    name: kind.startsWith('y') ? 'YAML' : kind.toUpperCase(),
    holds: 'settings or data',
    names: [...new Set(names)],
  };
}

function markupForm(text: string, file: string): DataForm | undefined {
  if (
    !/^<\?xml\b/.test(text) &&
    !(/\.(?:xml|xsd|xsl|svg|plist|kml|gpx)$/i.test(file) && text.startsWith('<'))
  )
    return undefined;
  const root = /<([A-Za-z][\w:.-]{0,60})/.exec(text.slice(0, 4000))?.[1];
  if (root === undefined) return undefined;
  return { name: 'XML', holds: `a document of the element ${root}`, names: [] };
}
