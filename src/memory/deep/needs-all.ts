/** Whether a question is about all documents, so that the ones with its words are not enough. */
import type { Filters } from '../filter.ts';

/** Words that count, list or mean every one of something: in the ten languages whose small words the search knows. */
const everything = new RegExp(
  [
    // English
    'how (?:many|much|often)|number of|count|every(?:one|thing)?|each|all|list|total|sum|altogether|overall|never|average',
    // German, Dutch
    'wie ?viele?|wie oft|anzahl|jede[mnrs]?|alle[mnrs]?|sämtliche[mnrs]?|insgesamt|summe|liste|durchschnitt(?:lich)?',
    'hoeveel|hoe vaak|aantal|elke?|ieder(?:e|een)?|totaal|gemiddelde?',
    // French, Italian, Spanish, Portuguese
    'combien|nombre|chaque|chacune?|tou(?:te)?s|total(?:e|es)?|somme|moyenne',
    'quant[eio]|ogni|ognun[ao]|tutt[eio]|totale|somma|media',
    'cu[aá]nt[ao]s?|cada|todas?|todos?|suma|promedio|quant[ao]s|soma|média',
    // Russian
    'сколько|кажд(?:ый|ая|ое|ую|ого|ой)|все[хм]?|всего|список|сумма',
  ].join('|'),
  'iu',
);

const wordSign = '[\\p{L}\\p{N}]';
const asWords = new RegExp(`(?<!${wordSign})(?:${everything.source})(?!${wordSign})`, 'iu');
/** Scripts without spaces between their words. */
const unspaced = /いくつ|何(?:回|件|人|枚|通|個)|すべて|全て|全部|合計|一覧|多少|几(?:个|次|份)|所有|每/u;

/** A question that counts, lists or asks of every document, or that its owner narrowed to a set of documents. */
export function needsAll(question: string, filters: Filters): boolean {
  const narrowed = Object.values(filters).some((value) => value !== undefined);
  return narrowed || asWords.test(question.normalize('NFC')) || unspaced.test(question);
}
