/** Which tasks a document wants: pure rules, so that they can be read and tested as a table. */
import type { Picture } from '../types/document.ts';
import type { Recognition } from '../types/task.ts';

/** Fewer words are a sign, a label, a caption: whoever looks wants to know of what. */
const fewestWords = 12;
/** With this many the words are what a picture is about, whatever is drawn beside them. */
const manyWords = 60;
/** The model says nothing of places: only very many words are proof. */
const wordsWithoutPlaces = 48;

/** The part of the ground (paper, a window, a slide) that lines of words cover at least: diagrams have less. */
const wordDensity = 0.12;
const densityOfMany = 0.07;
/** The least part of a picture that is a page on a table, or a slide on a wall. */
const leastGround = 0.2;
/** The part that may be drawn beside a few words; a picture among them is more. */
const mostFigures = 0.06;
/** With less than this besides words and their ground there is nothing else to describe. */
const nothingElse = 0.015;

const wordCount = (text: string): number => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;

/** Whether the words found are the picture's content, so that nothing needs to be described. */
function isPageOfWords(recognition: Recognition): boolean {
  const words = wordCount(recognition.text);
  const { wordShare, groundShare = 1, figureShare = 0 } = recognition;
  if (wordShare === undefined) return words >= wordsWithoutPlaces;
  if (words < fewestWords) return false;
  if (recognition.groundShare !== undefined && 1 - groundShare < nothingElse) return true;
  const density = wordShare / Math.max(leastGround, groundShare);
  if (words >= manyWords) return density >= densityOfMany;
  return groundShare >= leastGround && density >= wordDensity && figureShare < mostFigures;
}

/**
 * Whether a picture wants a description. `wanted`: the result is incomplete without one. `welcome`: done when
 * somebody can (a figure has its name and its place in the text already; a page of a document with hardly a
 * word on it may be a figure, but may as well be empty).
 */
export function descriptionOf(
  picture: Picture,
  recognition: Recognition | undefined,
): 'wanted' | 'welcome' | 'no' {
  if (recognition && isPageOfWords(recognition)) return 'no';
  if (picture.role === 'figure') return 'welcome';
  if (picture.role === 'page') return wordCount(recognition?.text ?? '') < 3 ? 'welcome' : 'no';
  return 'wanted';
}
