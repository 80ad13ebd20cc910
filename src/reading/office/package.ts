/** An office file as what it is inside: a folder of XML parts that point at each other. */
import type { FileToRead } from '../contract.ts';
import { damaged, encrypted } from '../failures.ts';
import { readWhole } from '../file-bytes.ts';
import { decodeXml, parseXml } from '../xml/package-xml.ts';
import { attribute, elements, type XmlElement } from '../xml/xml-tree.ts';
import { openZip, type SafeZip } from '../zip/safe-zip.ts';

const mebibyte = 1024 * 1024;

/** Bytes of one file; presentations full of pictures and films are large. */
export const limitBytes = 512 * mebibyte;

/** Bytes of one XML part: as a tree it takes some ten times that. A novel has ten. */
export const mostPartBytes = 48 * mebibyte;

/** How one part points at another, or out of the file. */
export interface Relation {
  /** The last word of its type: `image`, `hyperlink`, `notesSlide`. */
  readonly type: string;
  /** A name in the archive, or an address as it was written when `external`. */
  readonly target: string;
  readonly external: boolean;
}

/** A part's relations, by the id that its elements use. */
export type Relations = ReadonlyMap<string, Relation>;

/** An open file. */
export class OfficePackage {
  readonly file: FileToRead;
  readonly zip: SafeZip;

  private constructor(file: FileToRead, zip: SafeZip) {
    this.file = file;
    this.zip = zip;
  }

  /** @throws NightshiftError as `readWhole` and `openZip` do. */
  static async open(file: FileToRead): Promise<OfficePackage> {
    return OfficePackage.of(file, await readOffice(file));
  }

  /** As `open`, of a file whose bytes are here. */
  static async of(file: FileToRead, bytes: Uint8Array): Promise<OfficePackage> {
    // An Office document with a password lies in another container, whatever its name.
    if (bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11) throw encrypted(file);
    const zip = await openZip(file, bytes);
    // OpenDocument encrypts its parts one by one, and lists them in the open.
    const manifest = await zip.read('META-INF/manifest.xml', mostPartBytes);
    if (manifest !== undefined && /<([\w.-]+:)?encryption-data\b/.test(decodeXml(manifest))) {
      throw encrypted(file);
    }
    return new OfficePackage(file, zip);
  }

  /**
   * The root element of an XML part; undefined when there is no such part.
   * @throws NightshiftError `file-damaged`, `file-unpacks-too-large`.
   */
  async xml(name: string): Promise<XmlElement | undefined> {
    const bytes = await this.zip.read(name, mostPartBytes);
    return bytes === undefined || bytes.length === 0 ? undefined : parseXml(this.file, bytes);
  }

  /** As `xml`, of a part without which there is no document. */
  async mainXml(name: string): Promise<XmlElement> {
    const root = await this.xml(name);
    if (root === undefined) throw damaged(this.file, `has no part named ${name}`);
    return root;
  }

  /** The content of a part; undefined when there is no such part. */
  async bytes(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.zip.read(name);
  }

  /** What a part points at (OPC, ECMA-376 part 2, section 8.5). */
  async relations(part: string): Promise<Relations> {
    const [folder, name] = split(part);
    const root = await this.xml(`${folder}_rels/${name}.rels`);
    const relations = new Map<string, Relation>();
    for (const element of elements(root, 'Relationship')) {
      const external = attribute(element, 'TargetMode') === 'External';
      const target = attribute(element, 'Target') ?? '';
      relations.set(attribute(element, 'Id') ?? '', {
        type: (attribute(element, 'Type') ?? '').split('/').at(-1) ?? '',
        target: external ? target : resolve(folder, target),
        external,
      });
    }
    return relations;
  }

  /** The part that a reader begins with. `usual` is where it is when the file does not say. */
  async mainPart(usual: string): Promise<string> {
    const relations = await this.relations('');
    const main = [...relations.values()].find(({ type }) => type === 'officeDocument');
    return main === undefined || this.zip.find(main.target) === undefined ? usual : main.target;
  }
}

/** The bytes of an office file of any format. */
export async function readOffice(file: FileToRead): Promise<Uint8Array<ArrayBuffer>> {
  return readWhole(file, limitBytes);
}

function split(part: string): [folder: string, name: string] {
  const slash = part.lastIndexOf('/') + 1;
  return [part.slice(0, slash), part.slice(slash)];
}

/** A target is relative to the folder of the part that points there, or to the root. */
function resolve(folder: string, target: string): string {
  const path = target.startsWith('/') ? target : `${folder}${target}`;
  const out: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') out.pop();
    else if (step !== '' && step !== '.') out.push(step);
  }
  return out.join('/');
}

/** The first target of a type. */
export function targetOf(relations: Relations, type: string): string | undefined {
  return [...relations.values()].find((relation) => relation.type === type && !relation.external)?.target;
}
