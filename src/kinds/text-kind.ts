/** Which kind of text a text is: what it begins with first, its name second, its look where both say nothing. */
import type { FileKind } from '../types/kind.ts';
import { sourceByFirstLine, sourceByLook, sourceByName, sourceTypes } from './source-kind.ts';
import { isWebPage, xmlKind, xmlTypes } from './xml-kind.ts';

/**
 * Extension → media type, for texts that are no source code. Registered types where there are any (IANA,
 * RFC 9512 for YAML), else the names of the freedesktop.org shared MIME database.
 */
export const textExtensions = new Map<string, string>(
  Object.entries({
    'text/markdown': 'md markdown mdown mkd mkdn mdx rmd qmd',
    'text/csv': 'csv psv dsv ssv',
    'text/tab-separated-values': 'tsv tab',
    'application/json': 'json json5 jsonc geojson topojson webmanifest har jsonld code-workspace',
    'application/x-ndjson': 'jsonl ndjson jsonlines',
    'application/yaml': 'yaml yml',
    'application/toml': 'toml',
    'text/x-ini': 'ini cfg conf cnf properties env reg inf desktop url service editorconfig',
    'text/x-log': 'log',
    'application/x-subrip': 'srt',
    'text/vtt': 'vtt',
    'text/x-ssa': 'ssa ass',
    'text/x-lrc': 'lrc',
    'text/x-tex': 'tex latex ltx sty',
    'text/x-bibtex': 'bib',
    'text/org': 'org',
    'text/x-rst': 'rst',
    'text/x-patch': 'diff patch',
    'text/plain': 'txt text asc nfo me 1st readme',
  }).flatMap(([mime, extensions]) => extensions.split(' ').map((extension) => [extension, mime] as const)),
);

const webPage = readText('text/html');
const mailbox = readText('application/mbox');
const savedPage = readText('multipart/related');
const message = readText('message/rfc822');
const notebook = readText('application/x-ipynb+json');
const json = readText('application/json');

/** A beginning that tells a kind, whatever the name. Tried in order on the text without leading space. */
const beginnings: readonly { readonly begins: RegExp; readonly kind: FileKind }[] = [
  { begins: /^%PDF-\d/, kind: readText('application/pdf') },
  { begins: /^\{\\rtf/, kind: readText('application/rtf') },
  {
    begins: /^<\?xml[\s\S]{0,1000}?urn:schemas-microsoft-com:office:spreadsheet/,
    kind: readText('application/vnd.ms-excel'),
  },
  { begins: /^%!PS/, kind: unsupported('application/postscript', 'a PostScript file') },
  {
    begins: /^-----BEGIN PGP MESSAGE-----/,
    kind: unsupported('application/pgp-encrypted', 'a PGP-encrypted message'),
  },
  { begins: /^BEGIN:VCARD\b/i, kind: readText('text/vcard') },
  { begins: /^BEGIN:VCALENDAR\b/i, kind: readText('text/calendar') },
  { begins: /^WEBVTT\b/, kind: readText('text/vtt') },
  {
    begins: /^\d{1,6}[ \t]*\r?\n\d{1,3}:\d\d:\d\d[,.]\d{1,3}[ \t]*-->/,
    kind: readText('application/x-subrip'),
  },
  { begins: /^\[Script Info\]/i, kind: readText('text/x-ssa') },
  {
    begins: /^diff --git a\/|^From [\da-f]{40} Mon Sep 17 00:00:00 2001\r?\n/,
    kind: readText('text/x-patch'),
  },
  { begins: /^\\documentclass\b/, kind: readText('text/x-tex') },
];

/** All of them in one: most texts begin otherwise, and need not be held against each. */
const anyBeginning = new RegExp(beginnings.map(({ begins }) => begins.source).join('|'), 'i');

/** Every media type of text that is read. */
export const textTypes: readonly string[] = [
  ...textExtensions.values(),
  ...sourceTypes,
  ...xmlTypes,
  ...[...beginnings.map(({ kind }) => kind), webPage, mailbox, savedPage, message, notebook, json]
    .filter(({ supported }) => supported)
    .map(({ mime }) => mime),
];

/**
 * The kind of a text. `text` is how it begins (64 KiB are plenty), `whole` says whether that is all of it,
 * `name` is its file name.
 */
export function textKind(text: string, whole: boolean, name: string): FileKind {
  const start = text.replace(/^[\uFEFF\s]+/, '');
  const extension = extensionOf(name);
  const known = anyBeginning.test(start) && beginnings.find(({ begins }) => begins.test(start));
  if (known) return known.kind;
  if (isWebPage(start)) return webPage;
  return (
    xmlKind(start, extension) ??
    mailKind(start, extension) ??
    jsonKind(start, whole, extension) ??
    webFragment(start, extension) ??
    readText(namedType(start, name, extension))
  );
}

/** The lower-case extension of a name without its dot, or ''. */
function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}

/** A kind that is not read. `description` is for a sentence: `a web page`; `hint` says what would help. */
export function unsupported(mime: string, description: string, hint?: string): FileKind {
  return { supported: false, mime, description, ...(hint === undefined ? {} : { hint }) };
}

function readText(mime: string): FileKind {
  return { supported: true, kind: 'text', mime };
}

/** Header fields that only a mail program writes (RFC 5322, RFC 2045, RFC 6376). */
const transportField =
  /^(received|return-path|message-id|mime-version|dkim-signature|delivered-to|x-[\w-]+):/im;
const letterField = /^(from|to|subject|date|cc|sender|reply-to):/im;

function mailKind(start: string, extension: string): FileKind | undefined {
  const named = extension === 'eml' || extension === 'emlx';
  if (!named && !/^[\w-]+:[ \t]|^From /.test(start)) return undefined;
  const separated = /^From \S+ .*\d{4}\r?\n(?=[\w-]+:)/.exec(start)?.[0];
  const several = separated !== undefined && /\r?\nFrom \S+ .*\d{4}\r?\n[\w-]+:/.test(start);
  if (!named && (several || (separated && extension === 'mbox'))) return mailbox;
  const header = start.slice(separated?.length ?? 0).split(/\r?\n\r?\n/, 1)[0] ?? '';
  const begins = /^[\w-]+:[ \t]/.test(header) || (extension === 'emlx' && /^\d+\s*\n[\w-]+:/.test(header));
  if (!begins || !letterField.test(header)) return undefined;
  if (!named && separated === undefined && !transportField.test(header)) return undefined;
  const related = /^content-type:\s*multipart\/related/im.test(header);
  const page = related && (/^mht(ml)?$/.test(extension) || /^from: <saved by/im.test(header));
  return page ? savedPage : message;
}

const jsonName = (extension: string): boolean => textExtensions.get(extension) === json.mime;

function jsonKind(start: string, whole: boolean, extension: string): FileKind | undefined {
  // Comments may stand before the first bracket of a file that people write.
  if (jsonName(extension) && /^(?:\/\/|\/\*)/.test(start)) return json;
  if (!/^[{[]/.test(start)) return undefined;
  const cells = /"nbformat"\s*:/.test(start) && /"(?:cells|worksheets)"\s*:/.test(start);
  if (cells || (extension === 'ipynb' && start.startsWith('{'))) return notebook;
  if (jsonName(extension)) return json;
  if (!whole || textExtensions.has(extension)) return undefined;
  try {
    JSON.parse(start);
    return json;
  } catch {
    return undefined;
  }
}

/** A page without its frame: only its name says what it is, and only if there are tags in it. */
function webFragment(start: string, extension: string): FileKind | undefined {
  return /^(x?html?|xht)$/.test(extension) && /<[a-z][\s\S]*>/i.test(start) ? webPage : undefined;
}

/** The media type of a text that says nothing itself. */
function namedType(start: string, name: string, extension: string): string {
  const named = sourceByName(name, extension, start) ?? textExtensions.get(extension);
  // A note that is named like JSON is a note.
  if (named !== undefined) return named === json.mime ? 'text/plain' : named;
  if (/\.log\.[\w-]{1,20}$/i.test(name)) return 'text/x-log';
  return sourceByFirstLine(start) ?? sourceByLook(start) ?? 'text/plain';
}
