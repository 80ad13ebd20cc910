/** Keys never appear in a log, a note or an error: the net below the care that providers take. */

/** OpenAI's `sk-…` and Replicate's `r8_…`, and whatever follows `Bearer`. */
const keyShapes = /\b(sk-|r8_|Bearer\s+)[\w.-]{8,}/g;

/**
 * The text with every key blotted out.
 *
 * @param secrets values known to be secret, e.g. of `OPENAI_API_KEY`; ones shorter than 6 characters are ignored
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret.length < 6) continue;
    clean = clean.replaceAll(secret, '[key]').replaceAll(JSON.stringify(secret).slice(1, -1), '[key]');
  }
  return clean.replace(keyShapes, '$1[key]');
}
