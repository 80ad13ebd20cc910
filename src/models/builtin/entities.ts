/** Extracts names, places, dates and amounts, as they are written in a text. */
import type { Entities } from '../../types/task.ts';
import { amountsIn } from './amounts.ts';
import { datesIn } from './dates.ts';
import { organisationsIn } from './organisations.ts';
import { peopleIn } from './people.ts';
import { placesIn } from './places.ts';

/** More of one kind than this is a list, not what a text is about. */
const mostOfEach = 50;
const mostCharacters = 300_000;
/** No name or number is as long; what is (encoded data, say) would only cost time. */
const longWord = /\S{100,}/g;

/** What the text mentions; a name that is in doubt is left out. */
export function extract(whole: string): Entities {
  const text = whole
    .slice(0, mostCharacters)
    .replace(/\r\n?/g, '\n')
    .replace(longWord, ' ')
    .replace(/[*_]{1,3}(?=\p{L})|(?<=[\p{L}.])[*_]{1,3}/gu, '');
  const organisations = organisationsIn(text);
  const places = placesIn(text);
  const others = new Set([...organisations, ...places]);
  const people = peopleIn(text).filter(
    (person) => !others.has(person) && !organisations.some((one) => one.includes(person)),
  );
  const some = (values: readonly string[]) => values.slice(0, mostOfEach);
  return {
    people: some(people),
    organisations: some(organisations),
    places: some(places),
    dates: some(datesIn(text)),
    amounts: some(amountsIn(text)),
  };
}
