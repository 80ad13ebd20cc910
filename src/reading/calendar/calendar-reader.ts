/** Calendars and invitations: iCalendar. */
import type { Block, Document } from '../../types/document.ts';
import { type Component, componentsOf, lineNamed, valueOfLine } from '../contacts/content-lines.ts';
import type { FileToRead, Reader } from '../contract.ts';
import { damaged } from '../failures.ts';
import { readText } from '../text/read-text.ts';
import { counted, textDocument } from '../text-document.ts';
import { type CalendarEntry, entryOf, isEntry } from './calendar-entry.ts';
import { isoMoment } from './calendar-times.ts';

export const calendarLimits = { entries: 2000 } as const;

/** From so many on they stand in a table. */
const fewestInTable = 31;
/** Characters of a description in a table. */
const longestNote = 300;

/** Reads every event and task with its dates, place and people, in the order of time. */
export const calendarReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const { text, encoding, omissions } = await readText(file);
    const components = componentsOf(text);
    const calendars = components.filter(({ name }) => name === 'VCALENDAR');
    if (calendars.length === 0) throw damaged(file, 'holds no calendar');
    const found = calendars.flatMap((calendar) => calendar.components).filter(isEntry);
    const entries = found.map(entryOf).sort((one, other) => orderOf(one).localeCompare(orderOf(other)));
    const shown = entries.slice(0, calendarLimits.entries);
    const name = calendars.map((calendar) => valueOfLine(calendar, 'X-WR-CALNAME')).find(Boolean);
    const blocks = shown.length < fewestInTable ? shown.flatMap(entryBlocks) : [entryTable(shown)];
    const left =
      entries.length > shown.length
        ? [
            `Of its ${counted(entries.length, 'entry', 'entries')} only the first ${counted(shown.length)} are shown.`,
          ]
        : [];
    const dates = entries.flatMap(({ when }) => (when === undefined ? [] : [when.order.slice(0, 10)]));
    const facts = {
      title: entries.length === 1 ? entries[0]?.title : name,
      created: entries.length === 1 ? createdOf(found[0]) : undefined,
      encoding,
      other: { Calendar: name, Entries: entries.length, From: dates[0], To: dates.at(-1) },
    };
    return textDocument(file, facts, blocks, [...omissions, ...left]);
  },
};

/** What has no date comes last. */
function orderOf({ when }: CalendarEntry): string {
  return when?.order ?? '9999';
}

function createdOf(component: Component | undefined): string | undefined {
  if (component === undefined) return undefined;
  return isoMoment(lineNamed(component, 'CREATED')) ?? isoMoment(lineNamed(component, 'DTSTAMP'));
}

function entryBlocks({ title, facts, description }: CalendarEntry): Block[] {
  const blocks: Block[] = [{ type: 'heading', level: 1, text: title }];
  const items = facts.map(([label, value]) => `${label}: ${value}`);
  if (items.length > 0) blocks.push({ type: 'list', ordered: false, items });
  if (description !== undefined) blocks.push({ type: 'paragraph', text: description });
  return blocks;
}

function entryTable(entries: readonly CalendarEntry[]): Block {
  const rows = entries.map(({ when, title, where, people, facts, description }) => {
    const repeats = facts.find(([label]) => label === 'Repeats')?.[1];
    const note = description?.slice(0, longestNote).toWellFormed() ?? '';
    return [[when?.words, repeats].filter(Boolean).join(', '), title, where ?? '', people ?? '', note];
  });
  return { type: 'table', header: true, rows: [['When', 'What', 'Where', 'Who', 'Note'], ...rows] };
}
