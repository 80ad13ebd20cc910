import assert from 'node:assert/strict';

/** The given phrases stand in the text in this order. */
export function assertInOrder(text: string, phrases: readonly string[]): void {
  let at = 0;
  for (const phrase of phrases) {
    const found = text.indexOf(phrase, at);
    assert.ok(found >= 0, `“${phrase}” is missing or too early in:\n${text}`);
    at = found + phrase.length;
  }
}
