/** Messages made by code, in the forms in which mail programs write them. */
import { burn, type Entry } from '@kenjiuno/msgreader/lib/Burner.js';

/** One part of a message in several parts. */
export interface Part {
  readonly head: string;
  readonly body: string | Uint8Array;
}

let messages = 0;

/** A message of several parts; bytes become base64. */
export function multipart(head: string, parts: readonly Part[], kind = 'mixed'): string {
  const cut = `cut-${messages++}`;
  const body = parts.map((part) => {
    if (typeof part.body === 'string') return `--${cut}\r\n${part.head}\r\n\r\n${part.body}\r\n`;
    const encoded = Buffer.from(part.body).toString('base64').replace(/.{76}/g, '$&\r\n');
    return `--${cut}\r\n${part.head}\r\nContent-Transfer-Encoding: base64\r\n\r\n${encoded}\r\n`;
  });
  return `${head}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/${kind}; boundary=${cut}\r\n\r\n${body.join('')}--${cut}--\r\n`;
}

/** Where the lines of a head begin that every message has. */
export const letterhead = [
  'From: Marion Blackwood <marion@museum.example>',
  'To: =?utf-8?Q?J=C3=B6rg?= <joerg@museum.example>, office@museum.example',
  'Date: Tue, 5 Mar 2024 09:30:00 +0100',
  'Subject: The harbour wall',
].join('\r\n');

/** An Outlook item: texts by their property numbers, and attachments. */
export function outlookItem(
  texts: Readonly<Record<string, string>>,
  attachments: readonly { readonly name: string; readonly content: Uint8Array }[] = [],
): Uint8Array {
  const entries: Entry[] = [{ name: 'Root Entry', type: 5, length: 0, children: [] }];
  const add = (parent: number, name: string, content: Uint8Array) => {
    entries[parent]?.children?.push(entries.length);
    entries.push({ name, type: 2, length: content.length, binaryProvider: () => content });
  };
  add(0, '__properties_version1.0', new Uint8Array(32));
  for (const [tag, text] of Object.entries(texts)) add(0, `__substg1.0_${tag}001F`, utf16(text));
  attachments.forEach(({ name, content }, i) => {
    const folder = entries.length;
    entries[0]?.children?.push(folder);
    entries.push({ name: `__attach_version1.0_#0000000${i}`, type: 1, length: 0, children: [] });
    add(folder, '__properties_version1.0', new Uint8Array(8));
    add(folder, '__substg1.0_3707001F', utf16(name));
    add(folder, '__substg1.0_37010102', content);
  });
  return Uint8Array.from(burn(entries));
}

/** In memory of its own: the writer looks at all of it. */
function utf16(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'utf16le'));
}
