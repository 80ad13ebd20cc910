/** Which tasks a document wants: pure rules, so that they can be read and tested as a table. */
import type { Picture } from '../types/document.ts';
import type { Recognition } from '../types/task.ts';

/**
 * The part of a picture's area that lines of words cover at least when it is a page, a letter, a receipt
 * or a screenshot of text rather than a photo with words in it.
 */
const pageWordShare = 0.12;
const pageWords = 12;

const wordCount = (text: string): number => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;

/** Whether the words found are the picture's content, so that nothing needs to be described. */
export function isPageOfWords(recognition: Recognition): boolean {
  const words = wordCount(recognition.text);
  if (recognition.wordShare === undefined) return words >= 4 * pageWords;
  return words >= pageWords && recognition.wordShare >= pageWordShare;
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
