/** A vCard → a person or organisation with labelled facts. */
import { type Component, type ContentLine, partsOf, plainValue, valueOfLine } from './content-lines.ts';

/** Somebody in an address book. */
export interface Contact {
  readonly name: string;
  readonly organisation: string | undefined;
  /** Label → value, e.g. `Phone (work)` → `+49 471 1234`; in the order of the card. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly hasPhoto: boolean;
}

const labels: Readonly<Record<string, string>> = {
  NICKNAME: 'Nickname',
  TITLE: 'Position',
  ROLE: 'Role',
  ORG: 'Organisation',
  TEL: 'Phone',
  EMAIL: 'E-mail',
  ADR: 'Address',
  URL: 'Website',
  IMPP: 'Chat',
  'X-SOCIALPROFILE': 'Profile',
  BDAY: 'Birthday',
  ANNIVERSARY: 'Anniversary',
  RELATED: 'Related',
  MEMBER: 'Member',
  LANG: 'Language',
  TZ: 'Time zone',
  GEO: 'Place',
  CATEGORIES: 'Groups',
  NOTE: 'Note',
};

/** Types that say what one sees anyway. */
const plainTypes = /^(?:pref|voice|internet|x-[\w-]*|text)$/i;

/** The contact of a `VCARD`. */
export function contactOf(card: Component): Contact {
  const facts = card.lines.flatMap((line): [string, string][] => {
    const label = labels[line.name];
    const value = label === undefined ? '' : valueIn(line);
    return label === undefined || value === '' ? [] : [[labelled(label, line), value]];
  });
  const organisation = facts.find(([label]) => label === 'Organisation')?.[1];
  const [mail] = facts.filter(([label]) => label.startsWith('E-mail'));
  return {
    name: nameOf(card) ?? organisation ?? mail?.[1] ?? 'Somebody',
    organisation,
    facts,
    hasPhoto: card.lines.some(({ name, value }) => /^(?:PHOTO|LOGO)$/.test(name) && value !== ''),
  };
}

/** The formatted name, else its parts: family; given; more; before; behind. */
function nameOf(card: Component): string | undefined {
  const formatted = valueOfLine(card, 'FN');
  if (formatted !== undefined) return formatted;
  const parts = partsOf(card.lines.find(({ name }) => name === 'N')?.value ?? '', ';');
  const [family, given, more, before, behind] = parts;
  return [before, given, more, family, behind].filter(Boolean).join(' ') || undefined;
}

function valueIn(line: ContentLine): string {
  if (line.name === 'ORG') return partsOf(line.value, ';').filter(Boolean).join(', ');
  if (line.name === 'ADR') return addressOf(line);
  const value = plainValue(line.value).replace(/^(?:tel|mailto|xmpp|geo):/i, '');
  return line.name === 'BDAY' || line.name === 'ANNIVERSARY' ? dayOf(value) : value;
}

/** Box; more; street; town; region; code; country. */
function addressOf(line: ContentLine): string {
  const [box, more, street, town, region, code, country] = partsOf(line.value, ';');
  const place = [code, town].filter(Boolean).join(' ');
  return [box, more, street, place, region, country].filter(Boolean).join(', ').replace(/\n+/g, ', ');
}

/** `19850412` and `1985-04-12T00:00:00Z` → `1985-04-12`; `--0412` (no year) → `04-12`. */
function dayOf(value: string): string {
  const [, year, month, day] = /^(\d{4}|--)-?(\d\d)-?(\d\d)/.exec(value) ?? [];
  if (month === undefined || day === undefined) return value;
  return year === '--' ? `${month}-${day}` : `${year}-${month}-${day}`;
}

function labelled(label: string, { parameters }: ContentLine): string {
  const types = (parameters.get('TYPE') ?? [])
    .flatMap((type) => type.split(','))
    .map((type) => type.toLowerCase())
    .filter((type) => !plainTypes.test(type));
  return types.length === 0 ? label : `${label} (${[...new Set(types)].join(', ')})`;
}
