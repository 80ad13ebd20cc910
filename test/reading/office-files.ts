/** Office files made by code, as small as they can be. */
import { zipSync } from 'fflate';
import type { FileToRead } from '../../src/reading/contract.ts';
import { documentMarkdown } from '../../src/report/document-markdown.ts';
import type { Document } from '../../src/types/document.ts';

export const mimes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  odt: 'application/vnd.oasis.opendocument.text',
  odp: 'application/vnd.oasis.opendocument.presentation',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
} as const;

/** A file that is only in memory. */
export function inMemory(name: string, mime: string, content: Uint8Array): FileToRead {
  return { path: '/nowhere', name, mime, bytes: content.length, content: new Uint8Array(content) };
}

/** A ZIP archive of texts and bytes. */
export function archive(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const bytes = Object.entries(parts).map(([name, part]) => [
    name,
    typeof part === 'string' ? new TextEncoder().encode(part) : part,
  ]);
  return zipSync(Object.fromEntries(bytes), { level: 1 });
}

/** What the note of a document would show as its text. */
export function shown(document: Document): string {
  const facts = { document, pictures: document.pictures.map((picture) => ({ picture })) };
  return documentMarkdown(facts as unknown as Parameters<typeof documentMarkdown>[0]);
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006';
const namespaces = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  `xmlns:r="${office}/relationships"`,
  `xmlns:m="${office}/math"`,
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"',
  'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
].join(' ');

/** `[id, type, target]`, or `[id, type, address, 'External']`. */
export type RelationLine = readonly [string, string, string, 'External'?];

/** A relationships part. */
export function relationships(lines: readonly RelationLine[]): string {
  const all = lines.map(
    ([id, type, target, mode]) =>
      `<Relationship Id="${id}" Type="${office}/relationships/${type}" Target="${target}"${mode ? ` TargetMode="${mode}"` : ''}/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join('')}</Relationships>`;
}

/** A part whose root has all namespaces. */
export function part(root: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><${root} ${namespaces}>${content}</${root.split(' ')[0]}>`;
}

/** A Word paragraph of plain words; `properties` is what stands in its `w:pPr`. */
export function paragraph(text: string, properties = ''): string {
  return `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}

/** A Word document with this in its body; `parts` are added, `relations` are those of its body. */
export function docx(
  body: string,
  parts: Readonly<Record<string, string | Uint8Array>> = {},
  relations: readonly RelationLine[] = [],
): FileToRead {
  const bytes = archive({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relationships([['r1', 'officeDocument', 'word/document.xml']]),
    'word/document.xml': part('w:document', `<w:body>${body}</w:body>`),
    'word/_rels/document.xml.rels': relationships(relations),
    ...parts,
  });
  return inMemory('made.docx', mimes.docx, bytes);
}

/** A presentation with these in the shape trees of its slides. */
export function pptx(
  slides: readonly string[],
  parts: Readonly<Record<string, string | Uint8Array>> = {},
  relations: Readonly<Record<number, readonly RelationLine[]>> = {},
): FileToRead {
  const ids = slides.map((_, index) => `<p:sldId id="${256 + index}" r:id="s${index + 1}"/>`);
  const bytes = archive({
    '_rels/.rels': relationships([['r1', 'officeDocument', 'ppt/presentation.xml']]),
    'ppt/presentation.xml': part('p:presentation', `<p:sldIdLst>${ids.join('')}</p:sldIdLst>`),
    'ppt/_rels/presentation.xml.rels': relationships(
      slides.map((_, index) => [`s${index + 1}`, 'slide', `slides/slide${index + 1}.xml`]),
    ),
    ...Object.fromEntries(
      slides.flatMap((tree, index) => [
        [`ppt/slides/slide${index + 1}.xml`, part('p:sld', `<p:cSld><p:spTree>${tree}</p:spTree></p:cSld>`)],
        [`ppt/slides/_rels/slide${index + 1}.xml.rels`, relationships(relations[index + 1] ?? [])],
      ]),
    ),
    ...parts,
  });
  return inMemory('made.pptx', mimes.pptx, bytes);
}

/** A shape on a slide, in any unit, with paragraphs of DrawingML. */
export function shape(
  place: readonly [number, number, number, number],
  paragraphs: string,
  placeholder = '',
): string {
  const [x, y, width, height] = place;
  return (
    `<p:sp><p:nvSpPr><p:nvPr>${placeholder}</p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="${x}" y="${y}"/>` +
    `<a:ext cx="${width}" cy="${height}"/></a:xfrm></p:spPr><p:txBody>${paragraphs}</p:txBody></p:sp>`
  );
}

/** A paragraph of DrawingML; `properties` are the attributes and children of its `a:pPr`. */
export function line(text: string, attributes = '', children = ''): string {
  return `<a:p><a:pPr ${attributes}>${children}</a:pPr><a:r><a:t>${text}</a:t></a:r></a:p>`;
}

const openDocument = 'urn:oasis:names:tc:opendocument:xmlns';

/** An OpenDocument file: `body` lies in `office:text`, or in the element named. */
export function odf(
  kind: 'text' | 'presentation',
  body: string,
  styles = '',
  parts: Readonly<Record<string, string | Uint8Array>> = {},
): FileToRead {
  const names = ['office', 'text', 'table', 'draw', 'style', 'presentation', 'meta'].map(
    (name) => `xmlns:${name}="${openDocument}:${name}:1.0"`,
  );
  const root = `${names.join(' ')} xmlns:svg="${openDocument}:svg-compatible:1.0" xmlns:fo="${openDocument}:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"`;
  const mime = kind === 'text' ? mimes.odt : mimes.odp;
  const bytes = archive({
    mimetype: mime,
    'content.xml': `<office:document-content ${root}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`,
    ...parts,
  });
  return inMemory(kind === 'text' ? 'made.odt' : 'made.odp', mime, bytes);
}
