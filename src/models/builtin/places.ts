/** Finds places: known names, and those that an address or a phrase such as "based in" gives away. */
import { placeNames } from './place-names.ts';

const known = new Set(placeNames);
const mostWords = 4;
const capitalRun = /(?<![\p{L}\d])\p{Lu}[\p{L}.’'-]*(?:,? (?:(?:am|de|of|and) )?\p{Lu}[\p{L}.’'-]*)*/gu;

const name = String.raw`\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{Ll}+){0,2}`;
const states =
  'A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]';

const patterns = [
  // Seattle, WA 98101
  `(?<place>${name}), (?:${states}) \\d{5}(?:-\\d{4})?(?!\\d)`,
  // 80331 München, D-10115 Berlin
  `(?<![\\d-])(?:[A-Z]{1,2}-)?\\d{5} (?<place>\\p{Lu}\\p{Ll}{2,}(?:[ -](?:am |an der |im )?\\p{Lu}\\p{Ll}+)?)(?=\\s*(?:$|[,\\n]))`,
  // 1200 Healthcare Avenue
  `(?<![\\d-])(?<place>\\d{1,5} (?:[NSEW]\\. )?${name} (?:Street|Avenue|Road|Boulevard|Drive|Lane|Square|Court|Blvd|Ave|St|Rd|Dr|Ln)\\b)`,
  // 12 Quay Street, Bristol
  `(?<![\\d-])\\d{1,5}[a-z]? ${name} (?:Street|Avenue|Road|Boulevard|Drive|Lane|Square|Court|Quay|Blvd|Ave|St|Rd|Dr|Ln), (?<place>${name})(?=[ ]*(?:$|[,.]))`,
  // Hauptstraße 12
  `(?<place>\\p{Lu}\\p{Ll}+(?:straße|strasse|str\\.|weg|platz|gasse|allee) \\d{1,4}[a-z]?)(?![\\d\\p{L}])`,
  `(?:based|located|headquartered|born|raised|office|offices|held|lives?|lived|living|wohnhaft|wohnt|geboren|sitz) in (?<place>${name})(?![\\p{L}\\d])`,
  `(?:city|town|village|Stadt) of (?<place>${name})(?![\\p{L}\\d])`,
].map((source) => new RegExp(source, 'gmu'));

const noPlace =
  /^(January|February|March|April|May|June|July|August|September|October|November|December|English|German|French|Spanish|Section|Chapter|Table|Figure|Suite|Room|Building|Floor)\b/;

/** The places in `text`, in order, each once. */
export function placesIn(text: string): string[] {
  const found: { at: number; place: string }[] = [];
  for (const match of text.matchAll(capitalRun)) knownIn(match[0], match.index, found);
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const place = match.groups?.place;
      if (place === undefined || noPlace.test(place)) continue;
      found.push({ at: match.index + match[0].indexOf(place), place });
    }
  }
  return [...new Set(found.sort((a, b) => a.at - b.at).map(({ place }) => place))];
}

/** The longest known names within a run of capitalised words. */
function knownIn(run: string, at: number, found: { at: number; place: string }[]): void {
  const words = [...run.matchAll(/\S+/g)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }));
  for (let first = 0; first < words.length; first++) {
    for (let last = Math.min(words.length, first + mostWords) - 1; last >= first; last--) {
      const from = words[first]?.from ?? 0;
      const written = run.slice(from, words[last]?.to).replace(/[,'’-]+$|(?<!\.\p{Lu})[.]$|['’]s$/gu, '');
      if (!known.has(written) || isPartOfName(run, from, written)) continue;
      found.push({ at: at + from, place: written });
      first = last;
      break;
    }
  }
}

/** "Paris Hilton", "University of Oxford" stay whole elsewhere; a place followed by a comma is one. */
function isPartOfName(run: string, from: number, written: string): boolean {
  const after = run.slice(from + written.length);
  return /^ \p{Lu}\p{Ll}+/u.test(after) && from === 0 && !/^ (and|de|of|am) /.test(after);
}
