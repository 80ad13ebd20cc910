/** What `doctor` finds. */

/** One thing that was looked at. */
export interface Check {
  readonly name: string;
  /** `optional`: missing, but work goes on without it. */
  readonly state: 'ok' | 'optional' | 'problem';
  readonly detail: string;
  /** What to do, '' when nothing needs doing. */
  readonly hint: string;
}

/** Something that is as it should be. */
export const ok = (name: string, detail: string): Check => ({ name, state: 'ok', detail, hint: '' });
