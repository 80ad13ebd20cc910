/**
 * MP4 and M4A freed of what they carry besides sound: every box that is not needed is emptied in its place, so that no
 * offset changes; so are dates and names (ISO/IEC 14496-12).
 */
import type { BareSound } from './bare-sound.ts';

/** Boxes that hold other boxes. */
const containers = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'edts', 'moof', 'traf', 'mvex']);
/** Boxes that the sound cannot be played without. */
const needed = new Set([
  ...['ftyp', 'mdat', 'mvhd', 'tkhd', 'mdhd', 'hdlr', 'smhd', 'dinf', 'stsd', 'stts', 'stsc', 'stsz', 'stz2'],
  ...['stco', 'co64', 'stss', 'ctts', 'sgpd', 'sbgp', 'elst', 'sidx', 'styp', 'mfhd', 'tfhd', 'tfdt', 'trun'],
  ...['trex', 'mehd', 'mfra', 'nmhd', 'pdin', 'iods'],
]);
/** Boxes that begin with the times of making and of changing, in 4 or 8 bytes each by their version. */
const dated = new Set(['mvhd', 'tkhd', 'mdhd']);
/** No program nests boxes deeper than half of this. */
const deepest = 16;

/** A box; `begin` is where its content does. */
interface Box {
  readonly at: number;
  readonly name: string;
  readonly begin: number;
  readonly end: number;
}

/** Undefined where it is not built as its format says, or has other tracks than sound (chapters, covers): their content lies among it. */
export function bareMp4(bytes: Uint8Array): BareSound | undefined {
  // Not `slice`, which gives no copy of a Buffer.
  const copy = new Uint8Array(bytes);
  const seen = new Set<string>();
  const isWhole = emptied(copy, 0, copy.length, seen, deepest);
  return isWhole && ['ftyp', 'moov', 'mdat', 'hdlr'].every((name) => seen.has(name))
    ? { bytes: copy }
    : undefined;
}

/** Empties what lies between `from` and `to`. False when that is not built as it must be. */
function emptied(bytes: Uint8Array, from: number, to: number, seen: Set<string>, depth: number): boolean {
  if (depth === 0) return false;
  for (let at = from; at < to; ) {
    const box = boxAt(bytes, at, to);
    if (!box) return false;
    const { name, begin, end } = box;
    seen.add(name);
    if (containers.has(name)) {
      if (!emptied(bytes, begin, end, seen, depth - 1)) return false;
    } else if (!needed.has(name)) {
      bytes.fill(0, begin, end);
      bytes.set(Buffer.from('free', 'latin1'), at + 4);
    } else if (!cleaned(bytes, box)) return false;
    at = end;
  }
  return true;
}

function boxAt(bytes: Uint8Array, at: number, to: number): Box | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (at + 8 > to) return undefined;
  const short = view.getUint32(at);
  const begin = at + (short === 1 ? 16 : 8);
  if (begin > to) return undefined;
  const size = short === 0 ? to - at : short === 1 ? Number(view.getBigUint64(at + 8)) : short;
  const end = at + size;
  return end < begin || end > to ? undefined : { at, name: nameAt(bytes, at + 4), begin, end };
}

function nameAt(bytes: Uint8Array, at: number): string {
  return Buffer.from(bytes.subarray(at, at + 4)).toString('latin1');
}

/** Takes out of a box that is needed what is not. False when it is not of a sound in this very file. */
function cleaned(bytes: Uint8Array, { name, begin, end }: Box): boolean {
  if (dated.has(name)) bytes.fill(0, begin + 4, Math.min(end, begin + (bytes[begin] === 1 ? 20 : 12)));
  if (name === 'hdlr') {
    const sort = nameAt(bytes, begin + 8);
    // What follows is a name, in which some programs write that of the file.
    bytes.fill(0, begin + 24, Math.max(end, begin + 24));
    return end >= begin + 24 && sort === 'soun';
  }
  return name !== 'dinf' || isOwnData(bytes, begin, end);
}

/** Whether data references say "in this file", and so name no other. */
function isOwnData(bytes: Uint8Array, from: number, to: number): boolean {
  const list = boxAt(bytes, from, to);
  if (list?.name !== 'dref' || list.end !== to) return false;
  for (let at = list.begin + 8; at < to; ) {
    const reference = boxAt(bytes, at, to);
    // Four bytes of version and flags, of which the last bit says so.
    if (!reference || reference.end !== reference.begin + 4 || (bytes[reference.end - 1] ?? 0) !== 1)
      return false;
    at = reference.end;
  }
  return true;
}
