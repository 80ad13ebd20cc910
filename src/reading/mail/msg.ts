/** Bytes of an Outlook item (`.msg`) → the message. */
import { decompressRTF } from '@kenjiuno/decompressrtf';
import msgReader, { type FieldsData } from '@kenjiuno/msgreader';
import iconv from 'iconv-lite';
import type { FileToRead } from '../contract.ts';
import { damaged } from '../failures.ts';
import { decodePage } from '../html/page-encoding.ts';
import { isSoundCompound } from './compound-guard.ts';
import { person } from './eml.ts';
import type { Mail, MailPart } from './mail.ts';
import { mailDate } from './mail-date.ts';
import { partName } from './part-name.ts';

// The package is CommonJS; its class is the `default` of what Node imports.
const MsgReader = msgReader.default;
type Message = InstanceType<typeof MsgReader>;

/** Unicode has no code page to decode. */
const unicodePages = new Set([1200, 65001]);

/** @throws NightshiftError `file-damaged` for what is no Outlook item or a broken one. */
export function parseMsg(file: FileToRead, bytes: Uint8Array<ArrayBuffer>): Mail {
  if (!isSoundCompound(bytes)) throw damaged(file, 'is no whole Outlook message: its parts lead nowhere');
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const message = new MsgReader(view);
    const first = message.getFileData();
    const page: unknown = first.messageCodepage ?? first.internetCodepage;
    if (typeof page !== 'number' || unicodePages.has(page) || !iconv.encodingExists(`cp${page}`)) {
      return asMail(message, first);
    }
    const again = new MsgReader(view);
    again.parserConfig = { ansiEncoding: `cp${page}` };
    return asMail(again, again.getFileData());
  } catch (error) {
    throw damaged(file, 'cannot be read as an Outlook message: its data is broken', error);
  }
}

/** The types are those of the format; in a broken file any field may hold anything. */
function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function list(value: unknown): readonly FieldsData[] {
  return Array.isArray(value) ? value : [];
}

function asMail(message: Message, data: FieldsData): Mail {
  const { parts, omissions } = partsOf(message, data);
  const header = /^date:[ \t]*(.*)$/im.exec(text(data.headers))?.[1] ?? '';
  const date = [header, data.clientSubmitTime, data.messageDeliveryTime, data.creationTime]
    .map((line) => mailDate(text(line)))
    .find((found) => found !== undefined);
  const html = data.html instanceof Uint8Array ? decodePage(data.html).text : text(data.bodyHtml);
  const rtf = html === '' && text(data.body).trim() === '' ? rtfPart(data) : [];
  return {
    subject: text(data.subject),
    from: senderOf(data),
    to: recipients(data, 'to'),
    cc: recipients(data, 'cc'),
    bcc: recipients(data, 'bcc'),
    replyTo: [],
    ...(date === undefined ? {} : { date }),
    other: appointment(data),
    text: text(data.body),
    html,
    parts: [...rtf, ...parts],
    omissions,
  };
}

/** Addresses without `@` are names within an organisation's own directory. */
function addressIn(...values: readonly unknown[]): string | undefined {
  return values.map(text).find((address) => address.includes('@'));
}

function senderOf(data: FieldsData): string {
  const { senderSmtpAddress, senderEmail, sentRepresentingSmtpAddress, creatorSMTPAddress } = data;
  const address = addressIn(senderSmtpAddress, senderEmail, sentRepresentingSmtpAddress, creatorSMTPAddress);
  return person(text(data.senderName), address);
}

function recipients(data: FieldsData, type: string): string[] {
  return list(data.recipients)
    .filter(({ recipType }) => (recipType ?? 'to') === type)
    .map(({ name, smtpAddress, email }) => person(text(name), addressIn(smtpAddress, email)))
    .filter((shown) => shown !== '');
}

function appointment(data: FieldsData): Record<string, string> {
  const rows: readonly (readonly [string, string])[] = [
    ['Starts', mailDate(text(data.apptStartWhole)) ?? ''],
    ['Ends', mailDate(text(data.apptEndWhole)) ?? ''],
    ['Where', text(data.apptLocation)],
  ];
  return Object.fromEntries(rows.filter(([, value]) => value.trim() !== ''));
}

/** A message whose only text is formatted keeps it packed. */
function rtfPart({ compressedRtf }: FieldsData): MailPart[] {
  if (!(compressedRtf instanceof Uint8Array)) return [];
  const content = Uint8Array.from(decompressRTF([...compressedRtf]));
  return [{ name: 'message.rtf', content, inline: true }];
}

function partsOf(
  message: Message,
  data: FieldsData,
): { readonly parts: MailPart[]; readonly omissions: string[] } {
  const parts: MailPart[] = [];
  const omissions: string[] = [];
  for (const [index, attachment] of list(data.attachments).entries()) {
    const { fileName, fileNameShort, name: shown } = attachment;
    const given = text(fileName) || text(fileNameShort) || text(shown);
    const name = partName(given, attachment.innerMsgContent ? 'application/vnd.ms-outlook' : '', index + 1);
    try {
      const { content } = message.getAttachment(attachment);
      const inline = attachment.attachmentHidden === true || attachment.pidContentId !== undefined;
      parts.push({
        name: attachment.innerMsgContent && !/\.msg$/i.test(name) ? `${name}.msg` : name,
        content: new Uint8Array(content),
        inline,
      });
    } catch {
      omissions.push(`${name} could not be taken out of the message.`);
    }
  }
  return { parts, omissions };
}
