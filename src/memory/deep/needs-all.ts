/** Whether a question is about all documents, so that the ones with its words are not enough. */
import type { Filters } from '../filter.ts';

/** Words that count, list or mean every one of something: in the ten languages whose small words the search knows. */
const everything = new RegExp(
  [
    // English
    'how (?:many|often)|the number of|count|every(?:one|thing)?|each|all|list|in total|sum of|altogether|overall|never|average',
    // German, Dutch
    'wie ?viele?|wie oft|anzahl|jede[mnrs]?|alle[mnrs]?|sämtliche[mnrs]?|insgesamt|summe (?:der|von)|liste|durchschnitt(?:lich)?',
    'hoeveel|hoe vaak|aantal|elke?|ieder(?:e|een)?|in totaal|totaal van|gemiddelde?',
    // French, Italian, Spanish, Portuguese
    'combien de|nombre de|chaque|chacune?|tou(?:te)?s|au total|somme de|moyenne',
    'quant[ei]|ogni|ognun[ao]|tutt[ei]|in totale|somma de[il]?|media',
    'cu[aá]nt[ao]s|cada|todas|todos|en total|suma de|promedio|quant[ao]s|no total|soma d[aeo]s?|média',
    // Russian
    'сколько|кажд(?:ый|ая|ое|ую|ого|ой)|все[хм]?|всего|список',
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
