/** Bytes of any text encoding → a string. Strict UTF-8 is tried before any guess. */
import { analyse } from 'chardet';
import iconv from 'iconv-lite';

/** A text and the encoding it was found in, e.g. `utf-8`, `windows-1252`. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
}

/** Longest first: the mark of UTF-32LE begins like that of UTF-16LE. */
const byteOrderMarks: readonly (readonly [encoding: string, mark: readonly number[]])[] = [
  ['utf-32le', [0xff, 0xfe, 0x00, 0x00]],
  ['utf-32be', [0x00, 0x00, 0xfe, 0xff]],
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** How much of a text the statistics look at. */
const sampleBytes = 256 * 1024;

/**
 * Decodes text. `cut` says that the bytes stop in the middle of a longer text, so that half a character at
 * the end is no sign against an encoding. Never throws: what fits no encoding becomes `U+FFFD`.
 */
export function decodeText(bytes: Uint8Array, cut = false): DecodedText {
  for (const [encoding, mark] of byteOrderMarks) {
    if (mark.every((byte, i) => bytes[i] === byte)) {
      return { text: decodeAs(bytes.subarray(mark.length), encoding), encoding };
    }
  }
  const wide = wideEncoding(bytes, 0.1, 0.3);
  if (wide !== undefined) return { text: decodeAs(bytes, wide), encoding: wide };
  if (hasJapaneseEscapes(bytes)) return { text: decodeAs(bytes, 'iso-2022-jp'), encoding: 'iso-2022-jp' };
  const utf8 = decodeStrictly(bytes, cut);
  if (utf8 !== undefined) return { text: utf8, encoding: 'utf-8' };
  // No encoding but these holds zeros, and Chinese may have few of them.
  const encoding = wideEncoding(bytes, 0, 0.7) ?? guess(bytes);
  return { text: decodeAs(bytes, encoding), encoding };
}

function decodeStrictly(bytes: Uint8Array, cut: boolean): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cut });
  } catch {
    return undefined;
  }
}

/**
 * UTF-16 and UTF-32 without a mark: text in them has its zero bytes in the same places of every unit,
 * since spaces, digits and line ends lie below U+0100 in every script. At least `share` of the
 * units must have one; the other places may have `noise` times as many.
 */
function wideEncoding(bytes: Uint8Array, share: number, noise: number): string | undefined {
  const length = Math.min(bytes.length, sampleBytes) & ~3;
  const zeros: [number, number, number, number] = [0, 0, 0, 0];
  for (let i = 0; i < length; i++) if (bytes[i] === 0) zeros[(i & 3) as 0 | 1 | 2 | 3]++;
  const units = length / 4;
  const [a, b, c, d] = zeros;
  // Planes above 16 do not exist, so one end of a UTF-32 unit is always zero.
  if (units >= 1 && d === units && c > units * 0.9 && a < units * 0.1) return 'utf-32le';
  if (units >= 1 && a === units && b > units * 0.9 && d < units * 0.1) return 'utf-32be';
  const even = a + c;
  const odd = b + d;
  const pairs = Math.max(1, length / 2);
  // Not none of the others: characters such as 一 (U+4E00) have a zero in their low byte.
  if (odd > pairs * share && even < odd * noise) return 'utf-16le';
  if (even > pairs * share && odd < even * noise) return 'utf-16be';
  return undefined;
}

/** ISO-2022-JP is made of ASCII bytes and would pass as UTF-8; its escapes give it away. */
function hasJapaneseEscapes(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, sampleBytes));
  return head.includes('\u001b$B') || head.includes('\u001b$@');
}

/** The likeliest encoding that decodes the sample without a flaw, else the likeliest. */
function guess(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, sampleBytes);
  const names = analyse(sample)
    // A single-byte text of Western Europe in the superset that its programs really write.
    .map(({ name }) => (name === 'ISO-8859-1' ? 'windows-1252' : name.toLowerCase()))
    .filter((name) => !/^(utf|ascii|iso-2022)/.test(name) && iconv.encodingExists(name));
  return names.find((name) => isFlawless(decodeAs(sample, name))) ?? names[0] ?? 'windows-1252';
}

/** No character that the encoding lacks, no control character, and no sign in the middle of a word. */
function isFlawless(text: string): boolean {
  // The sample may end in the middle of a character.
  return !/[\ufffd\u0080-\u009f]|\p{L}[¢-©«-´¶¸¹»-¿×÷]\p{L}/u.test(text.slice(0, -1));
}

function decodeAs(bytes: Uint8Array, encoding: string): string {
  // iconv-lite has no ISO-2022-JP; the platform has.
  if (encoding === 'iso-2022-jp') return new TextDecoder(encoding).decode(bytes);
  return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), encoding);
}
