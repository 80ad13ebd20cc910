/** Words that stand before, within and behind the names of people. */

/** What people are addressed with, as a part of a regular expression. */
export const titles =
  'Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Herrn?|Frau|Sir|Lady|President|Senator|Judge|Mme|Mlle|Madame|Monsieur|Maître|Sra|' +
  'Sr|Srta|Señora?|Don|Doña|Sig|Sig\\.ra|Signora?|Dott|Dott\\.ssa|Dhr|Mevr|Mevrouw|Meneer|Senhora?|Dra|Dom|Dona|Eng';

/** Small words within surnames, as a part of a regular expression. */
export const particles = 'van|von|der|den|de|la|da|do|dos|das|di|du|del|bin|ibn|al|ter|ten|zu|le';

/** Words that no surname is, because they follow first names in headings, brands, addresses and lists. */
export const noSurname: ReadonlySet<string> = new Set(
  `Street Avenue Road Lane Square Court Drive Boulevard Code Number Date Information Record Records Status Inc Ltd LLC GmbH AG
  University Hospital College Institute Bank Foundation School Report Review Day Prize Award Center Centre Church Airport Park
  Library Museum Theorem Algorithm Protocol Group Team Electric Score Method Test Station Bridge House Hall Castle Island
  Universität Hochschule Klinik Stadt Institut Straße Platz Weg Allee Schule Verein Rechnung Protokoll Datum Telefon
  The And Of In On At Is Was Will For With Said Has Who From Thanks Dear Hello Best Kind Regards Subject Attn Attention Re Cc
  January February March April May June July August September October November December
  Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun
  Monday Tuesday Wednesday Thursday Friday Saturday Sunday
  Januar Februar März Mai Juni Juli Oktober Dezember Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag
  Sehr Liebe Lieber Hallo Mit Herr Frau Madame Monsieur Bonjour Cordialement Objet Estimado Estimada Hola Asunto Gentile
  Oggetto Betreft Geachte Beste Onderwerp Assunto Caro Cara Damen Herren Grüßen Grüße Abteilung Department Manager Director
  Chair Treasurer Secretary Engineer Table Room Page Chapter Section Figure Order Invoice Receipt Total Tax Item Items
  Male Female Yes No North South East West New Old Saint St City Town County State Republic United Kingdom`.split(
    /\s+/,
  ),
);

/** What is named after people: who is named before it did nothing here. */
export const namedAfter: ReadonlySet<string> = new Set(
  `Street Avenue Road Lane Square Court Drive Boulevard School Library Museum Airport Park Hospital University College
  Institute Foundation Prize Award Center Centre Church Station Bridge House Hall Stadium Theatre Medal Lecture Island
  Straße Platz Weg Allee Schule Gymnasium Stiftung Preis`.split(/\s+/),
);
