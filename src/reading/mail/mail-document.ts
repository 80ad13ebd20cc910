/** One message → a document: its head, its text, and what came with it. */
import type { Document, Picture } from '../../types/document.ts';
import type { FileToRead, LoadedPicture, ReaderFor } from '../contract.ts';
import { noSuchPicture } from '../failures.ts';
import { loadInnerPicture } from '../inner.ts';
import { AttachmentBudget, readAttachments } from './attachments.ts';
import type { Mail } from './mail.ts';
import { headBlocks, mailFacts } from './mail-blocks.ts';
import { bodyBlocks } from './mail-body.ts';

/** The document of a message that is a file of its own. */
export async function mailDocument(file: FileToRead, mail: Mail, readerFor: ReaderFor): Promise<Document> {
  const budget = new AttachmentBudget();
  const attached = await readAttachments(file, mail.parts, { readerFor, budget, prefix: '', level: 2 });
  return {
    kind: 'text',
    mime: file.mime,
    facts: mailFacts(mail),
    blocks: [...headBlocks(mail), ...bodyBlocks(mail), ...attached.blocks],
    pictures: attached.pictures,
    speech: false,
    omissions: [...mail.omissions, ...attached.omissions],
  };
}

/** The pixels of a picture in one of a message's attachments, by an id such as `attachment-2-page-1`. */
export async function loadMailPicture(
  file: FileToRead,
  mail: Mail,
  picture: Picture,
  readerFor: ReaderFor,
): Promise<LoadedPicture> {
  const [, number = '', id = ''] = /^attachment-(\d{1,4})-(.+)$/.exec(picture.id) ?? [];
  const part = mail.parts[Number(number) - 1];
  if (number === '' || part === undefined) throw noSuchPicture(file, picture.id);
  return loadInnerPicture(file, part, { ...picture, id }, readerFor);
}
