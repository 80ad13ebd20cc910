/** Files made to do harm, by code: small where they can be, and each as its programs would accept it. */
import { open, writeFile } from 'node:fs/promises';
import { constants, crc32, deflateRawSync, gzipSync } from 'node:zlib';

const mebibyte = 1024 * 1024;

/** What a deflate stream holds once, ready to be repeated: its blocks end on a whole byte and none is the last. */
function repeatable(content: Buffer): Buffer {
  return deflateRawSync(content, { finishFlush: constants.Z_FULL_FLUSH, level: 9 });
}

/** A last block without content. */
const end = Buffer.from([0x03, 0x00]);

/** A deflate stream of `head`, then `filler` again and again, many more bytes than were ever in memory. */
function inflating(head: string, filler: string, mebibytes: number): Buffer {
  const once = Buffer.alloc(mebibyte, filler);
  const part = repeatable(once);
  return Buffer.concat([repeatable(Buffer.from(head)), ...new Array<Buffer>(mebibytes).fill(part), end]);
}

/** One file of an archive: packed already, with what the archive says about its size. */
interface Packed {
  readonly name: string;
  readonly data: Buffer;
  readonly size: number;
  readonly crc: number;
}

function packed(name: string, content: string | Uint8Array): Packed {
  const bytes = Buffer.from(content);
  return { name, data: deflateRawSync(bytes), size: bytes.length, crc: crc32(bytes) };
}

/** A ZIP archive of these, whatever they say about themselves. */
function archiveOf(entries: readonly Packed[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, size, crc } of entries) {
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc, 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), data]);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, place, Buffer.from(name));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const tail = Buffer.alloc(22);
  tail.write('PK\x05\x06', 'latin1');
  tail.writeUInt16LE(entries.length, 8);
  tail.writeUInt16LE(entries.length, 10);
  tail.writeUInt32LE(central.length, 12);
  tail.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, tail]);
}

const wordTypes =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const sheetTypes =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>';
const officeNames = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relation = (type: string, target: string): string =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${officeNames}/${type}" Target="${target}"/></Relationships>`;

function wordFile(document: Packed): Buffer {
  return archiveOf([
    packed('[Content_Types].xml', wordTypes),
    packed('_rels/.rels', relation('officeDocument', 'word/document.xml')),
    document,
  ]);
}

const wordStart =
  '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>';

/** A Word file whose text grows to so many mebibytes; its archive says that it is small. */
export function burstingWord(mebibytes: number): Buffer {
  const data = inflating(wordStart, 'ha ', mebibytes);
  return wordFile({ name: 'word/document.xml', data, size: 4000, crc: 0 });
}

const sheetStart = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>';

function sheetFile(sheet: Packed): Buffer {
  const workbook = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${officeNames}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`;
  return archiveOf([
    packed('[Content_Types].xml', sheetTypes),
    packed('_rels/.rels', relation('officeDocument', 'xl/workbook.xml')),
    packed('xl/workbook.xml', workbook),
    packed('xl/_rels/workbook.xml.rels', relation('worksheet', 'worksheets/sheet1.xml')),
    sheet,
  ]);
}

/** A spreadsheet whose only sheet grows to so many mebibytes of rows. */
export function burstingSheet(mebibytes: number): Buffer {
  const data = inflating(sheetStart, '<row><c><v>1</v></c></row>', mebibytes);
  return sheetFile({ name: 'xl/worksheets/sheet1.xml', data, size: 4000, crc: 0 });
}

/** A spreadsheet of so many rows of a hundred numbers. */
export function wideSheet(rows: number): Buffer {
  const row = `<row>${'<c><v>12345</v></c>'.repeat(100)}</row>`;
  return sheetFile(
    packed('xl/worksheets/sheet1.xml', `${sheetStart}${row.repeat(rows)}</sheetData></worksheet>`),
  );
}

/** A book whose only chapter grows to so many mebibytes. */
export function burstingBook(mebibytes: number): Buffer {
  const chapter = '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>';
  return archiveOf([
    packed('mimetype', 'application/epub+zip'),
    packed(
      'META-INF/container.xml',
      '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    ),
    packed(
      'p.opf',
      '<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine></package>',
    ),
    { name: 'c.xhtml', data: inflating(chapter, 'ha ', mebibytes), size: 4000, crc: 0 },
  ]);
}

/** An archive in an archive, `depth` times, with zeros in the innermost. */
export function nestedArchive(depth: number): Buffer {
  const data = inflating('', '\0', 1024);
  let inner = archiveOf([{ name: 'zeros', data, size: 1024 * mebibyte, crc: 0 }]);
  for (let n = 1; n < depth; n++) inner = archiveOf([packed(`${n}.zip`, inner)]);
  return inner;
}

const laughs = Array.from({ length: 30 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');
const doctype = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">${laughs}]>`;

/** An XML file of ten letters that mean ten to the thirtieth words. */
export const laughingXml = `${doctype}<x><p>&l30;</p></x>`;

/** The same in a Word file. */
export function laughingWord(): Buffer {
  const body = `${doctype}${wordStart}&l30;</w:t></w:r></w:p></w:body></w:document>`;
  return wordFile(packed('word/document.xml', body));
}

/** A list of lists of lists, by references: ten to the `depth`. */
export function yamlBomb(depth: number): string {
  const level = (n: number): string =>
    `l${n}: &l${n} [${Array(10)
      .fill(`*l${n - 1}`)
      .join(', ')}]`;
  return `l0: &l0 ha\n${Array.from({ length: depth }, (_, n) => level(n + 1)).join('\n')}\n`;
}

/** A PDF of so many pages, each with a line of its own. */
export function longPdf(pages: number): Buffer {
  const objects: string[] = [];
  const kids = Array.from({ length: pages }, (_, n) => `${4 + 2 * n} 0 R`).join(' ');
  objects.push('<</Type/Catalog/Pages 2 0 R>>', `<</Type/Pages/Count ${pages}/Kids[${kids}]>>`);
  objects.push('<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>');
  for (let page = 1; page <= pages; page++) {
    const text = `BT /F 12 Tf 50 150 Td (This is page ${page} of the report.) Tj ET`;
    objects.push(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Resources<</Font<</F 3 0 R>>>>/Contents ${2 * page + 3} 0 R>>`,
      `<</Length ${text.length}>>stream\n${text}\nendstream`,
    );
  }
  let file = '%PDF-1.4\n';
  const parts = objects.map((object, n) => `${n + 1} 0 obj\n${object}\nendobj\n`);
  const table: string[] = ['0000000000 65535 f \n'];
  let at = file.length;
  for (const part of parts) {
    table.push(`${String(at).padStart(10, '0')} 00000 n \n`);
    at += part.length;
  }
  file += `${parts.join('')}xref\n0 ${table.length}\n${table.join('')}trailer\n<</Size ${table.length}/Root 1 0 R>>\nstartxref\n${at}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

/** A black-and-white PNG of so many pixels a side, whole but for its checksum: each row is one filter byte and its bits. */
export function hugePng(side: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const framed = Buffer.alloc(12 + data.length);
    framed.writeUInt32BE(data.length, 0);
    framed.write(type, 4, 'latin1');
    data.copy(framed, 8);
    framed.writeUInt32BE(crc32(framed.subarray(4, 8 + data.length)), 8 + data.length);
    return framed;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const bytes = side * (1 + Math.ceil(side / 8));
  const zeros = inflating('', '\0', Math.ceil(bytes / mebibyte));
  const pixels = Buffer.concat([Buffer.from([0x78, 0x01]), zeros]);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A file that begins with `head` and is said to be `bytes` long, though hardly any of it is on the disk. */
export async function writeSparse(path: string, head: string, bytes: number): Promise<void> {
  await writeFile(path, head);
  const file = await open(path, 'r+');
  await file.truncate(bytes);
  await file.close();
}

/** A packed drawing of one rectangle and a comment of so many mebibytes. */
export function burstingDrawing(mebibytes: number): Buffer {
  const svg = Buffer.concat([
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><!--'),
    Buffer.alloc(mebibytes * mebibyte, 'x'),
    Buffer.from('--><rect width="9" height="9"/></svg>'),
  ]);
  return gzipSync(svg);
}

/** A notebook of so many cells. */
export function longNotebook(cells: number): string {
  const cell = '{"cell_type":"code","metadata":{},"outputs":[],"source":["1"],"execution_count":1}';
  return `{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[${`${cell},`.repeat(cells - 1)}${cell}]}`;
}

const letterHead = 'From: a@example.com\nTo: b@example.com\nSubject: Many\nMIME-Version: 1.0\n';

/** A letter with so many small attachments. */
export function crowdedMail(attachments: number): string {
  const part = (n: number): string =>
    `--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="${n}.txt"\n\nThis is attachment ${n}.\n`;
  const parts = Array.from({ length: attachments }, (_, n) => part(n + 1)).join('');
  return `${letterHead}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee below.\n${parts}--b--\n`;
}

/** A letter in a letter, so many deep. */
export function nestedMail(depth: number): string {
  let mail = `${letterHead}Content-Type: text/plain\n\nThis is the innermost.\n`;
  for (let n = 1; n < depth; n++) {
    mail = `${letterHead}Content-Type: multipart/mixed; boundary=b${n}\n\n--b${n}\nContent-Type: text/plain\n\nLevel ${n}.\n--b${n}\nContent-Type: message/rfc822\nContent-Disposition: attachment; filename="${n}.eml"\n\n${mail}\n--b${n}--\n`;
  }
  return mail;
}
