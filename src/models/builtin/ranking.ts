/**
 * Ranks sentences by how much of the text they stand for: TextRank over TF-IDF cosine (Mihalcea and Tarau 2004),
 * with position and cue words; and picks some that do not repeat each other by maximal marginal relevance
 * (Carbonell and Goldstein 1998).
 */
import { likenessOf, normalised, sumOf, textRank, type Vector, vectorsOf } from './text-rank.ts';

/** A sentence with what ranking needs to know of it. */
export interface Candidate {
  /** As it stands in the text. */
  readonly text: string;
  /** Its content words, lower case. */
  readonly terms: readonly string[];
  /** Its place among all sentences, from 0. */
  readonly index: number;
  /** True for the first sentence of a paragraph. */
  readonly leads: boolean;
}

/** A candidate with its score, 0 to about 1.5, and its likeness to the others that were ranked with it. */
export interface Ranked extends Candidate {
  readonly score: number;
  /** Its place among the ranked. */
  readonly position: number;
  /** By `position`, 0 to 1. */
  readonly likeness: Float64Array;
}

/** TextRank is quadratic; only the best by a linear score take part in it. */
const mostInTextRank = 150;

const cuePattern =
  /\b(in (conclusion|summary|short)|overall|to sum up|most important(ly)?|significant(ly)?|crucial|the (main|key|goal|aim|purpose|result)|results? (show|suggest|indicate)|we (find|found|show|conclude|recommend|propose|decided|agreed)|decided|recommend(ed|s)?|must|deadline|due (by|on|date)|therefore|as a result|zusammenfassend|fazit|insgesamt|wichtig(ste[rns]?)?|ergebnis(se)?|beschlossen|deshalb|frist|en (conclusion|résumé|resumen|conclusión)|important[es]?|essentiel|résultats?|importante|resultados?|por lo tanto|in sintesi|risultat[oi]|concluindo)\b/i;
/** What something costs is what people look for in a letter. */
const moneyPattern = /[$€£¥]\s?\d|\d\s?[€£¥]|\d\s(?:EUR|USD|GBP|CHF)\b/;
/** What is asked of the reader is what a letter is for. */
const requestPattern =
  /(?<!\p{L})(?:please|could you|would you|can you|we ask you|bitte|bitten sie|je vous (?:prie|demande|remercie de)|merci de|veuillez (?!agréer)|(?:le|les) ruego|por favor|solicito|per favore|la prego|si prega|chiedo|verzoek|graag|gelieve|kun je|wilt u|deverá|solicitamos|agradecemos que)(?!\p{L})|ください|お願い|いただけ|请(?!问)/iu;
const datePattern = /\d{4}|\d{1,2}[.:/]\d{1,2}|\d ?% ?|\d{1,2}(?:\.|th|st|nd|rd)? \p{L}{3,10}|\d[月日]/u;
/** By when: with a number beside it, what nobody may miss. */
const deadlinePattern =
  /(?<!\p{L})(?:due|deadline|no later than|at the latest|until|by|within|fällig|zahlbar|spätestens|innerhalb|bis (?:zum|spätestens)|frist|avant le|au plus tard|d['’]ici|délai|échéance|antes del?|a más tardar|plazo|vence|entro|scadenza|uiterlijk|vóór|voor|binnen|até|prazo)(?!\p{L})[^.]{0,40}\d|\d[^.]{0,12}(?<!\p{L})fällig|\d[^。]{0,8}まで|\d[^。]{0,6}之?前/iu;
const backReference =
  /^(this|that|these|those|it|he|she|they|such|however|but|and|also|thus|so|then|moreover|furthermore|dies|diese[rs]?|davon|damit|dabei|dazu|daher|dafür|das|er|sie|es|aber|und|doch|jedoch|il|elle|ils|mais|et|ce|cela|pero|y|él|ella|esto|ma|egli)\b/i;

/** Ranks all candidates; the order of the result is theirs. */
export function rank(candidates: readonly Candidate[], titleTerms: ReadonlySet<string>): Ranked[] {
  const weighted = vectorsOf(candidates.map(({ terms }) => terms));
  const plainScore = ({ terms, index }: Candidate, vector: Vector) =>
    sumOf(vector) / Math.sqrt(terms.length + 4) / (1 + index / candidates.length);
  const best = weighted
    .map((vector, place) => ({ vector, place, score: plainScore(candidates[place] as Candidate, vector) }))
    .sort((a, b) => b.score - a.score || a.place - b.place)
    .slice(0, mostInTextRank)
    .sort((a, b) => a.place - b.place);
  const likeness = likenessOf(best.map(({ vector }) => normalised(vector)));
  const centrality = textRank(likeness);
  return best.map(({ place }, position) => {
    const candidate = candidates[place] as Candidate;
    const score = 0.6 * (centrality[position] ?? 0) + features(candidate, candidates.length, titleTerms);
    return { ...candidate, score, position, likeness: likeness[position] ?? new Float64Array() };
  });
}

function features(candidate: Candidate, total: number, titleTerms: ReadonlySet<string>): number {
  const { text, terms, index, leads } = candidate;
  const early = index === 0 ? 0.3 : index < 3 ? 0.15 : 0.1 * (1 - index / total);
  const fromTitle =
    titleTerms.size === 0 ? 0 : terms.filter((term) => titleTerms.has(term)).length / titleTerms.size;
  // All that tells of money and time has a digit, which is looked for sooner.
  const hasDigit = /\d/.test(text);
  const shape =
    (leads ? 0.08 : 0) +
    (cuePattern.test(text) ? 0.15 : 0) +
    (hasDigit && moneyPattern.test(text) ? 0.08 : 0) +
    (hasDigit && datePattern.test(text) ? 0.06 : 0) +
    (requestPattern.test(text) ? 0.1 : 0) +
    (hasDigit && deadlinePattern.test(text) ? 0.2 : 0) -
    (backReference.test(text) ? 0.25 : 0) -
    (text.endsWith('?') ? 0.15 : 0) -
    (terms.length < 4 ? 0.2 : 0) -
    (text.length > 300 ? 0.15 : 0);
  return early + 0.15 * Math.min(1, fromTitle) + shape;
}

/**
 * Picks up to `count` that score high and differ from each other and from `chosen`, in the order of the text.
 * @param maxLength The most characters together; the first pick is exempt.
 */
export function pick(
  ranked: readonly Ranked[],
  count: number,
  chosen: readonly Ranked[] = [],
  maxLength = Number.POSITIVE_INFINITY,
): Ranked[] {
  const picked: Ranked[] = [];
  // Each with its likeness to the likest of those taken so far.
  const left = new Map<Ranked, number>();
  for (const one of ranked) if (!chosen.includes(one)) left.set(one, likestOf(one, chosen));
  let length = 0;
  while (picked.length < count && left.size > 0) {
    const best = worthiest(left);
    if (best === undefined) break;
    left.delete(best);
    if (picked.length > 0 && length + best.text.length > maxLength) continue;
    picked.push(best);
    length += best.text.length;
    for (const [one, likest] of left) left.set(one, Math.max(likest, likenessTo(one, best)));
  }
  return picked.sort((a, b) => a.index - b.index);
}

const likenessTo = (one: Ranked, other: Ranked): number => one.likeness[other.position] ?? 0;

function likestOf(one: Ranked, others: readonly Ranked[]): number {
  return others.reduce((likest, other) => Math.max(likest, likenessTo(one, other)), 0);
}

/** What nearly says the same as one that was taken is worth nothing. */
function worthiest(left: ReadonlyMap<Ranked, number>): Ranked | undefined {
  let best: Ranked | undefined;
  let bestWorth = Number.NEGATIVE_INFINITY;
  for (const [one, likest] of left) {
    const worth = 0.7 * one.score - 0.5 * likest;
    if (likest <= 0.75 && worth > bestWorth) [best, bestWorth] = [one, worth];
  }
  return best;
}
