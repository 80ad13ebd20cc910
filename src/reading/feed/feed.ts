/** A news feed of any dialect as plain data. */

/** One entry of a feed. */
export interface FeedEntry {
  readonly title?: string | undefined;
  readonly link?: string | undefined;
  /** ISO 8601. */
  readonly date?: string | undefined;
  readonly author?: string | undefined;
  readonly categories: readonly string[];
  /** HTML. */
  readonly summary?: string | undefined;
  /** HTML. */
  readonly content?: string | undefined;
  /** Addresses of recordings, films and other files that belong to it. */
  readonly enclosures: readonly string[];
}

/** A feed. */
export interface Feed {
  readonly title?: string | undefined;
  readonly subtitle?: string | undefined;
  readonly link?: string | undefined;
  readonly author?: string | undefined;
  readonly language?: string | undefined;
  /** ISO 8601. */
  readonly updated?: string | undefined;
  readonly entries: readonly FeedEntry[];
}
