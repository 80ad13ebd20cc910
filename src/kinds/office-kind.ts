/** The media types of office files that are read, whichever program, template or macro they come from. */
import type { Kind } from '../types/kind.ts';

const openXml = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';

const types: readonly string[] = [
  ...['document', 'template'].map((type) => `${openXml}.wordprocessingml.${type}`),
  ...['document', 'template'].map((type) => `application/vnd.ms-word.${type}.macroenabled.12`),
  ...['sheet', 'template'].map((type) => `${openXml}.spreadsheetml.${type}`),
  ...['sheet', 'template', 'addin'].map((type) => `application/vnd.ms-excel.${type}.macroenabled.12`),
  'application/vnd.ms-excel.sheet.binary.macroenabled.12',
  ...['presentation', 'slideshow', 'template'].map((type) => `${openXml}.presentationml.${type}`),
  ...['presentation', 'slideshow', 'template'].map(
    (type) => `application/vnd.ms-powerpoint.${type}.macroenabled.12`,
  ),
  ...['text', 'spreadsheet', 'presentation', 'graphics'].flatMap((type) => [
    `${openDocument}.${type}`,
    `${openDocument}.${type}-template`,
  ]),
  'application/vnd.apple.pages',
  'application/vnd.apple.numbers',
  'application/vnd.apple.keynote',
];

/** Media type → how the readers know it. */
export const officeKinds: Readonly<Record<string, readonly [Kind, string]>> = Object.fromEntries(
  types.map((mime) => [mime, ['text', mime]]),
);
