/** XMP, the tags in XML that Lightroom, Photos and most others write (ISO 16684-1). */

/** Reads a property by its usual prefix and name: `dc:title`. Several values only where it is a list. */
export type XmpTags = (property: string) => readonly string[];

/** Larger blocks hold edit histories and thumbnails. */
const mostBytes = 2 * 1024 * 1024;

/** Lists within lists within properties: nothing that is read here lies deeper. */
const mostDepth = 6;

type Node = Readonly<Record<string, unknown>>;

/** The tags of a block; none when it is no XMP. Never throws. */
export async function xmpTags(block: Uint8Array | undefined): Promise<XmpTags> {
  const descriptions = block === undefined ? [] : await descriptionsOf(block);
  return (property) => {
    for (const description of descriptions) {
      const values = valuesOf(description[property] ?? description[`@${property}`], 0);
      if (values.length > 0) return values;
    }
    return [];
  };
}

async function descriptionsOf(block: Uint8Array): Promise<readonly Node[]> {
  const text = new TextDecoder('utf-8').decode(block.subarray(0, mostBytes));
  // XMP needs no document type; one could declare entities that grow without end.
  if (block.length > mostBytes || /<!doctype/i.test(text)) return [];
  try {
    const { XMLParser } = await import('fast-xml-parser');
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '@',
      parseTagValue: false,
      parseAttributeValue: false,
    });
    const parsed: unknown = parser.parse(text);
    const meta = nodeOf(nodeOf(parsed)['x:xmpmeta'] ?? nodeOf(parsed)['x:xapmeta'] ?? parsed);
    return [nodeOf(meta['rdf:RDF'])['rdf:Description']].flat().map(nodeOf);
  } catch {
    return [];
  }
}

function nodeOf(value: unknown): Node {
  return typeof value === 'object' && value !== null ? (value as Node) : {};
}

/** A text, or the items of an alternative (in the default language), a bag or a sequence. */
function valuesOf(value: unknown, depth: number): readonly string[] {
  if (depth > mostDepth) return [];
  if (typeof value === 'string') {
    const text = value.replace(/\s+/g, ' ').trim();
    return text === '' ? [] : [text];
  }
  if (Array.isArray(value)) return value.flatMap((item) => valuesOf(item, depth + 1));
  const node = nodeOf(value);
  if ('rdf:Alt' in node) return valuesOf(inDefaultLanguage(nodeOf(node['rdf:Alt'])['rdf:li']), depth + 1);
  const list = node['rdf:Bag'] ?? node['rdf:Seq'];
  return valuesOf(list === undefined ? node['#text'] : nodeOf(list)['rdf:li'], depth + 1);
}

function inDefaultLanguage(items: unknown): unknown {
  if (!Array.isArray(items)) return items;
  return items.find((item) => nodeOf(item)['@xml:lang'] === 'x-default') ?? items[0];
}
