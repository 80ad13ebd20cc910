/** A message as it is read, whatever the format of its file. */

export interface Mail {
  readonly subject: string;
  /** As people write them: `Name <address>`. */
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: readonly string[];
  /** ISO 8601, with the sender's offset where the message has it. */
  readonly date?: string;
  /** What stands where the date should. */
  readonly oddDate?: string;
  /** Other lines of the head that a person looks for, label → value. */
  readonly other?: Readonly<Record<string, string>>;
  readonly text?: string;
  readonly html?: string;
  readonly parts: readonly MailPart[];
  /** What could not be had from the file, one sentence each. */
  readonly omissions: readonly string[];
}

/** A file that came with a message. */
export interface MailPart {
  /** Safe to show and to tell a kind by, never a path. */
  readonly name: string;
  readonly content: Uint8Array<ArrayBuffer>;
  /** It is shown within the text, as a logo is. */
  readonly inline: boolean;
}
