/** `ask`: answers a question from done/ at once, on the terminal and in answers/; beside an owner as well as without one. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { noRoot, type Root } from '../folders/root.ts';
import { answerQuestion } from '../memory/ask/answer.ts';
import { answerName, answerText, renderAnswerNote } from '../memory/ask/answer-note.ts';
import type { Answered } from '../memory/ask/answered.ts';
import { longestQuestion, type Question } from '../memory/ask/question.ts';
import { writeAnswer } from '../memory/ask/settle-question.ts';
import { withIndex } from '../memory/index.ts';
import { withPrivateContents } from '../memory/private-contents.ts';
import { updateIndex } from '../memory/update.ts';
import { printable } from '../report/printable.ts';
import { isoWithOffset } from '../report/times.ts';
import { systemClock } from '../types/clock.ts';
import { type CommandContext, checkSettings, exitCode, print } from './context.ts';
import { filtersOf, type SearchOptions, usage } from './filter-options.ts';
import { type LocalModels, openLocalModels } from './local-models.ts';

function questionOf(words: readonly string[], options: SearchOptions): Question {
  const text = words.join(' ').toWellFormed().trim();
  if (!/[\p{L}\p{N}]/u.test(text)) {
    throw usage(
      'Nothing is asked.',
      'Give a question, for instance: nightshift ask "When was the boiler serviced?".',
    );
  }
  if (text.length > longestQuestion) {
    throw usage(
      `The question is longer than ${longestQuestion} characters.`,
      'Put the long text into ingest/, and ask about it in a few sentences.',
    );
  }
  const filters = filtersOf(options);
  return { text, deep: false, cloud: false, budgetUsd: undefined, filters, problems: [] };
}

/** Undefined when it was told to stop. */
async function answerFrom(
  { root, signal }: CommandContext,
  question: Question,
  models: LocalModels,
): Promise<Answered | undefined> {
  await mkdir(root.machine, { recursive: true });
  return withIndex(root.indexFile, async (index) => {
    await updateIndex({ root, index, now: () => systemClock.now(), signal });
    const terms = { private: false, rerank: false, patient: false, signal };
    const answering = await withPrivateContents(root, index, (isPrivate) =>
      answerQuestion(question, { root, index, isPrivate, ...models }, terms),
    );
    return answering.type === 'answered' ? answering.answer : undefined;
  });
}

/** Prints the answer with its sources, and says where it was written; that nothing answers is fine, too. */
export async function ask(
  context: CommandContext,
  words: readonly string[],
  options: SearchOptions,
): Promise<number> {
  const { root } = context;
  const question = questionOf(words, options);
  if (!existsSync(root.machine) && !existsSync(root.done)) throw noRoot(root);
  checkSettings(root);
  const models = openLocalModels(context);
  try {
    const answer = await answerFrom(context, question, models);
    if (answer === undefined || context.signal.aborted) return exitCode.interrupted;
    const answered = isoWithOffset(systemClock.now(), models.settings().window.timeZone);
    const render = (note: string): string =>
      renderAnswerNote(answer, {
        question: question.text,
        note,
        original: undefined,
        sha256: undefined,
        answered,
      });
    const note = await writeAnswer(answerName(question.text), render, root);
    const facts = {
      question: question.text,
      answer: answerText(answer),
      citations: answer.citations.map(({ path, position, quote }) => ({ path, position, quote })),
      found: answer.found,
      models: answer.models,
      remarks: answer.remarks,
      note,
    };
    print(context, renderAnswer(root, answer, note), facts);
    return exitCode.fine;
  } finally {
    await models.close();
  }
}

function renderAnswer(root: Root, answer: Answered, note: string): string {
  const sources = answer.citations.map(({ path, position }, at) => {
    const place = position === '' ? '' : `, ${position}`;
    return `[${at + 1}] ${printable(join(root.path, path))}${printable(place)}`;
  });
  const closest = answer.closest.map(({ path }) => `- ${printable(join(root.path, path))}`);
  return [
    answerText(answer).split('\n').map(printable).join('\n'),
    sources.join('\n'),
    closest.length > 0 ? ['These files come closest:', ...closest].join('\n') : '',
    answer.remarks.map(printable).join('\n'),
    `This is kept in ${printable(join(root.path, note))}.`,
  ]
    .filter(Boolean)
    .join('\n\n');
}
