/** Is there a picture track in a film container, or only sound? A voice memo is often a `.mp4` by its first bytes. */
import { type ByteSource, numberAt } from './bytes.ts';

/** What a container holds; undefined in place of it when that cannot be told. */
export type Tracks = 'sound' | 'film';

/** Boxes read before giving up on a broken or a hostile file. */
const maximumBoxes = 2000;

/** The boxes on the way to a track's handler (ISO/IEC 14496-12, sections 8.2 to 8.4). */
const parents = new Set(['moov', 'trak', 'mdia']);

/** The tracks of an MP4, QuickTime or 3GP file: `vide` in any track's handler box makes it a film. */
export async function mp4Tracks(source: ByteSource): Promise<Tracks | undefined> {
  let sound = false;
  let offset = 0;
  for (let count = 0; count < maximumBoxes && offset + 8 <= source.size; count += 1) {
    const head = await source.read(offset, 20);
    const type = new TextDecoder('latin1').decode(head.subarray(4, 8));
    if (type === 'hdlr') {
      // size, type, version and flags, pre_defined, handler_type: four bytes each.
      const handler = new TextDecoder('latin1').decode(head.subarray(16, 20));
      if (handler === 'vide') return 'film';
      sound ||= handler === 'soun';
    }
    const short = numberAt(head, 0, 4);
    if (parents.has(type)) {
      offset += short === 1 ? 16 : 8;
      continue;
    }
    // 0: to the end of the file; 1: the size stands in the eight bytes after the type.
    const size = short === 1 ? numberAt(head, 10, 6) : short;
    if (size < 8) break;
    offset += size;
  }
  return sound ? 'sound' : undefined;
}

/** Element ids of Matroska (RFC 9559), with their length markers. */
const ids = {
  header: 0x1a45dfa3,
  segment: 0x18538067,
  tracks: 0x1654ae6b,
  entry: 0xae,
  type: 0x83,
  cluster: 0x1f43b675,
};
const trackVideo = 1;
const trackAudio = 2;

/** The tracks of a Matroska or WebM file, from its first bytes: the list of tracks stands before the media. */
export function matroskaTracks(head: Uint8Array): Tracks | undefined {
  let sound = false;
  let offset = 0;
  for (let count = 0; count < maximumBoxes && offset < head.length; count += 1) {
    const id = variableNumber(head, offset, true);
    const size = id && variableNumber(head, offset + id.length, false);
    if (!id || !size || id.value === ids.cluster) break;
    const content = offset + id.length + size.length;
    if (id.value === ids.type) {
      const type = head[content];
      if (type === trackVideo) return 'film';
      sound ||= type === trackAudio;
    }
    const open = id.value === ids.segment || id.value === ids.tracks || id.value === ids.entry;
    offset = open ? content : content + size.value;
  }
  return sound ? 'sound' : undefined;
}

/** An EBML number (RFC 8794, section 4): the leading zero bits of the first byte tell its length. */
function variableNumber(
  bytes: Uint8Array,
  offset: number,
  keepMarker: boolean,
): { value: number; length: number } | undefined {
  const first = bytes[offset];
  if (first === undefined || first === 0) return undefined;
  const length = Math.clz32(first) - 23;
  let value = keepMarker ? first : first & (0xff >> length);
  for (let index = 1; index < length; index += 1) value = value * 256 + (bytes[offset + index] ?? 0);
  return { value, length };
}
