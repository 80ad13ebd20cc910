/** Finds the lines on which people stand by themselves: below a letter's last words, in its address, and under a title. */
import { firstNames } from './first-names.ts';
import type { Found } from './organisations.ts';

const closing =
  /^(?:yours (?:sincerely|faithfully|truly)|(?:with )?(?:kind|best|warm|many)(?:est)? (?:regards|wishes|thanks)|sincerely(?: yours)?|regards|best|cheers|thanks|thank you|sorry for .{3,30}|mit (?:freundlichen|besten|herzlichen|vielen) grüßen?|(?:freundliche|viele|beste|herzliche|liebe) grüße|mit freundlichem gruß|hochachtungsvoll|(?:bien )?cordialement|bien à vous|veuillez agréer.{5,90}|(?:sincères|meilleures) salutations|atentamente|(?:un )?(?:cordial )?saludo(?: cordial)?|saludos(?: cordiales)?|cordialmente|(?:cordiali|distinti) saluti|un cordiale saluto|met (?:vriendelijke|hartelijke) groet(?:en)?|hoogachtend|groet(?:en|jes)?|com os (?:melhores )?cumprimentos|(?:melhores )?cumprimentos|atenciosamente|atentamente|よろしくお願い(?:いた)?します。?|敬具)[\s,.!]*$/iu;
const nobody =
  /^(?:Im Auftrag|In Vertretung|Ihre?|Dein|Your|The|Votre|Vos|Su|Sus|Uw|Il|La|Die|Der|Das)(?!\p{L})/u;
const street = /^[^\n]{0,60}\d[^\n]{0,30}$/;
const postal =
  /(?<![\d])(?:[A-Z]{1,2}-)?\d{4,5}(?:-\d{3,4})?(?: [A-Z]{2})? \p{Lu}|\b[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}\b|, [A-Z]{2} \d{5}/u;
const nameLine =
  /^(?:(?:À l['’]attention de|Attn:?|z\. ?Hd\.|c\/o|Exm[ao]\.?|Mr|Mrs|Ms|Dr|Prof|Herrn?|Frau|M|Mme|Sr|Sra|Dhr|Mevr)\.? )*(?<name>\p{Lu}[\p{Ll}’'-]+(?:-?\p{Lu}\p{Ll}+)*(?: (?:(?:van|von|der|den|de|la|da|do|dos|di|du|del|le) ){0,2}\p{Lu}(?:\.|[\p{L}’'-]+)){1,3})(?:, [^\d\n]{0,60})?$/u;
const personLine =
  /^(?:Herrn?|Frau|Mr|Mrs|Ms|Mme|Monsieur|Madame|Exm[ao]\. Senhora?|Senhora?|Sr\.|Sra\.|De heer|Mevrouw)$/u;
const name = String.raw`\p{Lu}[\p{Ll}’'-]+(?:-\p{Lu}\p{Ll}+)?(?: \p{Lu}\.)?(?: (?:van |von |de |der |di |da )?\p{Lu}[\p{L}’'-]+){1,2}`;
const mark = String.raw`[\d*†‡,¹²³]{0,4}`;
const authorLine = new RegExp(
  `^(?:by |von |par |por |di |door )?(?<names>${name}${mark}(?:(?: ?, ?(?:and |und |et |y |e |en )?| and | und | et | y | e | en | & )${name}${mark}){0,29})$`,
  'u',
);
const affiliation =
  /universit|institut|college|hochschule|laborator|department|academy|research|centre|center|@|^abstract|^summary/i;

/** Lines that stand so far from the beginning belong to no title. */
const titleLines = 8;
const longestLine = 500;
/** Letters are signed in their first thousands of lines. */
const mostLines = 5000;

/** Names in such places, whoever they are. */
export function signersIn(text: string): Found[] {
  const found: Found[] = [];
  const lines = linesOf(text);
  for (const [place, line] of lines.entries()) {
    if (line.text.length > longestLine) continue;
    if (closing.test(line.text)) addNames(found, lines.slice(place + 1, place + 4));
    else if (personLine.test(line.text)) addNames(found, lines.slice(place + 1, place + 2));
    else if (isAddressed(lines, place)) addNames(found, [line]);
    else if (place > 0 && place < titleLines) addAuthors(found, line, lines[place + 1]?.text ?? '');
  }
  return found;
}

interface Line {
  readonly text: string;
  readonly at: number;
}

/** The lines that are not empty. */
function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let at = 0;
  while (at < text.length && lines.length < mostLines) {
    const next = text.indexOf('\n', at);
    const end = next === -1 ? text.length : next;
    const line = text.slice(at, end);
    const bare = line.trim();
    if (bare !== '') lines.push({ text: bare, at: at + line.indexOf(bare.charAt(0)) });
    at = end + 1;
  }
  return lines;
}

/** The first of the lines that is a name. */
function addNames(found: Found[], lines: readonly Line[]): void {
  for (const line of lines) {
    const named = nameLine.exec(line.text)?.groups?.name;
    if (named === undefined || nobody.test(named)) continue;
    found.push({ at: line.at, name: named });
    return;
  }
}

/** A name above a street and a town. */
function isAddressed(lines: readonly Line[], place: number): boolean {
  const [line, next, third, fourth] = lines.slice(place, place + 4).map(({ text }) => text);
  if (line === undefined || next === undefined || !nameLine.test(line) || /\d/.test(line)) return false;
  if (!street.test(next) || next.length > 60) return false;
  return [next, third, fourth].some(
    (below) => below !== undefined && below.length <= 60 && postal.test(below),
  );
}

function addAuthors(found: Found[], line: Line, below: string): void {
  const names = authorLine.exec(line.text)?.groups?.names;
  if (names === undefined) return;
  const all = names
    .split(/ ?, ?(?:and |und |et |y |e |en )?| and | und | et | y | e | en | & /u)
    .map((one) => one.replace(/[\d*†‡,¹²³]+$/u, ''));
  const known = all.filter((one) => firstNames.has(one.split(' ')[0] ?? ''));
  if (known.length === 0 && !(all.length > 1 && affiliation.test(below))) return;
  for (const one of all) found.push({ at: line.at, name: one });
}
