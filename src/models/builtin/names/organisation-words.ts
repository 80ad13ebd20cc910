/** Words by which the names of organisations are known. */

const listOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Legal forms, at the end of a name. */
export const legalForms: ReadonlySet<string> = listOf(
  `Inc Inc. Incorporated Corp Corp. Corporation LLC LLP L.L.C. Ltd Ltd. Limited PLC GmbH gGmbH mbH AG SE KG OHG UG eG KGaA
  S.A. SA S.A.S. SAS SASU SARL EURL S.r.l. SRL Srl S.p.A. SpA SPA S.L. SL S.L.U. B.V. BV N.V. NV VOF AB ASA Oy Oyj ApS
  Lda Lda. Ltda Ltda. Pty Pvt plc`,
);

/** Kinds of institution that stand at the end of a name: Northgate University. */
export const tails: ReadonlySet<string> = listOf(
  `University College Institute Hospital Clinic Bank Foundation Association Agency Council Committee Commission Museum
  Ministry Department Society Union Federation Laboratory Laboratories Academy Parliament Airlines Airways Insurance
  Electronics Technologies Solutions Systems Industries Holdings Partners Consulting Pharmaceuticals Motors Stadtwerke
  Sparkasse Krankenhaus Klinikum Versicherung Stiftung Verein Trust Mutual`,
);

/** Kinds of institution that stand at the beginning of a name: University of Oxford, Gemeente Harlingen. */
export const heads: ReadonlySet<string> = listOf(
  `Universität Université Universidad Università Universidade Universiteit Hochschule Fachhochschule Klinikum
  Stadtwerke Sparkasse Volksbank Landesamt Bundesamt Bundesministerium Landratsamt Finanzamt Amtsgericht Landgericht
  Oberlandesgericht Stadtverwaltung Gemeindeverwaltung Landeshauptstadt Bezirksamt Jobcenter Krankenhaus Stiftung
  Banque Banco Banca Museo Musée Museu Akademie Académie Agence Agencia Agenzia Agência Mairie Préfecture Ayuntamiento Comune Gemeente
  Câmara Fundação Fundación Fondation Fondazione Asociación Associação Associazione Vereniging Stichting
  Cooperativa Coopérative Clínica Clinique Hôpital Ospedale École Lycée Collège Escuela 
  Ziekenhuis Sindacato Sindicato Syndicat Rijksdienst Provincie Waterschap Stadtbibliothek Ruderclub Sportverein`,
);

/** As `heads`, where a small word follows: Bank of Scotland, Institut für Wasserbau; a bank holiday is no bank. */
export const headsWithOf: ReadonlySet<string> = listOf(
  `University Bank Institute Institut Instituto Istituto Ministry Ministerium Ministère Ministerio Ministero Ministério
  Museum Academy Association Hospital Verein Department Society College Council Cabinet Office Bureau`,
);

/** Trades and other words that hardly any person is called by: whoever is named so is no person. */
export const businessWords: ReadonlySet<string> = listOf(
  `Group Services Service Supplies Supply Foods Food School Bakery Shop Store Stores Market Markets Café Cafe Restaurant
  Hotel Studio Studios Church Club Centre Center Team Works Press Media Design Energy Logistics Grocers Grocery Kitchen
  Hosting Software Digital Rentals Rental Events Travel Tours Transport Transports Dental Medical Pharmacy Garage Garden
  Gardens Books Bookshop Records Music Film Films Publishing Print Printing Signs Tools Hardware Engineering Construction
  Builders Plumbing Electric Electrical Properties Property Estates Housing Residents Theatre Theater Gallery Library
  Office Ombudsman Court Police Support Customer Repairs Claims Sales Accounts Castings Drives Lines Kettle House
  Boulangerie Boucherie Pharmacie Librairie Atelier Maison Plomberie Traiteur Imprimerie Hôtel Restaurante Taller Farmacia
  Panadería Librería Imprenta Centro Cultural Colegio Bar Trattoria Ristorante Albergo Azienda Cantina Officine Officina
  Studio Edil Slagerij Bakkerij Jachtwerf Drukkerij Garagebedrijf Apotheek Boekhandel Koor Kamerkoor Serralharia Padaria
  Farmácia Oficina Loja Bäckerei Metzgerei Buchhandlung Apotheke Praxis Kanzlei Autohaus Gartenbau Energie Bau Druckerei
  Gärtnerei Gasthaus Verlag Schule Grundschule Gymnasium Kindergarten Förderverein Stadt Gemeinde Amt Abteilung Werk Werke
  Handel Handwerk Technik`,
);

const family =
  /^(?:& |and )?(?:Sons?|Daughters?|Brothers|Bros|Co|Partners?|Söhne|Sohn|Fils|Hijos|Figli|Zonen)$/;

/** May somebody of these words be an organisation rather than a person? */
export function hasBusinessWord(name: string): boolean {
  const words = name.split(/[ \u00a0]+/).map((word) => word.replace(/[.,]$/, ''));
  const plain = words.map((word) =>
    word.length > 3 && word === word.toUpperCase() ? capitalised(word) : word,
  );
  return (
    name.includes('&') ||
    [...words, ...plain].some(
      (word) => businessWords.has(word) || tails.has(word) || heads.has(word) || legalForms.has(word),
    ) ||
    family.test(words.at(-1) ?? '')
  );
}

const capitalised = (word: string) => word.charAt(0) + word.slice(1).toLowerCase();

const generalWords = listOf(
  `local national regional general central public private operating information support management executive legal human
  data file expert embedded computer steering storage cloud business software internal external other key trade
  customer repairs claims sales accounts your our the personal home life health car travel new old first second advisory
  audit town city county district parish planning savings investment development research technical annual this that board
  medical records billing accounting accounts engineering maintenance shipping fire police emergency student teaching control nervous operating immune`,
);
const kinds = new Set([...tails, ...heads].map((word) => word.toLowerCase()));

/** A kind of institution alone, or with general words only, names nothing; nor does a department of who knows what. */
export function isGeneric(name: string): boolean {
  const words = name.toLowerCase().split(/[ \u00a0]+/);
  if (words.every((word) => kinds.has(word) || generalWords.has(word))) return true;
  return words.length === 2 && /^(?:department|committee)$/.test(words[1] ?? '');
}
