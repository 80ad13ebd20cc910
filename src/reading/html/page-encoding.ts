/** The bytes of a page → a string, by what the page says of itself where that is true. */
import { type DecodedText, decodeText } from '../text/decode.ts';

/** Browsers look no further for the declaration (HTML Living Standard, section 13.2.3.2). */
const searchedBytes = 4096;

const declarations = [
  /<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]{2,40})/i,
  /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})/i,
];

/** Of all characters beyond ASCII, those that may be broken in a page that is right about being UTF-8. */
const brokenShare = 0.02;

/** Decodes a page. A mark of byte order wins, then bytes that are UTF-8 beyond doubt, then the declaration. */
export function decodePage(bytes: Uint8Array, cut = false): DecodedText {
  const detected = decodeText(bytes, cut);
  if (/^utf/.test(detected.encoding)) return detected;
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, searchedBytes));
  const declared = declarations.map((pattern) => pattern.exec(head)?.[1]).find((name) => name !== undefined);
  const decoder = declared === undefined ? undefined : decoderOf(declared);
  // A page that declares UTF-16 in ASCII is none.
  if (decoder === undefined || decoder.encoding.startsWith('utf-16')) return detected;
  const text = decoder.decode(bytes);
  if (decoder.encoding === 'utf-8' && !isNearlyWhole(text)) return detected;
  return { text, encoding: decoder.encoding };
}

function decoderOf(label: string): InstanceType<typeof TextDecoder> | undefined {
  try {
    return new TextDecoder(label);
  } catch {
    return undefined;
  }
}

function isNearlyWhole(text: string): boolean {
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  const beyond = text.match(/[^\p{ASCII}]/gu)?.length ?? 0;
  return broken <= beyond * brokenShare + 1;
}
