/** Finds places: known names, and those that an address, a date or a phrase such as "based in" gives away. */
import { firstNames } from './first-names.ts';
import type { Found } from './organisations.ts';
import { doubtfulPlaceNames, placeNames } from './place-names.ts';
import type { Run } from './runs.ts';

const doubtful = new Set(doubtfulPlaceNames);
const known = new Set(placeNames.filter((name) => !doubtful.has(name)));
const mostWords = 4;

const name = String.raw`\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{Ll}+){0,2}`;
const states =
  'A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]';
const roads = 'Street|Avenue|Road|Boulevard|Drive|Lane|Square|Court|Quay|Blvd|Ave|St|Rd|Dr|Ln';
const town = String.raw`\p{Lu}\p{Ll}{2,}(?:(?:[ -]| am | an der | im | sur | de la | de | la |-sur-|-en-|-de-|-la-)\p{Lu}\p{Ll}+){0,2}`;

const patterns = [
  // Seattle, WA 98101
  `(?<place>${name}), (?:${states}) \\d{5}(?:-\\d{4})?(?![\\p{L}\\d])`,
  // Chicago, IL; doctors, assistants and masters have letters of their own
  `(?<place>${name}), (?!MD|PA|MA|CO|DO|LA|MS|ME|DC)(?:${states})(?![\\p{L}\\d])`,
  // 80331 München, D-10115 Berlin, 44000 Nantes, 4700-326 Braga, 8601 WK Sneek
  `(?<![\\d-])(?:(?:[A-Z]{1,2}-)?\\d{5}|[A-Z]{1,2}-\\d{4}|\\d{4}-\\d{3}|\\d{4} [A-Z]{2}) (?<place>${town})(?=\\s*(?:$|[,\\n(]))`,
  // Leeds LS11 9QX
  `(?<place>${name}),? [A-Z]{1,2}\\d[\\dA-Z]? \\d[A-Z]{2}(?![\\p{L}\\d])`,
  // 1200 Healthcare Avenue
  `(?<![\\d-])(?<place>\\d{1,5} (?:[NSEW]\\. )?${name} (?:${roads})\\b)`,
  // 12 Quay Street, Bristol
  `(?<![\\d-])\\d{1,5}[a-z]? ${name}(?: (?:${roads}))?, (?<place>${name})(?=[ ]*(?:$|[,.]$))`,
  // Hauptstraße 12
  `(?<place>\\p{Lu}\\p{Ll}+(?:straße|strasse|str\\.|weg|platz|gasse|allee) \\d{1,4}[a-z]?)(?![\\d\\p{L}])`,
  `(?:based|located|headquartered|born|raised|office|offices|held|lives?|lived|living|wohnhaft|wohnt|geboren|sitz) in (?<place>${name})(?![\\p{L}\\d])`,
  `(?:city|town|village|Stadt) of (?<place>${name})(?![\\p{L}\\d])`,
  // Lübeck, den 4. März 2026 · Murcia, 22 de junio de 2026
  `^[ \\t]*(?<place>${town}), (?:den |le |a |il |el |i |\\p{L}{2,10}, )?\\d{1,2}(?:\\.|er|º|°)?[ ]?(?:de |\\.)?[\\p{L}\\d]{1,10}\\.?[ ]?(?:de |\\.)?\\d{4}[ ]*$`,
].map((source) => new RegExp(source, 'gmu'));

const noPlace =
  /^(?:(?:Von|By|Par|Por|Door|Di) \p{Lu}\p{Ll}*|January|February|March|April|May|June|July|August|September|October|November|December|English|German|French|Spanish|Section|Chapter|Table|Figure|Suite|Room|Building|Floor|Apartment|Flat|Unit)\b/u;
const inPlace = /(?:^|[\s(])(?:in|near|from|to|around|nach|aus|bei|à|em|te|naar|uit|via) $/u;

/** The places in `text`, in order, each once. */
export function placesIn(text: string, runs: readonly Run[]): Found[] {
  const found: Found[] = [];
  for (const run of runs) knownIn(text, run, found);
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const place = match.groups?.place;
      if (place === undefined || noPlace.test(place) || firstNames.has(place.split(' ')[0] ?? '')) continue;
      found.push({ at: match.index + match[0].indexOf(place), name: place });
    }
  }
  return found.sort((a, b) => a.at - b.at);
}

/** The longest known names within a run of capitalised words. */
function knownIn(text: string, run: Run, found: Found[]): void {
  const { words } = run;
  for (let first = 0; first < words.length; first++) {
    for (let last = Math.min(words.length, first + mostWords) - 1; last >= first; last--) {
      const at = words[first]?.at ?? run.at;
      const end = words[last]?.end ?? run.end;
      const written = text.slice(at, end);
      const isPlace =
        known.has(written) ||
        (doubtful.has(written) && words.length === last - first + 1 && isSaid(text, at, end));
      if (!isPlace || isPartOfName(run, first, last)) continue;
      found.push({ at, name: written });
      first = last;
      break;
    }
  }
}

/** Does the text speak of a place of this name? */
function isSaid(text: string, at: number, end: number): boolean {
  return (
    inPlace.test(text.slice(Math.max(0, at - 8), at)) ||
    /^, \p{Lu}\p{L}+[,.]?(?:\s|$)/u.test(text.slice(end, end + 20))
  );
}

/** "Paris Hilton" is somebody; "Berlin and Paris" are two. */
function isPartOfName({ words }: Run, first: number, last: number): boolean {
  const next = words[last + 1];
  return first === 0 && next !== undefined && next.joint === '' && /^\p{Lu}\p{Ll}+/u.test(next.text);
}
