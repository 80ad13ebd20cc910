/**
 * Looks whether the chains of a compound file ([MS-CFB]) end, and whether what it says is in it can be in it. The
 * library that reads messages follows chains without counting, for ever if they lead back to themselves, and
 * makes room for whatever a stream says of its size.
 */

const header = {
  sectorShift: 0x1e,
  /** How many sectors the tables take: of the file, of its small streams, and the lists of the first ones. */
  counts: [0x2c, 0x40, 0x48],
  directory: 0x30,
  miniTable: 0x3c,
  moreTables: 0x44,
  tables: 0x4c,
  tablesEnd: 0x200,
} as const;
/** Above this are marks, not sectors. */
const mostSectors = 0xfffffffa;
const entryBytes = 128;
const entry = { kind: 0x42, left: 0x44, right: 0x48, child: 0x4c, size: 0x78 } as const;
const stream = 2;

/** False when a chain or the tree of names leads in a circle, or when there is more in the file than its bytes. */
export function isSoundCompound(bytes: Uint8Array): boolean {
  if (bytes.length < header.tablesEnd) return false;
  const compound = new Compound(bytes);
  const most = bytes.length / compound.sectorBytes;
  const table = header.counts.every((at) => compound.number(at) <= most) ? compound.table() : undefined;
  if (!table || !chainsEnd(table)) return false;
  const mini = compound.numbers(compound.chain(compound.number(header.miniTable), table));
  return chainsEnd(mini) && isWholeTree(compound, compound.chain(compound.number(header.directory), table));
}

class Compound {
  readonly #view: DataView;
  readonly sectorBytes: number;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.sectorBytes = this.#view.getUint16(header.sectorShift, true) === 12 ? 4096 : 512;
  }

  /** The four bytes at `offset`; beyond the end there is nothing that leads anywhere. */
  number(offset: number): number {
    return offset + 4 <= this.#view.byteLength ? this.#view.getUint32(offset, true) : mostSectors;
  }

  byte(offset: number): number {
    return offset < this.size ? this.#view.getUint8(offset) : 0;
  }

  get size(): number {
    return this.#view.byteLength;
  }

  offsetOf(sector: number): number {
    return (sector + 1) * this.sectorBytes;
  }

  get entriesInSector(): number {
    return this.sectorBytes / entryBytes;
  }

  /** Which sector follows each sector; undefined when even the list of its parts leads in a circle. */
  table(): Uint32Array | undefined {
    const sectors: number[] = [];
    for (let at: number = header.tables; at < header.tablesEnd; at += 4) sectors.push(this.number(at));
    const last = this.sectorBytes - 4;
    const seen = new Set<number>();
    for (
      let more = this.number(header.moreTables);
      more < mostSectors;
      more = this.number(this.offsetOf(more) + last)
    ) {
      if (seen.has(more)) return undefined;
      seen.add(more);
      for (let at = 0; at < last; at += 4) sectors.push(this.number(this.offsetOf(more) + at));
    }
    return this.numbers(sectors.filter((sector) => sector < mostSectors));
  }

  /** All numbers in these sectors, as far as the file has them. */
  numbers(sectors: readonly number[]): Uint32Array {
    const inEach = this.sectorBytes / 4;
    const within = sectors.filter((sector) => this.offsetOf(sector) < this.#view.byteLength);
    // Each sector of the table counts once, however often it is listed.
    const listed = [...new Set(within)];
    const numbers = new Uint32Array(listed.length * inEach);
    listed.forEach((sector, i) => {
      for (let n = 0; n < inEach; n++) numbers[i * inEach + n] = this.number(this.offsetOf(sector) + n * 4);
    });
    return numbers;
  }

  /** The sectors of a chain. Only for tables whose chains end. */
  chain(first: number, table: Uint32Array): number[] {
    const sectors: number[] = [];
    for (let at = first; at < table.length; at = table[at] ?? mostSectors) sectors.push(at);
    return sectors;
  }
}

/** Follows every chain once. */
function chainsEnd(next: Uint32Array): boolean {
  const visit = new Uint32Array(next.length);
  for (let start = 0; start < next.length; start++) {
    let at = start;
    while (at < next.length && visit[at] === 0) {
      visit[at] = start + 1;
      at = next[at] ?? mostSectors;
    }
    if (at < next.length && visit[at] === start + 1) return false;
  }
  return true;
}

/** Every name once, and streams that do not lie over each other. */
function isWholeTree(compound: Compound, directory: readonly number[]): boolean {
  if (directory.length === 0) return false;
  const inEach = compound.entriesInSector;
  const seen = new Set<number>([0]);
  const open = [0];
  let streamed = 0;
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const sector = directory[Math.floor(index / inEach)];
    if (sector === undefined) continue;
    const offset = compound.offsetOf(sector) + (index % inEach) * entryBytes;
    if (compound.byte(offset + entry.kind) === stream) streamed += compound.number(offset + entry.size);
    if (streamed > compound.size) return false;
    for (const link of [entry.left, entry.right, entry.child]) {
      const to = compound.number(offset + link);
      if (to >= mostSectors) continue;
      if (seen.has(to)) return false;
      seen.add(to);
      open.push(to);
    }
  }
  return true;
}
