/** Which kind of text a text is: what it begins with first, its name second. */
import type { FileKind } from '../types/kind.ts';

/**
 * Extension → media type, for text that reads well as it is. Registered types where there are any (IANA,
 * RFC 9512 for YAML), else the names of the freedesktop.org shared MIME database.
 */
const readable = new Map<string, string>(
  Object.entries({
    'text/markdown': 'md markdown mdown mkd mkdn',
    'text/csv': 'csv',
    'text/tab-separated-values': 'tsv tab',
    'application/json': 'json geojson webmanifest',
    'application/x-ndjson': 'jsonl ndjson',
    'application/yaml': 'yaml yml',
    'application/toml': 'toml',
    'application/sql': 'sql',
    'application/x-subrip': 'srt',
    'application/x-shellscript': 'sh bash zsh fish command',
    'text/css': 'css scss less',
    'text/javascript': 'js mjs cjs jsx',
    'text/x-typescript': 'ts mts cts tsx',
    'text/x-python': 'py pyw pyi',
    'text/x-ruby': 'rb',
    'text/x-perl': 'pl pm',
    'text/x-php': 'php',
    'text/x-java': 'java',
    'text/x-kotlin': 'kt kts',
    'text/x-swift': 'swift',
    'text/x-go': 'go',
    'text/x-rust': 'rs',
    'text/x-csrc': 'c h m',
    'text/x-c++src': 'cpp cc cxx hpp hh mm',
    'text/x-csharp': 'cs',
    'text/x-lua': 'lua',
    'text/x-r': 'r',
    'text/x-tex': 'tex latex sty',
    'text/x-bibtex': 'bib',
    'text/org': 'org',
    'text/x-rst': 'rst',
    'text/x-patch': 'diff patch',
  }).flatMap(([mime, extensions]) => extensions.split(' ').map((extension) => [extension, mime] as const)),
);

/** A beginning that tells a kind, whatever the name. Tried in order on the text without leading space. */
const beginnings: readonly { readonly begins: RegExp; readonly kind: FileKind }[] = [
  { begins: /^%PDF-\d/, kind: { supported: true, kind: 'text', mime: 'application/pdf' } },
  { begins: /^\{\\rtf/, kind: { supported: true, kind: 'text', mime: 'application/rtf' } },
  {
    begins: /^<\?xml[\s\S]{0,1000}?urn:schemas-microsoft-com:office:spreadsheet/,
    kind: { supported: true, kind: 'text', mime: 'application/vnd.ms-excel' },
  },
  { begins: /^%!PS/, kind: unsupported('application/postscript', 'a PostScript file') },
  {
    begins: /^-----BEGIN PGP MESSAGE-----/,
    kind: unsupported('application/pgp-encrypted', 'a PGP-encrypted message'),
  },
  { begins: /^BEGIN:VCARD\b/i, kind: { supported: true, kind: 'text', mime: 'text/vcard' } },
  { begins: /^BEGIN:VCALENDAR\b/i, kind: { supported: true, kind: 'text', mime: 'text/calendar' } },
  { begins: /^WEBVTT\b/, kind: { supported: true, kind: 'text', mime: 'text/vtt' } },
  { begins: /^(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*(<!doctype\s+html|<html[\s>])/i, kind: webPage() },
];

/** The element that an XML file opens with → what it is. */
const xmlRoots: readonly { readonly root: RegExp; readonly kind: FileKind }[] = [
  { root: /^svg$/, kind: unsupported('image/svg+xml', 'an SVG drawing') },
  { root: /^rss$/, kind: unsupported('application/rss+xml', 'a news feed (RSS)') },
  { root: /^feed$/, kind: unsupported('application/atom+xml', 'a news feed (Atom)') },
  { root: /^plist$/, kind: unsupported('application/x-plist', 'a property list') },
  { root: /^(gpx|kml)$/, kind: unsupported('application/xml', 'a map file') },
];

/**
 * The kind of a text. `text` is how it begins (64 KiB are plenty), `whole` says whether that is all of it,
 * `name` is its file name.
 */
export function textKind(text: string, whole: boolean, name: string): FileKind {
  const start = text.replace(/^[\uFEFF\s]+/, '');
  const extension = extensionOf(name);
  for (const { begins, kind } of beginnings) if (begins.test(start)) return kind;
  return (
    xmlKind(start) ??
    mailKind(start, extension) ??
    jsonKind(start, whole, extension) ??
    webFragment(start, extension) ?? {
      supported: true,
      kind: 'text',
      mime: jsonName(extension) ? 'text/plain' : (readable.get(extension) ?? 'text/plain'),
    }
  );
}

/** The lower-case extension of a name without its dot, or ''. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}

/** A kind that is not read yet. `description` is for a sentence: `a web page`. */
export function unsupported(mime: string, description: string): FileKind {
  return { supported: false, mime, description };
}

function webPage(): FileKind {
  return { supported: true, kind: 'text', mime: 'text/html' };
}

function xmlKind(start: string): FileKind | undefined {
  const opened =
    /^(?:<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!doctype[^>[]*(?:\[[\s\S]*?\])?\s*>|\s)*<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)/i;
  const declared = /^<\?xml\s/i.test(start);
  const root = opened.exec(start)?.[1]?.toLowerCase();
  const known =
    root === undefined ? undefined : xmlRoots.find((candidate) => candidate.root.test(root))?.kind;
  // Without the declaration only an element that nothing else begins with is proof: notes may begin with a tag.
  if (declared) return root === 'html' ? webPage() : (known ?? unsupported('application/xml', 'an XML file'));
  return known !== undefined && /^<(svg|rss|feed|plist)[\s>]|^<!doctype/i.test(start) ? known : undefined;
}

/** Header fields that only a mail program writes (RFC 5322, RFC 2045, RFC 6376). */
const transportField =
  /^(received|return-path|message-id|mime-version|dkim-signature|delivered-to|x-[\w-]+):/im;
const letterField = /^(from|to|subject|date|cc|sender|reply-to):/im;

function mailKind(start: string, extension: string): FileKind | undefined {
  const named = extension === 'eml' || extension === 'emlx';
  const separated = /^From \S+ .*\d{4}\r?\n(?=[\w-]+:)/.exec(start)?.[0];
  const several = separated !== undefined && /\r?\nFrom \S+ .*\d{4}\r?\n[\w-]+:/.test(start);
  if (!named && (several || (separated && extension === 'mbox'))) {
    return { supported: true, kind: 'text', mime: 'application/mbox' };
  }
  const header = start.slice(separated?.length ?? 0).split(/\r?\n\r?\n/, 1)[0] ?? '';
  const begins = /^[\w-]+:[ \t]/.test(header) || (extension === 'emlx' && /^\d+\s*\n[\w-]+:/.test(header));
  if (!begins || !letterField.test(header)) return undefined;
  if (!named && separated === undefined && !transportField.test(header)) return undefined;
  const related = /^content-type:\s*multipart\/related/im.test(header);
  const page = related && (/^mht(ml)?$/.test(extension) || /^from: <saved by/im.test(header));
  return { supported: true, kind: 'text', mime: page ? 'multipart/related' : 'message/rfc822' };
}

const jsonName = (extension: string): boolean => readable.get(extension) === 'application/json';

function jsonKind(start: string, whole: boolean, extension: string): FileKind | undefined {
  if (!/^[{[]/.test(start)) return undefined;
  const notebook = /"nbformat"\s*:/.test(start) && /"cells"\s*:/.test(start);
  if (notebook || (extension === 'ipynb' && start.startsWith('{'))) {
    return unsupported('application/x-ipynb+json', 'a Jupyter notebook');
  }
  if (jsonName(extension)) return { supported: true, kind: 'text', mime: 'application/json' };
  if (!whole || readable.has(extension)) return undefined;
  try {
    JSON.parse(start);
    return { supported: true, kind: 'text', mime: 'application/json' };
  } catch {
    return undefined;
  }
}

/** A page without its frame: only its name says what it is, and only if there are tags in it. */
function webFragment(start: string, extension: string): FileKind | undefined {
  if (/^(x?html?|xht)$/.test(extension) && /<[a-z][\s\S]*>/i.test(start)) return webPage();
  if (/^(xml|svg|rss|atom|xsl|xsd|plist)$/.test(extension) && /^<[a-z!]/i.test(start)) {
    return extension === 'svg'
      ? unsupported('image/svg+xml', 'an SVG drawing')
      : unsupported('application/xml', 'an XML file');
  }
  return undefined;
}
