/** Says what source code says of itself, and what is in it. */
import type { Summary } from '../../../types/task.ts';
import { languageOf } from '../language/detect.ts';
import { isEnded, sentencesOf } from '../language/sentences.ts';
import { outlineOf } from '../outline.ts';
import { tagsOf } from '../tags.ts';
import { countsOf, leadingComment } from './code.ts';
import type { SourceLanguage } from './code-languages.ts';

const longestQuote = 400;
const longestTitle = 90;
const namesOfEach = 8;
const licence = /licen[cs]e|copyright|©|spdx|all rights reserved|redistribut/i;
const imports =
  /^[ \t]*(?:import[ \t]+(?:[\w*{}, $]+[ \t]+from[ \t]+)?['"]([^'"\n]+)['"]|(?:from|import|use|using)[ \t]+([\w.:]+)|#include[ \t]*[<"]([^>"\n]+)[>"]|(?:const|let|var)[ \t]+[\w{}, ]+=[ \t]*require\(['"]([^'"\n]+)['"]\))/gm;

/** A summary of source code. Nothing is said of what it does but what its writer says. */
export function summariseSource(text: string, file: string, source: SourceLanguage): Summary {
  const name = file.replace(/^.*\//, '');
  const comment = aboutItself(leadingComment(text, source));
  const language = comment === undefined ? 'und' : languageOf(comment);
  const sentences = comment === undefined ? [] : sentencesOf(comment, language);
  const counts = countsOf(text, source);
  const lines = text.trimEnd().split('\n').length;
  const counted = counts.map(({ count, label }) => `${count} ${label}`).join(', ');
  const size = `${source.name}: ${counted === '' ? '' : `${counted}, `}${lines} ${lines === 1 ? 'line' : 'lines'}.`;
  return {
    title: titleOf(name, sentences[0]),
    summary: [...quoted(sentences), size].join(' '),
    composed: true,
    keyPoints: [...counts.map(({ label, names }) => `${capital(label)}: ${listed(names)}`), ...used(text)],
    tags: tagsFor(name, source, comment, language),
    language,
  };
}

/** What a comment says before it turns to licences and parameters. */
function aboutItself(comment: string | undefined): string | undefined {
  const paragraphs = (comment ?? '').split(/\n[ \t]*\n|\n[ \t]*(?=[@:\\]\w+)/);
  const telling = paragraphs.filter(
    (one) => !licence.test(one) && !/^[ \t]*[@:\\]\w+/.test(one) && /\p{L}{3}/u.test(one),
  );
  const [first] = telling;
  return first?.replace(/\s*\n\s*/g, ' ').trim();
}

/** `tides.py`, with what it is for where that is said in few words. */
function titleOf(name: string, first: string | undefined): string {
  const purpose = first?.replace(/[.:]$/, '');
  if (purpose === undefined || purpose === '') return name;
  const title = purpose.toLowerCase().startsWith(name.toLowerCase()) ? purpose : `${name}: ${purpose}`;
  return title.length <= longestTitle ? title : name;
}

function quoted(sentences: readonly string[]): string[] {
  const quotes: string[] = [];
  let length = 0;
  for (const sentence of sentences) {
    length += sentence.length;
    if (length > longestQuote) break;
    quotes.push(isEnded(sentence) ? sentence : `${sentence}.`);
  }
  return quotes;
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

function listed(names: readonly string[]): string {
  const more = names.length - namesOfEach;
  const shown = names
    .slice(0, namesOfEach)
    .map((name) => name.slice(0, 60))
    .join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}

function used(text: string): string[] {
  const names = Array.from(
    text.slice(0, 20_000).matchAll(imports),
    (match) => match.slice(1).find(Boolean) ?? '',
  );
  const unique = [...new Set(names.filter((name) => name !== ''))];
  return unique.length === 0 ? [] : [`Uses: ${listed(unique)}`];
}

function tagsFor(
  name: string,
  source: SourceLanguage,
  comment: string | undefined,
  language: string,
): string[] {
  const stem = name.replace(/\.[^.]*$/, '').toLowerCase();
  const named =
    /^[a-z][a-z _-]{2,24}$/.test(stem) && !/^(?:main|index|test|utils?|app|init)$/.test(stem)
      ? [stem.replace(/[_-]+/g, ' ')]
      : [];
  const said = comment === undefined ? [] : tagsOf(outlineOf(comment), '', language);
  return [...new Set([source.tag, 'code', ...named, ...said])].slice(0, 6);
}
