/** The tags and texts of HTML, one after the other: no tree, no limits needed, whatever comes. */
import { Tokenizer } from 'htmlparser2';

/** The first value of each attribute by its lower-case name, entities as they stand. */
export type Attributes = ReadonlyMap<string, string>;

/** Told what HTML consists of, in order. Names are in lower case; texts and values are as they stand. */
export interface TagListener {
  /** `end` is the index after the tag; `closed` says that it ends in `/>`. */
  open(name: string, attributes: Attributes, end: number, closed: boolean): void;
  /** `start` is the index of the tag. */
  close(name: string, start: number): void;
  text(text: string): void;
  /** What stands in `<![CDATA[ … ]]>`. */
  data(text: string): void;
}

/** Takes HTML apart. Time is linear in its length. */
export function readTags(html: string, listener: TagListener): void {
  let name = '';
  let attributes = new Map<string, string>();
  let attribute = '';
  let value = '';
  const nothing = (): void => undefined;
  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: false },
    {
      onopentagname: (start, end) => {
        name = html.slice(start, end).toLowerCase();
        attributes = new Map();
      },
      onattribname: (start, end) => {
        attribute = html.slice(start, end).toLowerCase();
        value = '';
      },
      onattribdata: (start, end) => {
        value += html.slice(start, end);
      },
      onattribend: () => {
        if (!attributes.has(attribute)) attributes.set(attribute, value);
      },
      onopentagend: (end) => listener.open(name, attributes, end + 1, false),
      onselfclosingtag: (end) => listener.open(name, attributes, end + 1, true),
      onclosetag: (start, end) => listener.close(html.slice(start, end).toLowerCase(), start - 2),
      ontext: (start, end) => listener.text(html.slice(start, end)),
      oncdata: (start, end, offset) => listener.data(html.slice(start, end - offset)),
      onattribentity: nothing,
      ontextentity: nothing,
      oncomment: nothing,
      ondeclaration: nothing,
      onprocessinginstruction: nothing,
      onend: nothing,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
}
