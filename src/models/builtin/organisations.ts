/** Finds organisations by the words that only their names have: legal forms, and kinds of institution. */

const capital = String.raw`(?:\p{Lu}[\p{L}\d'’&.-]*[\p{L}\d]|\p{Lu}|\d+\p{Lu}\p{L}+)`;
const joiner = String.raw`(?:(?:of|for|the|and|de|für|der|des|und|du|la|&)\s)`;
const legal = String.raw`(?:Inc\.?|Incorporated|Corp\.?|Corporation|LLC|LLP|L\.L\.C\.|Ltd\.?|Limited|PLC|plc|GmbH(?:\s?&\s?Co\.?\s?KG)?|gGmbH|AG|SE|KG|OHG|UG|e\.\s?V\.|eG|S\.A\.|SA|S\.A\.S\.|SAS|SARL|S\.r\.l\.|S\.p\.A\.|SpA|Srl|S\.L\.|B\.V\.|BV|N\.V\.|NV|AB|ASA|Oy|Pty|Pvt)`;
const institution = `(?:University|College|Institute|Hospital|Clinic|Bank|Foundation|Association|Agency|Council|Committee|Commission|Museum|Ministry|Department|Society|Union|Federation|Laboratory|Laboratories|Academy|Parliament|Airlines|Airways|Insurance|Electronics|Technologies|Solutions|Systems|Industries|Holdings|Partners|Consulting|Pharmaceuticals|Motors|Stadtwerke|Sparkasse|Universität|Krankenhaus|Klinikum|Versicherung|Stiftung|Verein|Ministerium|Université|Banque|Universidad|Banco)`;

/** Parts of a line only: a name does not run on below. */
const patterns = [
  `(?<![\\p{L}\\d])${capital}(?:[ ](?:&[ ]|and[ ]|und[ ])?${capital}){0,4},?[ ]${legal}(?![\\p{L}\\d])`,
  `(?<![\\p{L}\\d])(?:University|Universität|Université|Universidad|Bank|Ministry|Department|Institute|College|Museum|Council|Academy|Ministerium|Institut)[ ](?:of|für|de|der|for)[ ](?:the[ ])?${capital}(?:[ ]${joiner}?${capital}){0,3}`,
  `(?<![\\p{L}\\d])${capital}(?:[ ]${capital}){0,3}[ ]${institution}(?![\\p{L}\\d])`,
  `(?<![\\p{L}\\d])(?:Universität|Hochschule|Klinikum|Stadtwerke|Sparkasse|Université|Universidad|Banco|Banque)[ ]${capital}`,
  // SEATTLE GENERAL HOSPITAL: letterheads
  `(?<![\\p{L}\\d])\\p{Lu}{2,}(?:[ ]\\p{Lu}{2,}){0,3}[ ](?:UNIVERSITY|HOSPITAL|BANK|INSTITUTE|COLLEGE|FOUNDATION|CLINIC|ELECTRONICS|TECHNOLOGIES|INSURANCE|MUSEUM|AIRLINES|INC\\.?|LLC|LTD\\.?|GMBH)(?![\\p{L}\\d])`,
].map((source) => new RegExp(source, 'gu'));

/** Words that begin a sentence before a name rather than the name. */
const leading =
  /^(?:The|A|An|At|In|On|By|For|From|To|With|And|But|Or|Our|Your|Their|His|Her|My|This|That|Its|As|Die|Der|Das|Den|Dem|Des|Ein|Eine|Bei|Im|Von|Vom|Zur|Zum|La|Le|Les|El|Los|Dear|Contact|Hello|Both|Each|Every|Any|Some|All|New|When|While|Since|After|Before|If)\s+/u;

/** A kind of institution alone, or with a general word, names nothing. */
const general = new RegExp(
  `^(?:(?:Local|National|Regional|General|Central|Public|Private|Operating|Information|Support|Management|Executive|Legal|Human|Data|File|Expert|Embedded|Computer|European|Steering|Storage|Cloud|Business|Software|Internal|External|Other|Key|Trade|Customer)\\s)*${institution}$`,
  'iu',
);

/** The organisations in `text`, in order, each once, as written. */
export function organisationsIn(text: string): string[] {
  const found: { at: number; name: string }[] = [];
  for (const [place, pattern] of patterns.entries()) {
    for (const match of text.matchAll(pattern)) {
      let name = match[0].replace(/,$/, '').trim();
      while (leading.test(name) && name.split(' ').length > 2) name = name.replace(leading, '');
      if (leading.test(name) || general.test(name) || (place === 0 && name.split(' ').length < 2)) continue;
      const at = match.index + match[0].indexOf(name);
      const overlapping = found.findIndex(
        (other) => at < other.at + other.name.length && other.at < at + name.length,
      );
      const other = found[overlapping];
      if (other === undefined) found.push({ at, name });
      else if (name.length > other.name.length) found[overlapping] = { at, name };
    }
  }
  return [...new Set(found.sort((a, b) => a.at - b.at).map(({ name }) => name))];
}
