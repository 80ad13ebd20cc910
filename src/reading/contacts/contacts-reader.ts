/** Address books: vCard 2.1 to 4.0. */
import type { Block, Document } from '../../types/document.ts';
import type { FileToRead, Reader } from '../contract.ts';
import { damaged } from '../failures.ts';
import { readText } from '../text/read-text.ts';
import { counted, textDocument } from '../text-document.ts';
import { type Contact, contactOf } from './contact.ts';
import { componentsOf } from './content-lines.ts';

export const contactLimits = { contacts: 2000 } as const;

/** From so many on they stand in a table. */
const fewestInTable = 21;

/** Reads every card with all that a person may want to know from it. */
export const contactsReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const { text, encoding, omissions } = await readText(file);
    const cards = componentsOf(text).filter(({ name }) => name === 'VCARD');
    if (cards.length === 0) throw damaged(file, 'holds no contact');
    const contacts = cards.slice(0, contactLimits.contacts).map(contactOf);
    const [only] = contacts;
    const photos = contacts.filter(({ hasPhoto }) => hasPhoto).length;
    const left = [
      cards.length > contacts.length
        ? `Of its ${counted(cards.length, 'contact')} only the first ${counted(contacts.length)} are shown.`
        : '',
      photos > 0 ? `${photos === 1 ? 'A photo is' : `${counted(photos)} photos are`} not shown.` : '',
    ].filter(Boolean);
    const title = contacts.length === 1 ? only?.name : undefined;
    const blocks =
      contacts.length < fewestInTable ? contacts.flatMap(contactBlocks) : [contactTable(contacts)];
    const facts = { title, encoding, other: { Contacts: cards.length } };
    return textDocument(file, facts, blocks, [...omissions, ...left]);
  },
};

function contactBlocks({ name, facts }: Contact): Block[] {
  const items = facts.map(([label, value]) => `${label}: ${value.replace(/\n+/g, ' · ')}`);
  const heading: Block = { type: 'heading', level: 1, text: name };
  return items.length === 0 ? [heading] : [heading, { type: 'list', ordered: false, items }];
}

/** One row a contact; a column for each label without its types. */
function contactTable(contacts: readonly Contact[]): Block {
  const bare = (label: string): string => label.replace(/ \(.*\)$/, '');
  const columns = [...new Set(contacts.flatMap(({ facts }) => facts.map(([label]) => bare(label))))];
  const rows = contacts.map(({ name, facts }) => [
    name,
    ...columns.map((column) =>
      facts
        .filter(([label]) => bare(label) === column)
        .map(([, value]) => value)
        .join('; '),
    ),
  ]);
  return { type: 'table', header: true, rows: [['Name', ...columns], ...rows] };
}
