/** Pages that browsers saved with all that belongs to them: MHTML (Chrome, Edge) and Safari's web archives. */
import PostalMime from 'postal-mime';
import type { Document } from '../../types/document.ts';
import type { FileToRead, Reader } from '../contract.ts';
import { damaged } from '../failures.ts';
import { readWhole } from '../file-bytes.ts';
import { BinaryPlist } from './binary-plist.ts';
import { decodePage } from './page-encoding.ts';
import { readPage } from './read-page.ts';

/** Pictures, styles and programs included. */
export const limitBytes = 256 * 1024 * 1024;

/** Reads the page itself; what belongs to it is left where it is. */
export const webArchiveReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const bytes = await readWhole(file, limitBytes);
    const { html, address } = /webarchive/.test(file.mime) ? fromSafari(bytes) : await fromMhtml(bytes);
    if (html === undefined) throw damaged(file, 'holds no page that can be read');
    const { blocks, facts } = await readPage(html, address);
    return {
      kind: 'text',
      mime: file.mime,
      facts,
      blocks,
      pictures: [],
      speech: false,
      omissions: [],
    };
  },
};

interface SavedPage {
  readonly html: string | undefined;
  readonly address: string | undefined;
}

function fromSafari(bytes: Uint8Array<ArrayBuffer>): SavedPage {
  const list = new BinaryPlist(bytes);
  const page = list.valueOf(list.root, 'WebMainResource');
  const data = list.data(list.valueOf(page, 'WebResourceData'));
  const html = data === undefined || data.length === 0 ? undefined : decodePage(data).text;
  return { html, address: webAddress(list.text(list.valueOf(page, 'WebResourceURL'))) };
}

async function fromMhtml(bytes: Uint8Array<ArrayBuffer>): Promise<SavedPage> {
  const message = await PostalMime.parse(bytes).catch(() => undefined);
  const places = (message?.headers ?? []).filter(({ key }) => /^(?:snapshot-)?content-location$/.test(key));
  return { html: message?.html, address: webAddress(places[0]?.value) };
}

function webAddress(text: string | undefined): string | undefined {
  return text !== undefined && /^https?:/.test(text) && URL.canParse(text) ? text : undefined;
}
