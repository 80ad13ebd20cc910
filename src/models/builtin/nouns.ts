/** Tells which words of a text are things rather than deeds or qualities, by the words around them. */
import { isCapitalised, isContentWord, withoutElision, withoutGenitive } from './language/words.ts';

const listOf = (words: string) => new Set(words.split(/\s+/));

/** After these, the next few words end in a noun. */
const beforeNouns = listOf(
  `a an the this these those my your his her its our their each every no any some both all another
  of in on at by for from with without into onto between among about under over within during after before via per
  first second third two three four five six seven eight nine ten many most more few several`,
);
const singular = listOf('a an this each every another');
/** After these stands a verb. */
const beforeVerbs = listOf(
  `to not will would can cannot could shall should may might must do does did don't doesn't didn't i you he she it we
  they who which please let let's be been being is are was were has have had never always also`,
);
/** Before these, a word with none of the above around it is a subject. */
const afterSubjects = listOf(
  'is are was were has have had will would can could shall should may might must does did of',
);

/** Words that may stand after an article and still make no tag: verbs, and words for qualities and amounts. */
const noTags = listOf(
  `whoever whatever whichever nobody somebody everybody anybody stand stands usage install installation lie lies lying read reads reading works working worked hold holds drop drops dropped wait waits goes went gone call
  calls called begin begins began ends ended say tells told send sends sent given gives taken takes written writes wrote
  keeps runs ran stands stood stays sits brings brought buy buys bought pay pays paid asks asked finds finding helps
  helped leads led leaves moves moved needs needed wants wanted knows known lets makes making includes included contains
  provides provided requires required allows allowed follows following followed becomes appears looks looking seems
  starts started stops stopped tries tried turns turned describing mention mentions mentioned noting understand choose
  chosen create creates created build builds built carry carries carried add adds added remove removed use using utilize
  leverage enable enables present presents presented explain explained happen happens happened thinking recommend consider
  critical medical mechanical physical technical main major minor primary secondary overall general specific certain various normal daily weekly monthly yearly annual
  crucial significant additional available possible necessary recent current previous next final total single multiple
  small large largest big biggest high highest low lowest higher lower long longest latest newest oldest smallest best short full empty whole half free real true false good better best bad old
  young early late fresh quick fast slow easy hard simple common similar different complete entire ready able due open
  closed left right top bottom up down original other others others' lot kind kinds sort way ways bit thing things place
  places case cases example examples fact facts part parts number numbers amount amounts item items piece beginning end
  minute minutes hour hours week weeks month months moment evening letter letters beside below above twice
  key several none both overview introduction conclusion alone subject date please
  kindly herewith enclosed attached sincerely`,
);
/** Of these, the ones that names of things often begin with: open source, primary care. */
const leaders = listOf(
  'open closed primary secondary general high low single short long fresh free real hard annual case item',
);
const nounsInEd = /^(?:speed|need|seed|feed|bed|shed|breed|weed|deed|embed|creed|hundred|wicked)$/;
const nounsInLy =
  /^(?:family|supply|reply|assembly|anomaly|monopoly|butterfly|jelly|belly|ally|rally|fly|july|italy)$/;

/** What the text shows of each of its words. */
export interface NounSense {
  /** Adds what the words of one clause, as they are written, show; `closed`: a heading or a cell, which ends in a noun. */
  learn(written: readonly string[], closed: boolean): void;
  /** May this lower-case word be a tag, or the last word of one? */
  isThing(word: string): boolean;
  /** May this lower-case word be the first of a phrase? */
  mayLead(word: string): boolean;
}

/** Words after which the next one is a noun. */
const determiners: Readonly<Record<string, ReadonlySet<string>>> = {
  fr: listOf(
    'le la les un une des du de au aux ce cet cette ces son sa ses leur leurs mon ma mes notre nos votre vos en',
  ),
  es: listOf(
    'el la los las un una unos unas del al de su sus este esta estos estas ese esa mi mis tu tus nuestro nuestra',
  ),
  it: listOf(
    'il lo la i gli le un uno una del dello della dei degli delle al allo alla ai agli alle nel nella nei nelle dal dalla sul sulla di',
  ),
  pt: listOf(
    'o a os as um uma uns umas do da dos das no na nos nas ao à aos às pelo pela de seu sua seus suas este esta',
  ),
};

/**
 * German writes nouns with a capital; English and Dutch show them by what stands before and behind; in the Romance
 * languages an article stands before them. Words of other languages are taken as they are.
 */
export function nounSense(language: string): NounSense {
  const before = determiners[language];
  if (before) return romanceSense(language, before);
  if (language !== 'en') return { learn: () => undefined, isThing: () => true, mayLead: () => true };
  return englishSense(language);
}

/** What follows an article at least once is a thing. */
function romanceSense(language: string, before: ReadonlySet<string>): NounSense {
  const things = new Set<string>();
  return {
    learn(written, closed) {
      const words = written.map((word) => word.toLowerCase());
      for (const [place, word] of words.entries()) {
        const bare = withoutElision(word, language);
        const [previous] = place === 0 ? [undefined] : [words[place - 1]];
        if (bare !== word || (previous !== undefined && before.has(previous)) || (closed && place === 0))
          things.add(bare);
      }
    },
    isThing: (word) => things.has(word),
    // The adjective follows: `état civil`, and `chambre froide` is a phrase by its first word.
    mayLead: (word) => things.has(word),
  };
}

function englishSense(language: string): NounSense {
  const thing = new Map<string, number>();
  const deed = new Map<string, number>();
  const more = (counts: Map<string, number>, word: string) => counts.set(word, (counts.get(word) ?? 0) + 1);

  return {
    learn(written, closed) {
      const words = written.map((word) => withoutGenitive(word.toLowerCase()));
      let from = 0;
      while (from < words.length) {
        let to = from;
        while (to < words.length && isContentWord(words[to] ?? '', language)) to++;
        if (to > from) learnRun(words.slice(from, to), words[from - 1], words[to], closed);
        from = to + 1;
      }
      for (const [at, word] of written.entries()) {
        // A capital within a sentence is a name's.
        if (!closed && at > 0 && isCapitalised(word)) more(thing, words[at] ?? '');
      }
    },
    isThing(word) {
      if (noTags.has(word)) return false;
      if (/ed$/.test(word) && !nounsInEd.test(word)) return false;
      if (/ly$/.test(word) && !nounsInLy.test(word)) return false;
      if (/(?:ical|able|ible|ive|ous|ful|less)$/.test(word) && (thing.get(word) ?? 0) < 2) return false;
      return (thing.get(word) ?? 0) > (deed.get(word) ?? 0);
    },
    mayLead: (word) =>
      (leaders.has(word) || !noTags.has(word)) && (deed.get(word) ?? 0) <= (thing.get(word) ?? 0),
  };

  /** A run of content words, with the words that stand around it. */
  function learnRun(
    run: readonly string[],
    before: string | undefined,
    after: string | undefined,
    closed: boolean,
  ) {
    const first = run[0] ?? '';
    const last = run.at(-1) ?? '';
    if (before !== undefined && beforeVerbs.has(before)) return more(deed, first);
    const led = before !== undefined && beforeNouns.has(before);
    // "this folder works": one thing, so that what ends in -s is what it does.
    if (led && singular.has(before) && run.length > 1 && /[^s]s$/.test(last)) {
      more(deed, last);
      return more(thing, run.at(-2) ?? '');
    }
    // "drop the file", "by reading a page": what stands before an article is done to it.
    const does =
      after !== undefined &&
      (singular.has(after) || /^(?:the|it|its|them|their|his|her|your|my|our)$/.test(after));
    if (does) {
      more(deed, last);
      if (run.length > 1) more(thing, run.at(-2) ?? '');
      return;
    }
    if (led || closed || (after !== undefined && afterSubjects.has(after))) more(thing, last);
  }
}
