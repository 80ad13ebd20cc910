/** Documents that nobody wrote with facts planted in them, and questions that need one, several or all of these. */
import { pick, type Random } from '../random.ts';
import { englishText } from '../texts.ts';

/** What one planted sentence says. */
export type Fact =
  | { readonly kind: 'invoice'; readonly number: string; readonly seller: string; readonly euros: number }
  /** `real` false: it speaks of the same thing, and does not say it. */
  | { readonly kind: 'event'; readonly topic: string; readonly real: boolean };

/** How a sentence bears on a question: it answers, it is nearly the same but does not, or it is about something else. */
export type Bearing = 'answers' | 'near' | 'other';

/** A question with its true answer. */
export interface PlantedQuestion {
  readonly text: string;
  readonly needs: 'one' | 'several' | 'all';
  /** Sums in euros, or one count. */
  readonly truth: readonly number[];
  readonly bearing: (fact: Fact) => Bearing;
}

/** All that is planted. */
export interface Planted {
  /** One text for each document. */
  readonly documents: readonly string[];
  /** What each planted sentence says; no other sentence says anything. */
  readonly facts: ReadonlyMap<string, Fact>;
  readonly questions: readonly PlantedQuestion[];
}

/** Ways to say it, and ways to speak of it without saying it; only some have the words of the question. */
const events = [
  {
    topic: 'late fee',
    share: 0.12,
    question: 'How many documents tell of a late fee that was charged?',
    real: [
      'A late fee was charged.',
      'Fifteen euros were added since the payment came a week after its day.',
      'For the delay, a surcharge had to be paid.',
    ],
    near: ['No late fee was charged.', 'A late fee may be charged from next year on.'],
  },
  {
    topic: 'lost key',
    share: 0.06,
    question: 'How many documents tell of a key that was lost?',
    real: ['The key to the cellar was lost.', 'Nobody can find what opens the side door any more.'],
    near: ['The key that seemed lost hung on its hook.', 'A second key was cut in case one gets lost.'],
  },
  {
    topic: 'power cut',
    share: 0.25,
    question: 'How many documents tell of a power cut?',
    real: ['A power cut stopped the work.', 'The lights went out in the whole street for hours.'],
    near: ['There was no power cut this year.', 'A battery would help in a power cut.'],
  },
] as const;

const sellerFirst = 'Larkmoor Hazelby Quenford Tarnwick Olvestone Brackenhill Wexcombe Underley'.split(' ');
const sellerSecond = 'Supplies Joinery Freight Paints Gardens Optics Printing Roofing Motors Textiles'.split(
  ' ',
);

/** The part of the documents that are invoices, and the sum above which one is dear. */
const invoiceShare = 0.4;
const dear = 900;
const questionsOf = { one: 12, several: 8 } as const;

/** As many documents of 1.2 to 3.6 KB. */
export function plant(count: number, random: Random): Planted {
  const facts = new Map<string, Fact>();
  const documents = Array.from({ length: count }, (_, at) => {
    const planted = factsOf(at, random);
    for (const [sentence, fact] of planted) facts.set(sentence, fact);
    return withSentences(
      englishText(random, 1200 + Math.floor(random() * 2400)),
      planted.map(([text]) => text),
      random,
    );
  });
  return { documents, facts, questions: questionsOn(documents, facts, random) };
}

function factsOf(at: number, random: Random): readonly (readonly [sentence: string, fact: Fact])[] {
  const planted: (readonly [string, Fact])[] = [];
  if (random() < invoiceShare) {
    const number = `A-${String(1000 + at)}`;
    const seller = `${pick(random, sellerFirst)} ${pick(random, sellerSecond)}`;
    const euros = 20 + Math.floor(random() * 1000);
    const sentence = pick(random, [
      `Invoice ${number} of ${seller}: total due ${euros} euros.`,
      `${seller} asks for ${euros} euros under the number ${number}.`,
    ]);
    planted.push([sentence, { kind: 'invoice', number, seller, euros }]);
  }
  for (const { topic, share, real, near } of events) {
    const drawn = random();
    if (drawn < share) planted.push([pick(random, real), { kind: 'event', topic, real: true }]);
    else if (drawn < 2 * share) planted.push([pick(random, near), { kind: 'event', topic, real: false }]);
  }
  return planted;
}

/** Each at the end of a paragraph, anywhere but in the title. */
function withSentences(text: string, sentences: readonly string[], random: Random): string {
  const [title = '', ...paragraphs] = text.trim().split('\n\n');
  for (const sentence of sentences) {
    const place = Math.floor(random() * paragraphs.length);
    paragraphs[place] = `${(paragraphs[place] ?? '').replace(/[^.]*$/, '')} ${sentence}`.trim();
  }
  return [title, ...paragraphs].join('\n\n');
}

/** The sentences of a text; what is planted ends with a full stop and has none inside. */
export function sentencesIn(text: string): readonly string[] {
  return text.split(/(?<=[.:!?])\s+(?=[A-Z])|\n+/);
}

function questionsOn(
  documents: readonly string[],
  facts: ReadonlyMap<string, Fact>,
  random: Random,
): readonly PlantedQuestion[] {
  const invoices = [...facts.values()].filter((fact) => fact.kind === 'invoice');
  const sellers = [...new Set(invoices.map(({ seller }) => seller))];
  const inDocuments = documents.map((text) =>
    sentencesIn(text).flatMap((sentence) => facts.get(sentence) ?? []),
  );
  const count = (bearing: PlantedQuestion['bearing']): readonly number[] => [
    inDocuments.filter((those) => those.some((fact) => bearing(fact) === 'answers')).length,
  ];
  const all = (text: string, bearing: PlantedQuestion['bearing']): PlantedQuestion => ({
    ...{ text, needs: 'all', bearing, truth: count(bearing) },
  });
  return [
    ...sample(invoices, questionsOf.one, random).map(oneOf),
    ...sample(sellers, questionsOf.several, random).map((seller) => severalOf(seller, invoices)),
    ...events.map(({ topic, question }) =>
      all(question, (fact) =>
        fact.kind === 'event' && fact.topic === topic ? (fact.real ? 'answers' : 'near') : 'other',
      ),
    ),
    all(`How many invoices ask for more than ${dear} euros?`, (fact) => {
      if (fact.kind !== 'invoice') return 'other';
      return fact.euros > dear ? 'answers' : fact.euros > dear - 50 ? 'near' : 'other';
    }),
  ];
}

type Invoice = Extract<Fact, { kind: 'invoice' }>;

function oneOf({ number, seller, euros }: Invoice): PlantedQuestion {
  return {
    text: `Which sum does the invoice with the number ${number} ask for?`,
    needs: 'one',
    truth: [euros],
    bearing: (fact) => {
      if (fact.kind !== 'invoice') return 'other';
      return fact.number === number ? 'answers' : fact.seller === seller ? 'near' : 'other';
    },
  };
}

function severalOf(seller: string, invoices: readonly Invoice[]): PlantedQuestion {
  const [, second] = seller.split(' ');
  return {
    text: `Which sums did ${seller} ask for?`,
    needs: 'several',
    truth: invoices.filter((invoice) => invoice.seller === seller).map(({ euros }) => euros),
    bearing: (fact) => {
      if (fact.kind !== 'invoice') return 'other';
      return fact.seller === seller ? 'answers' : fact.seller.endsWith(` ${second}`) ? 'near' : 'other';
    },
  };
}

function sample<Item>(items: readonly Item[], count: number, random: Random): readonly Item[] {
  const drawn = items.map((item) => ({ item, at: random() })).toSorted((one, other) => one.at - other.at);
  return drawn.slice(0, count).map(({ item }) => item);
}

/** From 0 (nothing of it) to 1 (all, and no more): of sums by F1, of a count by how far off it is. */
export function scoreOf({ needs, truth }: PlantedQuestion, said: readonly number[]): number {
  const [wanted = 0] = truth;
  if (needs === 'one') return said.length === 1 && said[0] === wanted ? 1 : 0;
  if (needs === 'all')
    return said[0] === undefined ? 0 : Math.max(0, 1 - Math.abs(said[0] - wanted) / wanted);
  const right = new Set(said.filter((sum) => truth.includes(sum))).size;
  return said.length === 0 ? 0 : (2 * right) / (new Set(said).size + new Set(truth).size);
}
