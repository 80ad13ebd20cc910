/** The desk's way to deep questions: what was found and joined becomes an answer like any other, with what it lacks. */

import { placeOf } from '../../ingest/place.ts';
import type { JoinDoor } from '../../models/purchase.ts';
import type { Answered, Citation, Statement } from '../ask/answered.ts';
import { joined } from '../ask/answered.ts';
import type { AnswerDeeply } from '../ask/desk.ts';
import type { Question } from '../ask/question.ts';
import { questionName } from '../ask/read-question.ts';
import type { MemoryTools } from '../job.ts';
import { positionText } from '../position.ts';
import { type DeepAnswered, deepAnswer, settleDeep } from './deep.ts';
import type { DeepQuote } from './findings.ts';
import { localModel } from './local-model.ts';
import { DeepProgress } from './progress.ts';
import { remarksOn } from './remarks.ts';

/** What answering deeply needs. */
export type DeeplyTools = Pick<MemoryTools, 'root' | 'clock' | 'router' | 'index' | 'isPrivate'>;

/** Answers deep questions; `joins` is the way to buy, which is taken only where the question allows it. */
export function answerDeeply(tools: DeeplyTools, joins: JoinDoor): AnswerDeeply {
  return async (question, { path, private: isSecret, signal, stands }) => {
    // Read each time: an index that was damaged is made anew.
    const { root, clock, router, index, isPrivate } = tools;
    const progress = new DeepProgress(root.deepFile, clock.now());
    try {
      const { text, filters, cloud, budgetUsd } = question;
      const allowed = cloud && !isSecret && budgetUsd !== undefined ? { cloud: { budgetUsd } } : {};
      const request = {
        question: text,
        filters,
        private: isSecret,
        path,
        answer: answerOf(path),
        stands,
        ...allowed,
      };
      const deep = {
        root,
        index,
        isPrivate,
        progress,
        model: localModel(router),
        door: joins,
        now: () => clock.now(),
      };
      const answer = await deepAnswer(request, deep, signal);
      if (answer.type === 'aborted') return { type: 'stopped' };
      if (answer.type === 'later') return { type: 'later', reason: answer.why };
      const settled = (): void => {
        const record = new DeepProgress(root.deepFile, clock.now());
        try {
          settleDeep(request, answer, record);
        } finally {
          record.close();
        }
      };
      return { type: 'answered', answer: answeredOf(question, isSecret, answer), settled };
    } finally {
      progress.close();
    }
  };
}

/** Where the first answer to a question at `path` lies: `ask/now/a.txt` → `answers/a.md`. */
function answerOf(path: string): string {
  const { path: place } = placeOf(path.replace(/^ask\//, ''));
  return `answers/${place.replace(questionName, '')}.md`;
}

/** Quotes that are named when none of them answers. */
const mostClosest = 3;
const embedded = 'builtin:extractive';

function answeredOf(question: Question, isSecret: boolean, answer: DeepAnswered): Answered {
  const { quotes, by, purchase } = answer;
  const parts = by === 'nobody' ? quotedAll(quotes) : statedOf(answer);
  const found = parts.statements.length > 0;
  const closest = quotes.slice(0, mostClosest).map((quote) => citationOf(quote));
  return {
    ...parts,
    ...{ found, closest: found ? [] : closest, models: { answer: specsOf(answer) } },
    remarks: [...question.problems, ...remarksOn(question, isSecret, answer)],
    private: isSecret || quotes.some(({ passage }) => passage.private),
    costUsd: purchase?.costUsd ?? 0,
    ...(purchase?.quoteUsd !== undefined && { quoteUsd: purchase.quoteUsd }),
  };
}

function specsOf({ models, missing }: DeepAnswered): string {
  const specs = [models.quote, missing && embedded, models.join].filter((spec) => spec !== undefined);
  return [...new Set(specs.flatMap((spec) => spec.split(', ')))].join(', ') || embedded;
}

type Parts = Pick<Answered, 'statements' | 'citations'>;

/** The sentences, with the quotes that they name, and behind them what must not be shown to whoever joined. */
function statedOf({ statements, quotes, keptHome }: DeepAnswered): Parts {
  const named = new Set(statements.flatMap((statement) => statement.quotes));
  const cited = quotes.filter(({ number }) => named.has(number));
  const places = new Map(cited.map(({ number }, at) => [number, at + 1]));
  const stated: Parts = {
    citations: cited.map(citationOf),
    statements: statements.map(({ text, quotes: numbers }) => ({
      ...{ text, quoted: false },
      citations: numbers.flatMap((number) => places.get(number) ?? []),
    })),
  };
  return joined(stated, quotedAll(quotes.filter(({ number }) => keptHome.includes(number))));
}

function quotedAll(quotes: readonly DeepQuote[]): Parts {
  const statements = quotes.map(({ text }, at): Statement => ({ text, quoted: true, citations: [at + 1] }));
  return { statements, citations: quotes.map(citationOf) };
}

function citationOf({ text, passage }: DeepQuote): Citation {
  const { path, note, title, place, private: isPrivate } = passage;
  return { path, note, title, place, position: positionText(place), private: isPrivate, quote: text };
}
