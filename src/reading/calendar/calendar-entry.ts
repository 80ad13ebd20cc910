/** An event, task or diary page of a calendar → its facts in words. */
import {
  type Component,
  type ContentLine,
  lineNamed,
  partsOf,
  valueOfLine,
} from '../contacts/content-lines.ts';
import { plainHtml } from '../html/plain-html.ts';
import { momentWords, repetitionOf, type When, whenOf } from './calendar-times.ts';

/** Something in a calendar. */
export interface CalendarEntry {
  readonly title: string;
  readonly when: When | undefined;
  readonly where: string | undefined;
  readonly people: string | undefined;
  /** Label → value, `When` first. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly description: string | undefined;
}

const kinds: Readonly<Record<string, string>> = { VEVENT: 'Event', VTODO: 'Task', VJOURNAL: 'Journal' };

/** Whether a component is something that a person put into a calendar. */
export function isEntry({ name }: Component): boolean {
  return name in kinds;
}

/** The entry that a component is. */
export function entryOf(component: Component): CalendarEntry {
  const when = whenOf(component);
  const where = valueOfLine(component, 'LOCATION');
  const organizer = lineNamed(component, 'ORGANIZER');
  const attendees = component.lines.filter(({ name }) => name === 'ATTENDEE').map(attendeeOf);
  const facts: [string, string | undefined][] = [
    ['When', when?.words],
    ['Repeats', repetitionOf(component)],
    ['Where', where],
    ['Organizer', organizer && personOf(organizer)],
    ['Attendees', attendees.join(', ')],
    ['Status', statusOf(component)],
    ['Completed', momentWords(lineNamed(component, 'COMPLETED'))],
    ['Priority', valueOfLine(component, 'PRIORITY')],
    ['Categories', categoriesOf(component)],
    ['Link', valueOfLine(component, 'URL')],
    ['Attached', attachmentsOf(component)],
  ];
  return {
    title: valueOfLine(component, 'SUMMARY') ?? kinds[component.name] ?? 'Entry',
    when,
    where,
    people: [organizer && personOf(organizer), ...attendees].filter(Boolean).join(', ') || undefined,
    facts: facts.filter((fact): fact is [string, string] => fact[1] !== undefined && fact[1] !== ''),
    description: descriptionOf(component),
  };
}

/** `Ada Lovelace (ada@example.org)`. */
function personOf({ parameters, value }: ContentLine): string {
  const name = parameters.get('CN')?.join(' ').trim();
  const address = value.replace(/^mailto:/i, '').trim();
  if (name === undefined || name === '' || name === address) return address;
  return address.includes('@') ? `${name} (${address})` : name;
}

function attendeeOf(line: ContentLine): string {
  const answer = line.parameters.get('PARTSTAT')?.[0]?.toLowerCase();
  const told = answer === undefined || answer === 'needs-action' ? '' : `, ${answer}`;
  const person = personOf(line);
  return person.endsWith(')')
    ? `${person.slice(0, -1)}${told})`
    : told === ''
      ? person
      : `${person} (${told.slice(2)})`;
}

function statusOf(component: Component): string | undefined {
  const status = valueOfLine(component, 'STATUS')?.toLowerCase().replaceAll('-', ' ');
  return status === 'confirmed' ? undefined : status;
}

function categoriesOf(component: Component): string {
  const lines = component.lines.filter(({ name }) => name === 'CATEGORIES');
  return lines.flatMap(({ value }) => partsOf(value, ',')).join(', ');
}

/** Addresses only: what is packed into the calendar itself is letters and digits. */
function attachmentsOf(component: Component): string {
  const lines = component.lines.filter(
    ({ name, parameters }) => name === 'ATTACH' && !parameters.has('ENCODING'),
  );
  return lines.map(({ value }) => value).join(', ');
}

/** Mail programs write HTML here, too. */
function descriptionOf(component: Component): string | undefined {
  const text = valueOfLine(component, 'DESCRIPTION') ?? valueOfLine(component, 'COMMENT');
  if (text !== undefined && /<(?:br|p|div|a|html|b|ul)\b[^>]*>/i.test(text))
    return plainHtml(text) || undefined;
  return text;
}
