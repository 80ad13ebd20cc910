/** The files that came with messages: named, and read as files of their own. */
import type { Block, Document, Picture } from '../../types/document.ts';
import type { FileToRead, ReaderFor } from '../contract.ts';
import { asPart, type InnerPart, readInner } from '../inner.ts';
import type { MailPart } from './mail.ts';

/** Of one file, however many messages are in it. */
export const limits = { files: 100, seconds: 240, named: 500 } as const;

/** Pixels of the shorter side; smaller pictures within a text are logos and signs. */
const smallestPicture = 100;

/** What is still left of the limits, over all messages of a file. */
export class AttachmentBudget {
  #files = 0;
  readonly #start = performance.now();

  /** Counts one more file; false when it may not be read any more. */
  take(): boolean {
    this.#files++;
    return this.#files <= limits.files && performance.now() - this.#start < limits.seconds * 1000;
  }
}

/** How and where attachments are read. */
export interface AttachmentOptions {
  readonly readerFor: ReaderFor;
  readonly budget: AttachmentBudget;
  /** Before the ids of pictures. */
  readonly prefix: string;
  /** Of the heading of each attachment. */
  readonly level: number;
}

/** What attachments add to the document of their message. */
export interface ReadAttachments extends InnerPart {
  readonly omissions: readonly string[];
}

/**
 * A list of the attachments and what is in each, under its name. Pictures get ids such as `attachment-2-file`.
 */
export async function readAttachments(
  file: FileToRead,
  parts: readonly MailPart[],
  options: AttachmentOptions,
): Promise<ReadAttachments> {
  // Before they are read: a reader may take the bytes for its own.
  const list = listOf(parts, options.level);
  const blocks: Block[] = [];
  const pictures: Picture[] = [];
  const omissions: string[] = [];
  for (const [index, part] of parts.entries()) {
    if (!options.budget.take()) {
      omissions.push(
        `${parts.length - index} of ${parts.length} attachments were not read: there are too many.`,
      );
      break;
    }
    const reading = await readInner(file, part, options.readerFor);
    if (!reading.ok) {
      omissions.push(unreadSentence(part.name, reading.why));
      continue;
    }
    const document = part.inline ? withoutLogos(reading.document) : reading.document;
    const inner = asPart(document, part.name, `${options.prefix}attachment-${index + 1}-`, options.level);
    if (document.speech)
      omissions.push(`${part.name} holds sound, which was not written down: drop it by itself.`);
    omissions.push(...document.omissions.map((omission) => `${part.name}: ${omission}`));
    if (inner.blocks.length > 0) {
      blocks.push({ type: 'heading', level: options.level, text: part.name }, ...inner.blocks);
    }
    pictures.push(...inner.pictures);
  }
  return { blocks: [...list, ...blocks], pictures, omissions };
}

function unreadSentence(name: string, why: string): string {
  // The readers' sentences name the file themselves.
  return why.startsWith(name) ? why : `${name} was not read: ${why}.`;
}

function withoutLogos(document: Document): Document {
  const { width, height } = document.facts;
  const isLogo = width !== undefined && height !== undefined && Math.min(width, height) < smallestPicture;
  return isLogo ? { ...document, pictures: [] } : document;
}

function listOf(parts: readonly MailPart[], level: number): Block[] {
  if (parts.length === 0) return [];
  const items = parts.slice(0, limits.named).map(({ name, content }) => `${name} (${size(content.length)})`);
  if (parts.length > limits.named) items.push(`and ${parts.length - limits.named} more`);
  return [
    { type: 'heading', level: Math.max(1, level - 1), text: 'Attachments' },
    { type: 'list', ordered: false, items },
  ];
}

function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
