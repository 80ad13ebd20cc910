/** What an office file says about itself (ECMA-376 part 2, annex C: core properties). */
import type { Block, DocumentFacts } from '../../types/document.ts';
import { child, elements, textOf } from '../xml/xml-tree.ts';
import { type OfficePackage, targetOf } from './package.ts';

/** Core property → label, for what has no place of its own. */
const labels = new Map<string, string>(
  Object.entries({
    subject: 'Subject',
    keywords: 'Keywords',
    category: 'Category',
    description: 'Description',
    lastModifiedBy: 'Last changed by',
  }),
);

/** The date of the templates of python-docx and python-pptx, which files made with them keep. */
const templates = new Set(['2013-12-23T23:15:00Z', '2013-01-27T09:14:16Z']);

/** Title, author and date of a file. A file without properties, or with broken ones, has none. */
export async function coreProperties(office: OfficePackage): Promise<DocumentFacts> {
  const part = targetOf(await office.relations(''), 'core-properties') ?? 'docProps/core.xml';
  const root = await office.xml(part).catch(() => undefined);
  const value = (name: string): string => textOf(child(root, name)).replace(/\s+/g, ' ').trim();
  const other = elements(root).flatMap(({ name }) => {
    const label = labels.get(name);
    const worth = value(name) !== '' && !/^generated (by|using) /i.test(value(name));
    return label === undefined || !worth ? [] : [[label, value(name)] as const];
  });
  const [title, author] = [value('title'), value('creator')];
  const changedByAuthor = other.filter(
    ([label, text]) => label !== labels.get('lastModifiedBy') || text !== author,
  );
  const created = templates.has(value('created')) ? '' : value('created');
  return factsOf(title, author, created, Object.fromEntries(changedByAuthor));
}

/** The facts, with the heading that the text begins with as its title when the file names none. */
export function withTitle(facts: DocumentFacts, [first]: readonly Block[]): DocumentFacts {
  const isTitle = first?.type === 'heading' && first.level === 1 && facts.title === undefined;
  return isTitle ? { title: first.text, ...facts } : facts;
}

/** Facts without what is not known, and without the words that programs fill in for nobody. */
export function factsOf(
  title: string,
  author: string,
  created: string,
  other: Readonly<Record<string, string>>,
): DocumentFacts {
  const isTitle =
    title !== '' &&
    !/^(untitled|document\d*|powerpoint presentation|(microsoft )?word document)$/i.test(title);
  // A clock that was never set, or none at all.
  const isDate = /^\d{4}-\d{2}-\d{2}(T|$)/.test(created) && !/^(1980|1970|1601)-01-01/.test(created);
  const isAuthor = author !== '' && !/^(python-docx|openpyxl|unknown|user|admin|author)$/i.test(author);
  return {
    ...(isTitle ? { title } : {}),
    ...(isAuthor ? { author } : {}),
    ...(isDate ? { created } : {}),
    ...(Object.keys(other).length === 0 ? {} : { other }),
  };
}
