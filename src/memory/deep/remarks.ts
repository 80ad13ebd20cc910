/** How a deep answer came about and what it lacks, one sentence each: pure. */
import { numbersIn } from '../ask/checked-answer.ts';
import type { Question } from '../ask/question.ts';
import type { DeepAnswered } from './deep.ts';
import type { Extent, Lack } from './findings.ts';

/** What a person should know about the answer. */
export function remarksOn(
  { cloud, budgetUsd }: Pick<Question, 'cloud' | 'budgetUsd'>,
  isSecret: boolean,
  answer: DeepAnswered,
): readonly string[] {
  const { extent, missing, unjoined, keptHome } = answer;
  const lacks = [missing, ...(unjoined && unjoined.reason !== missing?.reason ? [unjoined] : [])];
  return [
    readOf(answer),
    ...lacks.filter((lack) => lack !== undefined).map(lackOf),
    ...(missing ? [chosenByWords(extent)] : []),
    ...boundsOf(extent),
    ...purchaseOf({ cloud, budgetUsd }, isSecret, answer),
    ...(keptHome.length > 0
      ? [
          `${counted(keptHome.length, 'quote')} of private files stayed on this machine and can only be quoted.`,
        ]
      : []),
    ...reckonedOf(answer),
  ];
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const lackOf = ({ reason, hint }: Lack): string => [reason, hint].filter(Boolean).join(' ');

function readOf({ extent, models, pieces }: DeepAnswered): string {
  const { read, passages, documents } = extent;
  const by = models.quote === undefined ? 'No model has' : `${models.quote} has`;
  const parts = pieces.length > 1 ? `, in ${pieces.length} questions each` : '';
  return `${by} read ${models.quote === undefined ? 'any' : read} of ${counted(passages, 'passage')} in ${counted(documents, 'file')}${parts}.`;
}

function chosenByWords({ unread }: Extent): string {
  return `Of ${counted(unread, 'passage')} that no model has read, the sentences that have the question's words are quoted; ask again when one is there.`;
}

function boundsOf({ failed, left, quotesLeft }: Extent): readonly string[] {
  return [
    ...(failed > 0 ? [`The model failed at ${counted(failed, 'passage')}, which may hold more.`] : []),
    ...(left > 0
      ? [
          'There are more passages than are read for one question: narrow it by "folder", "tag", "from" or "to".',
        ]
      : []),
    ...(quotesLeft > 0 ? [`${counted(quotesLeft, 'more quote')} found no room.`] : []),
  ];
}

function purchaseOf(
  { cloud, budgetUsd }: Pick<Question, 'cloud' | 'budgetUsd'>,
  isSecret: boolean,
  { purchase, by }: DeepAnswered,
): readonly string[] {
  if (purchase?.type === 'not-bought')
    return [`Not joined in the cloud: ${lackOf({ reason: purchase.why, hint: purchase.hint })}`];
  if (purchase?.type === 'bought' && by !== 'cloud') {
    return [`${purchase.spec} was paid for, and gave no answer that could be used.`];
  }
  if (!cloud || purchase) return [];
  if (isSecret) return ['Not joined in the cloud: the question is private.'];
  if (budgetUsd === undefined)
    return ['Not joined in the cloud: "cloud: allow" needs a "budget" beside it, in dollars.'];
  return [];
}

/** Numbers of which one is told, at most. */
const mostNumbers = 5;

/** Numbers that stand neither in what a sentence rests on nor count that: the model has reckoned, or made them up. */
function reckonedOf({ statements, quotes, models }: DeepAnswered): readonly string[] {
  const texts = new Map(quotes.map((quote) => [quote.number, quote]));
  const numbers = statements.flatMap(({ text, quotes: named }) => {
    const grounds = named.flatMap((number) => texts.get(number) ?? []);
    const known = numbersIn(grounds.map((quote) => `${quote.text}\n${quote.passage.title}`).join('\n'));
    const counts = [grounds.length, new Set(grounds.map(({ document }) => document)).size].map(String);
    return [...numbersIn(text)].filter((number) => !known.has(number) && !counts.includes(number));
  });
  const told = [...new Set(numbers)].slice(0, mostNumbers);
  if (told.length === 0) return [];
  return [
    `${told.join(', ')} ${told.length === 1 ? 'stands' : 'stand'} in no quote: ${models.join ?? 'a model'} has reckoned, so check it.`,
  ];
}
