/** Mailboxes: one message after the other in a file (RFC 4155). */
import type { Block, Document, Picture } from '../../types/document.ts';
import type { FileToRead, LoadedPicture, Reader, ReaderFor } from '../contract.ts';
import { damaged, failureOf, noSuchPicture } from '../failures.ts';
import { readStart } from '../file-bytes.ts';
import { AttachmentBudget, readAttachments } from './attachments.ts';
import { parseEml } from './eml.ts';
import { headBlocks } from './mail-blocks.ts';
import { bodyBlocks } from './mail-body.ts';
import { loadMailPicture } from './mail-document.ts';

/** Bytes of one file that are read. */
export const limitBytes = 256 * 1024 * 1024;
/** A note of more messages would serve nobody. */
export const mostMessages = 1000;

/** What a mailbox gives. */
interface Contents {
  readonly blocks: Block[];
  readonly pictures: Picture[];
  readonly omissions: string[];
}

/** Reads the messages of a mailbox in their order, each under its subject. */
export function mboxReader(readerFor: ReaderFor): Reader & Required<Pick<Reader, 'loadPicture'>> {
  return {
    async read(file: FileToRead): Promise<Document> {
      const { messages, omissions } = await messagesOf(file);
      const contents: Contents = { blocks: [], pictures: [], omissions };
      const budget = new AttachmentBudget();
      for (const [index, bytes] of messages.entries()) {
        await addMessage(contents, file, { bytes, number: index + 1, budget, readerFor });
      }
      if (contents.blocks.length === 0) throw damaged(file, 'holds no message that can be read');
      const facts = { other: { Messages: String(messages.length) } };
      return { kind: 'text', mime: file.mime, facts, speech: false, ...contents };
    },

    async loadPicture(file: FileToRead, picture: Picture): Promise<LoadedPicture> {
      const [, number = '', id = ''] = /^message-(\d{1,4})-(.+)$/.exec(picture.id) ?? [];
      const bytes = (await messagesOf(file)).messages[Number(number) - 1];
      if (number === '' || bytes === undefined) throw noSuchPicture(file, picture.id);
      return loadMailPicture(file, await parseEml(file, bytes), { ...picture, id }, readerFor);
    },
  };
}

interface OneMessage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly number: number;
  readonly budget: AttachmentBudget;
  readonly readerFor: ReaderFor;
}

async function addMessage(
  { blocks, pictures, omissions }: Contents,
  file: FileToRead,
  { bytes, number, budget, readerFor }: OneMessage,
): Promise<void> {
  try {
    const mail = await parseEml(file, bytes);
    const prefix = `message-${number}-`;
    const attached = await readAttachments(file, mail.parts, { readerFor, budget, prefix, level: 3 });
    const subject = mail.subject.trim() || `Message ${number}`;
    blocks.push({ type: 'heading', level: 1, text: subject }, ...headBlocks(mail), ...bodyBlocks(mail));
    blocks.push(...attached.blocks);
    pictures.push(...attached.pictures);
    omissions.push(...[...mail.omissions, ...attached.omissions].map((one) => `Message ${number}: ${one}`));
  } catch (error) {
    omissions.push(`Message ${number}: ${failureOf(error, file).failure.reason}`);
  }
}

async function messagesOf(
  file: FileToRead,
): Promise<{ readonly messages: Uint8Array<ArrayBuffer>[]; readonly omissions: string[] }> {
  const { bytes, size } = await readStart(file, limitBytes);
  const starts = separators(bytes);
  const omissions: string[] = [];
  if (size > limitBytes) {
    omissions.push(`Only the first 256 MiB of ${Math.ceil(size / 1024 / 1024)} MiB were read.`);
  }
  if (starts.length > mostMessages) {
    omissions.push(
      `Messages ${mostMessages + 1} to ${starts.length} were not read: ${mostMessages} are the limit.`,
    );
  }
  const messages = starts
    .slice(0, mostMessages)
    .map((start, i) => bytes.subarray(start, starts[i + 1] ?? bytes.length));
  return { messages, omissions };
}

/** True for a mailbox, whatever it is called: it begins with a separator and has another one. */
export function isMailbox(bytes: Uint8Array<ArrayBuffer>): boolean {
  const [first, second] = separators(bytes);
  return first === 0 && second !== undefined;
}

/** Where lines such as `From someone@example.com Tue May 10 11:28:07 2005` stand, each before a head. */
function separators(bytes: Uint8Array<ArrayBuffer>): number[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const found: number[] = [];
  const line = /^From \S+ [^\n]{0,200}\d{4}[^\n]{0,40}\r?\n>?[\w-]+:/;
  for (let at = 0; at !== -1; at = next(buffer, at)) {
    if (line.test(buffer.toString('latin1', at, at + 400))) found.push(at);
  }
  return found;
}

function next(buffer: Buffer, from: number): number {
  const found = buffer.indexOf('\nFrom ', from);
  return found === -1 ? -1 : found + 1;
}
