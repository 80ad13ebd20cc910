/** Are these bytes text? By their values alone: encodings differ, but text holds next to no control characters. */
import { isUtf8 } from 'node:buffer';

/** The share of control characters that a log with colours and bells may hold, in UTF-8 … */
const utf8ControlShare = 0.02;
/** … and in an encoding that anything would be valid in. */
const otherControlShare = 0.002;

/** 1 for the bytes that plain text does not hold: controls but tab, line ends, form feed and escape. */
const controls = new Uint8Array(256);
for (let code = 0; code < 32; code += 1) controls[code] = [9, 10, 11, 12, 13, 27].includes(code) ? 0 : 1;
controls[127] = 1;

/** How many control characters there are, NUL included. */
function controlsIn(sample: Uint8Array): number {
  let count = 0;
  for (const byte of sample) count += controls[byte] ?? 0;
  return count;
}

/** Text without any doubt: not one control character. No binary format of more than a few bytes manages that. */
export function isCleanText(sample: Uint8Array): boolean {
  // Indexed, because this runs over every file and an iterator is several times slower.
  for (let index = 0; index < sample.length; index += 1) {
    if (controls[sample[index] ?? 0] === 1) return false;
  }
  return true;
}

/** Text with a few stray bytes in it, once no binary format is known by its signature. */
export function isRoughText(sample: Uint8Array): boolean {
  const share = controlsIn(sample) / Math.max(1, sample.length);
  if (isUtf8(wholeCharacters(sample))) return share <= utf8ControlShare;
  return share <= otherControlShare && !sample.includes(0);
}

/** The sample as text, for looking at how it begins; undefined when it is no UTF-16 or UTF-32 text. */
export function wideText(sample: Uint8Array): string | undefined {
  const encoding = wideEncoding(sample);
  if (encoding === undefined) return undefined;
  const text = encoding.startsWith('utf-32')
    ? utf32(sample, encoding === 'utf-32le')
    : utf16(sample, encoding);
  return text !== undefined && isPlausible(text) ? text : undefined;
}

/** The sample as text when one byte is one ASCII character, whatever stands for the others. */
export function asciiText(sample: Uint8Array): string {
  const { buffer, byteOffset, length } = wholeCharacters(sample);
  return Buffer.from(buffer, byteOffset, length).toString('utf8');
}

type WideEncoding = 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';

/** By the byte-order mark, else by where the zero bytes of the mostly Latin text lie. */
function wideEncoding(sample: Uint8Array): WideEncoding | undefined {
  const [a, b, c, d] = sample;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be';
  const zeros = [0, 0, 0, 0];
  for (const [index, byte] of sample.entries())
    if (byte === 0) zeros[index % 4] = (zeros[index % 4] ?? 0) + 1;
  const quarter = sample.length / 4;
  const [w, x, y, z] = zeros.map((count) => count / Math.max(1, quarter)) as [number, number, number, number];
  if (w > 0.9 && x > 0.9 && z < 0.1) return 'utf-32be';
  if (z > 0.9 && y > 0.9 && w < 0.1) return 'utf-32le';
  if (x > 0.5 && z > 0.5 && w < 0.1 && y < 0.1) return 'utf-16le';
  if (w > 0.5 && y > 0.5 && x < 0.1 && z < 0.1) return 'utf-16be';
  return undefined;
}

function utf16(sample: Uint8Array, encoding: string): string | undefined {
  const text = new TextDecoder(encoding).decode(sample.subarray(0, sample.length & ~1));
  // A pair may be cut by the end of the sample.
  return text.endsWith('\uFFFD') ? text.slice(0, -1) : text;
}

function utf32(sample: Uint8Array, littleEndian: boolean): string | undefined {
  const view = new DataView(sample.buffer, sample.byteOffset, sample.length & ~3);
  let text = '';
  for (let offset = 0; offset < view.byteLength; offset += 4) {
    const point = view.getUint32(offset, littleEndian);
    if (point > 0x10ffff) return undefined;
    if (point !== 0xfeff) text += String.fromCodePoint(point);
  }
  return text;
}

function isPlausible(text: string): boolean {
  let odd = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if ((code < 256 && controls[code] === 1) || code >= 0xfffd) odd += 1;
  }
  return text.length > 0 && odd / text.length <= otherControlShare;
}

/** Without the character that the sample's end cuts (UTF-8 has at most three bytes after the first). */
function wholeCharacters(sample: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(4, sample.length); back += 1) {
    const byte = sample[sample.length - back] ?? 0;
    if (byte < 0x80) return sample;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? sample.subarray(0, sample.length - back) : sample;
  }
  return sample;
}
