/** Opens an OpenDocument file: its text, its styles, and what it says about itself. */
import type { DocumentFacts } from '../../types/document.ts';
import type { FileToRead } from '../contract.ts';
import { OfficePackage } from '../office/package.ts';
import { factsOf } from '../office/properties.ts';
import { child, elements, textOf, type XmlElement } from '../xml/xml-tree.ts';
import { OdfLists } from './lists.ts';
import { embeddedObjects } from './objects.ts';
import type { OdfStory } from './story.ts';
import { OdfStyles } from './styles.ts';

/** An open file. */
export interface OdfFile {
  readonly office: OfficePackage;
  /** The element that holds the text, the drawing or the slides. */
  readonly body: XmlElement;
  /** The root of the part that holds the styles; undefined when there is none. */
  readonly styles: XmlElement | undefined;
  readonly story: OdfStory;
  readonly facts: DocumentFacts;
}

/** @throws NightshiftError as `OfficePackage.open` does, and `file-damaged` when there is no content. */
export async function openOdf(file: FileToRead): Promise<OdfFile> {
  const office = await OfficePackage.open(file);
  const content = await office.mainXml('content.xml');
  // Without its styles a text loses its looks, no words.
  const styles = await office.xml('styles.xml').catch(() => undefined);
  const odfStyles = new OdfStyles([styles, content]);
  const story: OdfStory = {
    styles: odfStyles,
    lists: new OdfLists(odfStyles),
    objects: await embeddedObjects(office, content),
    notes: [],
  };
  const body = elements(child(content, 'body'))[0] ?? content;
  return { office, body, styles, story, facts: await odfFacts(office) };
}

const labels: readonly (readonly [string, string])[] = [
  ['subject', 'Subject'],
  ['description', 'Description'],
];

async function odfFacts(office: OfficePackage): Promise<DocumentFacts> {
  const root = await office.xml('meta.xml').catch(() => undefined);
  const meta = child(root, 'meta');
  const value = (name: string): string => textOf(child(meta, name)).replace(/\s+/g, ' ').trim();
  const keywords = elements(meta, 'keyword').map(textOf).join(', ').trim();
  const other = labels.flatMap(([name, label]) =>
    value(name) === '' ? [] : [[label, value(name)] as const],
  );
  const all = keywords === '' ? other : [...other, ['Keywords', keywords] as const];
  const author = value('initial-creator') || value('creator');
  // Fractions of a second come with nine digits.
  const created = value('creation-date').replace(/\.\d+/, '');
  return factsOf(value('title'), author, created, Object.fromEntries(all));
}
