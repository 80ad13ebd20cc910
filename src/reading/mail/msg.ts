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
    const page = first.messageCodepage ?? first.internetCodepage;
    if (page === undefined || unicodePages.has(page) || !iconv.encodingExists(`cp${page}`)) {
      return asMail(message, first);
    }
    const again = new MsgReader(view);
    again.parserConfig = { ansiEncoding: `cp${page}` };
    return asMail(again, again.getFileData());
  } catch (error) {
    throw damaged(file, 'cannot be read as an Outlook message: its data is broken', error);
  }
}

function asMail(message: Message, data: FieldsData): Mail {
  const { parts, omissions } = partsOf(message, data);
  const header = /^date:[ \t]*(.*)$/im.exec(data.headers ?? '')?.[1] ?? '';
  const date = [header, data.clientSubmitTime, data.messageDeliveryTime, data.creationTime]
    .map((line) => mailDate(line ?? ''))
    .find((found) => found !== undefined);
  const html = data.bodyHtml ?? (data.html === undefined ? undefined : decodePage(data.html).text);
  const rtf = html === undefined && !data.body?.trim() ? rtfPart(data) : [];
  return {
    subject: data.subject ?? '',
    from: senderOf(data),
    to: recipients(data, 'to'),
    cc: recipients(data, 'cc'),
    bcc: recipients(data, 'bcc'),
    replyTo: [],
    ...(date === undefined ? {} : { date }),
    other: appointment(data),
    ...(data.body === undefined ? {} : { text: data.body }),
    ...(html === undefined ? {} : { html }),
    parts: [...rtf, ...parts],
    omissions,
  };
}

function senderOf(data: FieldsData): string {
  const addresses = [
    data.senderSmtpAddress,
    data.senderEmail,
    data.sentRepresentingSmtpAddress,
    data.creatorSMTPAddress,
  ];
  // Others are names within an organisation's own directory.
  return person(
    data.senderName,
    addresses.find((address) => address?.includes('@')),
  );
}

function recipients(data: FieldsData, type: string): string[] {
  return (data.recipients ?? [])
    .filter(({ recipType }) => (recipType ?? 'to') === type)
    .map(({ name, smtpAddress, email }) =>
      person(
        name,
        [smtpAddress, email].find((one) => one?.includes('@')),
      ),
    )
    .filter((shown) => shown !== '');
}

function appointment(data: FieldsData): Record<string, string> {
  const rows: [string, string | undefined][] = [
    ['Starts', mailDate(data.apptStartWhole ?? '')],
    ['Ends', mailDate(data.apptEndWhole ?? '')],
    ['Where', data.apptLocation],
  ];
  return Object.fromEntries(rows.filter((row): row is [string, string] => Boolean(row[1]?.trim())));
}

/** A message whose only text is formatted keeps it packed. */
function rtfPart({ compressedRtf }: FieldsData): MailPart[] {
  if (compressedRtf === undefined) return [];
  const content = Uint8Array.from(decompressRTF([...compressedRtf]));
  return [{ name: 'message.rtf', content, inline: true }];
}

function partsOf(
  message: Message,
  data: FieldsData,
): { readonly parts: MailPart[]; readonly omissions: string[] } {
  const parts: MailPart[] = [];
  const omissions: string[] = [];
  for (const [index, attachment] of (data.attachments ?? []).entries()) {
    const given = attachment.fileName ?? attachment.fileNameShort ?? attachment.name;
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
