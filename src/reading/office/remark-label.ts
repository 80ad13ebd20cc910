/** Who wrote something beside the text, and when. */

/** `Comment by Ada Lovelace, 2026-03-01`. */
export function remarkLabel(author: string | undefined, date: string | undefined): string {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(date ?? '')?.[0];
  const by = author === undefined || author.trim() === '' ? 'Comment' : `Comment by ${author.trim()}`;
  return day === undefined ? by : `${by}, ${day}`;
}
