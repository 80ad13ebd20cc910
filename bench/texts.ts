/** English prose that nobody wrote: every text differs, and each has what letters and reports have. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pick, type Random } from './random.ts';

/** Bytes of the texts that are measured with. */
export const textBytes = 8192;

const people = words(
  'Alice Brown;David Miller;Emma Clark;Frank Evans;Grace Turner;Henry Walker;Julia Stone;Kevin Young;' +
    'Laura Bennett;Martin Hughes;Nina Foster;Oliver Price;Paula Reed;Simon Ward;Tara Collins;Victor Hall',
);
const organisations = words(
  'Harbour Insurance Ltd;Northgate University;Meadow Foods Inc;Riverside Hospital;Summit Bank;' +
    'Lantern Energy GmbH;Oakfield School;Cedar Logistics Corp;Brightwater Council;Pinewood Press',
);
const places = words('London;Berlin;Dublin;Toronto;Vienna;Boston;Sydney;Oslo;Chicago;Lisbon;Prague;Zurich');
const months = words('January;February;March;April;May;June;July;August;September;October;November;December');
const subjects = words(
  'contract;delivery;budget;garden;library;meeting;survey;bridge;kitchen;invoice;harvest;training;' +
    'website;warehouse;heating;concert;journey;archive;laboratory;orchestra;railway;exhibition;policy;' +
    'newsletter;workshop;hospital wing;water supply;telescope;playground;ferry;bakery;translation;vaccine',
);
const qualities = words(
  'new;careful;expensive;late;quiet;modern;temporary;annual;public;damaged;remarkable;local;early;' +
    'unfinished;reliable;narrow;generous;complicated;seasonal;official;unexpected;practical;simple;wide',
);
const actions = words(
  'was postponed;has been repaired;needs another look;will be replaced;was praised;has doubled;' +
    'was cancelled;is almost complete;must be paid;was measured twice;has been painted;will be opened;' +
    'was discussed at length;remains uncertain;was moved;has been tested;costs more than planned;was sold',
);
const reasons = words(
  'because the weather changed;although nobody had asked for it;after a long discussion;' +
    'since the old one was broken;while the offices were closed;before the guests arrived;' +
    'as soon as the money was there;despite several warnings;so that everybody could see it;' +
    'unless the supplier objects;when the report was published;until the lawyers agree',
);
const openings = words(
  'In short,;However,;For the first time,;As expected,;By contrast,;Later that week,;On the other hand,;' +
    'According to the notes,;Strangely,;To be fair,;Without much noise,;Once again,',
);

function words(list: string): readonly string[] {
  return list.split(';');
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const whole = (random: Random, from: number, to: number): number => from + Math.floor(random() * (to - from));

function sentence(random: Random): string {
  const from = <Item>(items: readonly Item[]): Item => pick(random, items);
  const thing = `the ${from(qualities)} ${from(subjects)}`;
  const date = `${whole(random, 1, 29)} ${from(months)} ${whole(random, 1998, 2027)}`;
  switch (whole(random, 0, 8)) {
    case 0:
      return `${from(people)} wrote to ${from(organisations)} that ${thing} ${from(actions)}.`;
    case 1:
      return `On ${date}, ${thing} ${from(actions)} ${from(reasons)}.`;
    case 2:
      return `The bill for ${thing} came to $${whole(random, 12, 99)},${whole(random, 100, 1000)}.50.`;
    case 3:
      return `${from(openings)} ${thing} ${from(actions)} ${from(reasons)}.`;
    case 4:
      return `In ${from(places)}, ${from(people)} found ${thing} more ${from(qualities)} than ${from(qualities)}.`;
    case 5:
      return `${capital(thing)} ${from(actions)}, and the ${from(subjects)} in ${from(places)} ${from(actions)}.`;
    case 6:
      return `Nobody at ${from(organisations)} expected that ${thing} ${from(actions)} ${from(reasons)}.`;
    default:
      return `${capital(thing)} and the ${from(subjects)} ${from(actions)} ${from(reasons)}.`;
  }
}

/** A text in ASCII of exactly `bytes` bytes, at least 40: a title, then paragraphs of three to seven sentences. */
export function englishText(random: Random, bytes: number): string {
  const number = whole(random, 100_000, 1_000_000);
  let text = `Report ${number} on the ${pick(random, qualities)} ${pick(random, subjects)}\n\n`;
  while (text.length < bytes) {
    const sentences = Array.from({ length: whole(random, 3, 8) }, () => sentence(random));
    text += `${sentences.join(' ')}\n\n`;
  }
  return `${text.slice(0, bytes - 1)}\n`;
}

/** How many texts are made from scratch; the others are these with another first line. */
const variety = 200;

/**
 * Writes `count` texts of 8 KB, each with another content, into `folder`, and has them on the disk before
 * it returns, so that writing them back does not disturb what is measured. Gives their names.
 */
export function writeTexts(folder: string, count: number, random: Random): readonly string[] {
  const texts = Array.from({ length: Math.min(variety, count) }, () => englishText(random, textBytes - 16));
  const names = Array.from({ length: count }, (_, index) => `report ${String(index).padStart(6, '0')}.txt`);
  for (const [index, name] of names.entries()) {
    const number = String(index).padStart(15, '0');
    writeFileSync(join(folder, name), `${number}\n${texts[index % texts.length]}`);
  }
  spawnSync('sync');
  return names;
}
