/**
 * Sound files freed of what they carry besides sound (titles, places, pictures), without decoding them. Each function
 * gives undefined where the file is not built as its format says: then nothing of it may leave.
 */

const text = (bytes: Uint8Array, from: number, to: number): string =>
  from < 0 ? '' : Buffer.from(bytes.subarray(from, to)).toString('latin1');

/** FLAC (RFC 9639 §8): of the metadata blocks only the first, which describes the stream, is kept. */
export function bareFlac(bytes: Uint8Array): Uint8Array | undefined {
  if (text(bytes, 0, 4) !== 'fLaC') return undefined;
  const streamInfo = 34;
  const first = 4;
  if (((bytes[first] ?? 0) & 0x7f) !== 0 || blockLength(bytes, first) !== streamInfo) return undefined;
  let at = first;
  for (let last = false; !last; ) {
    if (at + 4 > bytes.length) return undefined;
    last = ((bytes[at] ?? 0) & 0x80) !== 0;
    at += 4 + blockLength(bytes, at);
  }
  // A frame begins with fourteen ones.
  if (bytes[at] !== 0xff || ((bytes[at + 1] ?? 0) & 0xfc) !== 0xf8) return undefined;
  const head = bytes.slice(0, first + 4 + streamInfo);
  head[first] = 0x80;
  return joined(head, bytes.subarray(at, endOfSound(bytes)));
}

function blockLength(bytes: Uint8Array, at: number): number {
  return ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
}

/** Boxes of MP4 that hold other boxes, and boxes whose content is about the sound rather than sound (ISO/IEC 14496-12). */
const containers = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'edts', 'moof', 'traf', 'mvex']);
const remarks = new Set(['udta', 'meta', 'uuid', 'free', 'skip', 'wide', 'loci', 'titl', 'cprt', 'auth']);
/** Boxes that the sound cannot be played without. */
const needed = new Set([
  ...['ftyp', 'mdat', 'mvhd', 'tkhd', 'mdhd', 'hdlr', 'smhd', 'dinf', 'stsd', 'stts', 'stsc', 'stsz', 'stz2'],
  ...['stco', 'co64', 'stss', 'ctts', 'sgpd', 'sbgp', 'elst', 'sidx', 'styp', 'mfhd', 'tfhd', 'tfdt', 'trun'],
  ...['trex', 'mehd', 'mfra', 'nmhd', 'pdin', 'iods'],
]);

/** Boxes that begin with the times of making and of changing, in 4 or 8 bytes each by their version. */
const dated = new Set(['mvhd', 'tkhd', 'mdhd']);

/** MP4 and M4A: every box that is not needed is emptied in its place, so that no offset changes; so are the dates. */
export function bareMp4(bytes: Uint8Array): Uint8Array | undefined {
  const copy = bytes.slice();
  return emptied(copy, 0, copy.length) ? copy : undefined;
}

function emptied(bytes: Uint8Array, from: number, to: number): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (let at = from; at < to; ) {
    if (at + 8 > to) return false;
    const short = view.getUint32(at);
    const wide = short === 1;
    if (wide && at + 16 > to) return false;
    const size = short === 0 ? to - at : wide ? Number(view.getBigUint64(at + 8)) : short;
    const begin = at + (wide ? 16 : 8);
    if (size < begin - at || at + size > to) return false;
    const name = text(bytes, at + 4, at + 8);
    // A track of text (chapters) or pictures has its content among the sound.
    if (name === 'hdlr' && text(bytes, begin + 8, begin + 12) !== 'soun') return false;
    if (containers.has(name)) {
      if (!emptied(bytes, begin, at + size)) return false;
    } else if (remarks.has(name) || !needed.has(name)) {
      bytes.fill(0, begin, at + size);
      bytes.set(Buffer.from('free', 'latin1'), at + 4);
    }
    if (dated.has(name))
      bytes.fill(0, begin + 4, Math.min(at + size, begin + (bytes[begin] === 1 ? 20 : 12)));
    at += size;
  }
  return true;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** Where the tags begin that programs write behind the sound, in whatever order: ID3v1, APE, Lyrics3 (https://id3.org). */
function endOfSound(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let to = bytes.length; ; ) {
    const before = to;
    if (text(bytes, to - 128, to - 125) === 'TAG') to -= 128;
    if (text(bytes, to - 9, to) === 'LYRICS200') to -= 15 + Number(text(bytes, to - 15, to - 9));
    if (text(bytes, to - 32, to - 24) === 'APETAGEX') {
      const header = (view.getUint32(to - 12, true) & 0x80000000) !== 0 ? 32 : 0;
      to -= view.getUint32(to - 20, true) + header;
    }
    if (to === before || !(to > 0)) return Math.max(0, to) || 0;
  }
}
