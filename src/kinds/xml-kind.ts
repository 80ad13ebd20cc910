/** What an XML file is, by the element that it opens with. */
import type { FileKind } from '../types/kind.ts';

/** The beginning of a text in XML. */
interface XmlBeginning {
  /** Whether the text begins with `<?xml`. */
  readonly declared: boolean;
  /** The name behind `<!DOCTYPE`, in lower case. */
  readonly doctype?: string;
  /** The first element's name without its prefix, in lower case. */
  readonly root?: string;
  /** The first element's attributes, as they stand. */
  readonly attributes: string;
}

/** Characters of a start tag that are looked at. */
const longestTag = 4000;

/**
 * Goes over declarations, comments and the document type to the first element. One pass and no pattern that
 * could try again: a text of comments would keep a regular expression busy for ever.
 */
function xmlBeginning(text: string): XmlBeginning {
  const declared = /^<\?xml\s/i.test(text);
  let doctype: string | undefined;
  let at = 0;
  while (at < text.length) {
    while (/\s/.test(text.charAt(at))) at++;
    const end = endOfMarkup(text, at);
    if (end === undefined) break;
    doctype ??= /^<!doctype\s+([\w.:-]{1,100})/i.exec(text.slice(at, at + 200))?.[1]?.toLowerCase();
    at = end;
  }
  const tag = /^<(?:[\w.-]{1,100}:)?([A-Za-z_][\w.-]{0,100})([^>]*)/.exec(text.slice(at, at + longestTag));
  return {
    declared,
    ...(doctype === undefined ? {} : { doctype }),
    ...(tag?.[1] === undefined ? {} : { root: tag[1].toLowerCase() }),
    attributes: tag?.[2] ?? '',
  };
}

/** Where the declaration, comment or document type at `at` ends; undefined when there is none, or no end. */
function endOfMarkup(text: string, at: number): number | undefined {
  const after = (mark: string, from: number): number | undefined => {
    const found = text.indexOf(mark, from);
    return found === -1 ? undefined : found + mark.length;
  };
  // A page in PHP begins with `<?php` and goes on as HTML.
  if (text.startsWith('<?', at))
    return /^<\?(?:php\b|=)/i.test(text.slice(at, at + 6)) ? undefined : after('?>', at);
  if (text.startsWith('<!--', at)) return after('-->', at + 4);
  if (!/^<!doctype\b/i.test(text.slice(at, at + 10))) return undefined;
  const end = text.indexOf('>', at);
  const subset = text.indexOf('[', at);
  if (subset === -1 || subset > end) return end === -1 ? undefined : end + 1;
  const closed = after(']', subset);
  return closed === undefined ? undefined : after('>', closed);
}

const text = (mime: string): FileKind => ({ supported: true, kind: 'text', mime });

/** Plain XML of no special kind. */
const plainXml: FileKind = text('application/xml');

/** The element that an XML file opens with → what it is. */
const roots: readonly { readonly root: string; readonly kind: FileKind; readonly attributes?: RegExp }[] = [
  { root: 'svg', kind: { supported: true, kind: 'image', mime: 'image/svg+xml' } },
  { root: 'rss', kind: text('application/rss+xml') },
  { root: 'rdf', kind: text('application/rss+xml'), attributes: /purl\.org\/(?:rss|net\/rss)/ },
  { root: 'feed', kind: text('application/atom+xml') },
  { root: 'plist', kind: text('application/x-plist') },
  { root: 'gpx', kind: text('application/gpx+xml') },
  { root: 'kml', kind: text('application/vnd.google-earth.kml+xml') },
  { root: 'opml', kind: text('text/x-opml') },
];

/** Elements that no note begins with, so that they need no declaration before them. */
const sure = /^(?:svg|rss|feed|plist|gpx|kml|opml)$/;

/** Extensions of files that are XML when they begin with an element. */
const extensions = new Set(
  (
    'xml svg rss atom xsl xslt xsd rng wsdl plist gpx kml opml fb2 dbk docbook dita ditamap tei jats nxml ' +
    'nfo xul xaml xlf xliff tmx resx csproj vbproj vcxproj props targets config manifest storyboard xib ' +
    'drawio bpmn musicxml mei collada dae x3d tcx ttml dfxp xmp webloc rdf owl mods marcxml cml mathml'
  ).split(' '),
);

/** The kind of a text that begins as XML does; undefined for anything else, a web page included. */
export function xmlKind(start: string, extension: string): FileKind | undefined {
  if (!start.startsWith('<')) return undefined;
  const { declared, doctype, root, attributes } = xmlBeginning(start);
  if (root === undefined) return declared || extensions.has(extension) ? plainXml : undefined;
  const known = roots.find((one) => one.root === root && (one.attributes?.test(attributes) ?? true))?.kind;
  const proven = declared || doctype === root || sure.test(root) || extensions.has(extension);
  return proven ? (known ?? plainXml) : undefined;
}

/** Whether the text is a web page, XHTML included. */
export function isWebPage(start: string): boolean {
  const { doctype, root } = start.startsWith('<') ? xmlBeginning(start) : {};
  return doctype === 'html' || root === 'html';
}

/** The media types of everything above. */
export const xmlTypes: readonly string[] = [plainXml, ...roots.map(({ kind }) => kind)].map(
  ({ mime }) => mime,
);
