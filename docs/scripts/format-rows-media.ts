/** The rows of images, drawings and recordings. */
import { supported } from '../../src/kinds/binary-kind.ts';
import { drawingLimits } from '../../src/reading/drawing/drawing-reader.ts';
import { limitBytes, mostPages } from '../../src/reading/image/image-reader.ts';
import { mostPixels, mostWholePixels } from '../../src/reading/image/open-image.ts';
import { textLimits } from '../../src/reading/text/read-text.ts';
import { amount, mebibytes } from './amounts.ts';
import type { FormatRow } from './format-rows.ts';

const typesOf = (kind: string): string[] => [
  ...new Set(Object.values(supported).flatMap(([known, mime]) => (known === kind ? [mime] : []))),
];
const whole = /\/(heic|heif|bmp|x-icon)$/;
const pixels = (type: string): boolean => !whole.test(type);

export const imageRows: readonly FormatRow[] = [
  {
    format: 'Images (JPEG, PNG, WebP, GIF, TIFF, AVIF)',
    types: typesOf('image').filter(pixels),
    extensions: ['jpg', 'jpeg', 'png', 'apng', 'webp', 'gif', 'tif', 'tiff', 'avif'],
    kept: 'The picture, upright, for recognising and describing; size, time, place, camera, title and keywords; of TIFF every page',
    lost: 'Of animations all but the first frame',
    libraries: ['sharp', 'exifr', 'fast-xml-parser'],
    limits: `${mebibytes(limitBytes)}, ${amount(mostPixels)} pixels, ${mostPages} pages`,
  },
  {
    format: 'Images (HEIC, HEIF, BMP, Windows icons)',
    types: typesOf('image').filter((type) => whole.test(type)),
    extensions: ['heic', 'heif', 'bmp', 'dib', 'ico'],
    kept: 'As above',
    lost: 'The film of a live photograph',
    libraries: ['heic-decode', 'sharp', 'exifr'],
    limits: `${mebibytes(limitBytes)}, ${amount(mostWholePixels)} pixels, ${mostPages} pictures of one file`,
  },
  {
    format: 'Drawings (SVG)',
    types: ['image/svg+xml'],
    extensions: ['svg'],
    kept: 'Title, description and lettering as text; the drawing as a picture',
    lost: 'Programs, animations, filters, and whatever lies outside the file',
    libraries: ['htmlparser2', 'sharp', 'chardet', 'iconv-lite'],
    limits: `${mebibytes(textLimits.bytes)} are read; drawn are ${amount(drawingLimits.elements)} elements, ${drawingLimits.layers} layers, ${mebibytes(drawingLimits.characters)} of characters, for at most ${drawingLimits.seconds} s; of larger ones the words are kept`,
  },
];

export const audioRows: readonly FormatRow[] = [
  {
    format:
      'Recordings (MP3, M4A, AAC, WAV, FLAC, Ogg, AIFF, AMR, CAF, WMA, and the sound of MP4 and WebM without pictures)',
    types: [...typesOf('audio'), 'audio/webm', 'audio/matroska'],
    extensions: [
      'mp3',
      'm4a',
      'aac',
      'wav',
      'flac',
      'ogg',
      'oga',
      'opus',
      'aif',
      'aiff',
      'amr',
      'caf',
      'wma',
      'mka',
      'weba',
    ],
    kept: 'Length, title, artist and other tags; what is said is for a model that transcribes',
    lost: 'Covers; the length and tags of AMR and CAF',
    libraries: ['music-metadata'],
    limits: 'Any size: it is not held in memory',
  },
];
