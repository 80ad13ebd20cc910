/** Bytes of an e-mail message (RFC 5322, MIME) → the message. */
import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime';
import type { FileToRead } from '../contract.ts';
import { damaged } from '../failures.ts';
import type { Mail, MailPart } from './mail.ts';
import { mailDate, receivedDate } from './mail-date.ts';
import { partName } from './part-name.ts';

/** Parts that sign or wrap the message and hold nothing to read. */
const wrapping = /^application\/(?:pgp-signature|(?:x-)?pkcs7-signature|pgp-encrypted)$/;

/** @throws NightshiftError `file-damaged` for what is no message. */
export async function parseEml(file: FileToRead, bytes: Uint8Array<ArrayBuffer>): Promise<Mail> {
  const message = await PostalMime.parse(messageOf(bytes), {
    // Messages within the message are files like others; they are read by themselves.
    forceRfc822Attachments: true,
    maxNestingDepth: 100,
  }).catch((error: unknown) => {
    throw damaged(file, 'cannot be read as an e-mail message: its parts do not fit together', error);
  });
  return asMail(message);
}

/** Apple Mail writes the message's length before it and a property list after it; others a mailbox's separator. */
function messageOf(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1000)).toString('latin1');
  const counted = /^\s*(\d{1,12})\s*\r?\n/.exec(start);
  if (counted) return bytes.subarray(counted[0].length, counted[0].length + Number(counted[1]));
  const separator = /^\s*(?:>?From \S+[^\n]*\n)?\s*/.exec(start)?.[0] ?? '';
  return bytes.subarray(separator.length);
}

function asMail(message: Email): Mail {
  const lines = (key: string) =>
    message.headers.filter((header) => header.key === key).map(({ value }) => value);
  const written = lines('date')[0]?.trim() ?? '';
  const date =
    mailDate(written) ??
    lines('received')
      .map(receivedDate)
      .find((found) => found !== undefined);
  const parts = message.attachments.filter(({ mimeType }) => !wrapping.test(mimeType)).map(partOf);
  return {
    subject: message.subject ?? '',
    from: people(message.from ?? message.sender).join(', '),
    to: people(...(message.to ?? [])),
    cc: people(...(message.cc ?? [])),
    bcc: people(...(message.bcc ?? [])),
    replyTo: people(...(message.replyTo ?? [])),
    ...(date === undefined ? {} : { date }),
    ...(written !== '' && mailDate(written) === undefined ? { oddDate: written } : {}),
    ...(message.text === undefined ? {} : { text: message.text }),
    ...(message.html === undefined ? {} : { html: message.html }),
    parts,
    omissions: isEncrypted(message) ? ['The message is encrypted; only who holds its key can read it.'] : [],
  };
}

function partOf(part: Attachment, index: number): MailPart {
  const { content } = part;
  return {
    name: partName(part.filename ?? part.description, part.mimeType, index + 1),
    content:
      typeof content === 'string'
        ? new TextEncoder().encode(content)
        : new Uint8Array(content as ArrayBuffer),
    inline: part.related === true || (part.disposition === 'inline' && part.contentId !== undefined),
  };
}

function people(...addresses: (Address | undefined)[]): string[] {
  return addresses.flatMap((address) => {
    if (address === undefined) return [];
    if (address.group) return [`${address.name}: ${people(...address.group).join(', ')}`.trim()];
    return [person(address.name, address.address)].filter((name) => name !== '');
  });
}

/** `Name <address>`, or the one that there is. */
export function person(name: string | undefined, address: string | undefined): string {
  const [shown = '', reached = ''] = [name?.replace(/\s+/g, ' ').trim(), address?.trim()];
  if (reached === '' || shown.toLowerCase() === reached.toLowerCase()) return shown || reached;
  return shown === '' ? reached : `${shown} <${reached}>`;
}

function isEncrypted({ attachments, headers, text, html }: Email): boolean {
  if (text?.trim() || html) return false;
  const type = headers.find(({ key }) => key === 'content-type')?.value ?? '';
  const wrapped = attachments.some(({ mimeType }) => mimeType === 'application/pgp-encrypted');
  return wrapped || /multipart\/encrypted|smime-type="?enveloped/i.test(type);
}
