/** The lines of vCard and iCalendar: `NAME;PARAMETER=value:value`, folded over several lines (RFC 6350, RFC 5545). */

import iconv from 'iconv-lite';
import { decodeText } from '../text/decode.ts';

/** One line with its parts. */
export interface ContentLine {
  /** In upper case, without the group before it. */
  readonly name: string;
  /** Names in upper case → values, in the order of the line. */
  readonly parameters: ReadonlyMap<string, readonly string[]>;
  /** As it is written, escapes included. */
  readonly value: string;
}

/** A group of lines between BEGIN and END, with the groups in it. */
export interface Component {
  /** In upper case, e.g. `VEVENT`. */
  readonly name: string;
  readonly lines: readonly ContentLine[];
  readonly components: readonly Component[];
}

/** Components within components, and characters of a line; what is longer is no writing. */
const deepest = 20;
const longestLine = 2_000_000;

/** The components of a text whose lines end in `\n`. Never throws; what is not closed is closed at the end. */
export function componentsOf(text: string): readonly Component[] {
  const top: MutableComponent = { name: '', lines: [], components: [] };
  const open = [top];
  for (const source of unfolded(text)) {
    const line = lineOf(source);
    const within = open.at(-1);
    if (line === undefined || within === undefined) continue;
    if (line.name === 'BEGIN' && open.length < deepest) {
      const component = { name: line.value.trim().toUpperCase(), lines: [], components: [] };
      within.components.push(component);
      open.push(component);
    } else if (line.name === 'END') {
      const at = open.findLastIndex(({ name }) => name === line.value.trim().toUpperCase());
      if (at > 0) open.length = at;
    } else within.lines.push(line);
  }
  return top.components;
}

interface MutableComponent {
  readonly name: string;
  readonly lines: ContentLine[];
  readonly components: MutableComponent[];
}

/** Lines put together again: a blank at the start continues one, and so does `=` at the end of quoted-printable. */
function* unfolded(text: string): Generator<string> {
  let pieces: string[] = [];
  let isQuoted = false;
  for (const line of text.split('\n')) {
    const last = pieces.at(-1) ?? '';
    if (/^[ \t]/.test(line)) pieces.push(line.slice(1));
    else if (isQuoted && last.endsWith('=')) {
      pieces[pieces.length - 1] = last.slice(0, -1);
      pieces.push(line);
    } else {
      if (pieces.length > 0) yield pieces.join('');
      pieces = [line];
      isQuoted = /;(?:ENCODING=)?QUOTED-PRINTABLE[;:]/i.test(line);
    }
  }
  if (pieces.length > 0) yield pieces.join('');
}

const pattern = /^(?:[\w-]+\.)?([\w-]+)((?:;(?:[^":;]|"[^"]*")*)*):([\s\S]*)$/;

function lineOf(source: string): ContentLine | undefined {
  const found = source.length <= longestLine ? pattern.exec(source) : null;
  if (found?.[1] === undefined) return undefined;
  const parameters = parametersOf(found[2] ?? '');
  const value = found[3] ?? '';
  const encoded = parameters.get('ENCODING')?.some((one) => /^quoted-printable$/i.test(one));
  const charset = parameters.get('CHARSET')?.[0];
  return {
    name: found[1].toUpperCase(),
    parameters,
    value: encoded ? quotedPrintable(value, charset) : value,
  };
}

/** vCard 2.1 writes types without their name: `TEL;HOME;VOICE:`. */
function parametersOf(text: string): Map<string, readonly string[]> {
  const parameters = new Map<string, string[]>();
  for (const [part] of text.matchAll(/(?:[^";]|"[^"]*")+/g)) {
    const [, name, written = ''] = /^([\w-]+)=([\s\S]*)$/.exec(part) ?? [undefined, bareName(part), part];
    const values = [...written.matchAll(/"([^"]*)"|[^",]+/g)].map(([whole, quoted]) => quoted ?? whole);
    const key = String(name).toUpperCase();
    const before = parameters.get(key);
    if (before === undefined) parameters.set(key, values);
    else for (const value of values) before.push(value);
  }
  return parameters;
}

function bareName(part: string): string {
  return /^(?:quoted-printable|base64|7bit|8bit)$/i.test(part) ? 'ENCODING' : 'TYPE';
}

function quotedPrintable(text: string, charset: string | undefined): string {
  const bytes = Buffer.from(
    text.replace(/=([\da-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
  return charset !== undefined && iconv.encodingExists(charset)
    ? iconv.decode(bytes, charset)
    : decodeText(bytes).text;
}

/** A value's parts at every `separator` that is not escaped, each as the text that it means. */
export function partsOf(value: string, separator: ';' | ','): string[] {
  const parts = [''];
  for (const [piece] of value.matchAll(/\\[\s\S]?|[;,]|[^\\;,]+/g)) {
    if (piece === separator) parts.push('');
    else parts.push(`${parts.pop() ?? ''}${piece}`);
  }
  return parts.map(plainValue);
}

/** The text that a value means. */
export function plainValue(value: string): string {
  return value.replace(/\\([\s\S])/g, (_all, mark: string) => (/n/i.test(mark) ? '\n' : mark)).trim();
}

/** The first line called so that is not blank. */
export function lineNamed(component: Component, name: string): ContentLine | undefined {
  return component.lines.find((line) => line.name === name && line.value.trim() !== '');
}

/** The text of the first line called so. */
export function valueOfLine(component: Component, name: string): string | undefined {
  const line = lineNamed(component, name);
  return line && (plainValue(line.value) || undefined);
}
