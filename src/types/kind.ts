/** What a file is to us; everything else is unsupported. */
export type Kind = 'text' | 'image' | 'audio';

/** What the bytes of a file say it is. */
export type FileKind =
  | {
      readonly supported: true;
      readonly kind: Kind;
      /** IANA media type, e.g. `application/pdf`. */
      readonly mime: string;
    }
  | {
      readonly supported: false;
      /** The best guess at the media type, `application/octet-stream` when there is none. */
      readonly mime: string;
      /** What it is, for a sentence: `a ZIP archive`, `a Word document`, `data in an unknown format`. */
      readonly description: string;
      /** What would help, one sentence; left out where the usual advice does. */
      readonly hint?: string;
    };
