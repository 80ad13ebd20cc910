/**
 * The body of a note, piece by piece with its place in the original.
 *
 * Our notes say a place by a heading below `## Text` (`### Page 3`, as `report/place-name.ts` writes it) or by a
 * time before a line (`[00:12]`). What only repeats or advises is left out: the line about the original, remarks,
 * the list of entities, what we say about the content (that a picture has no words, say), and sentences that the
 * built-in engine took from the text itself.
 */
import { fenceAfter } from '../reading/markdown/sections.ts';
import type { Position } from '../types/document.ts';
import { plainLine } from './plain-text.ts';

/** Some text and where it stands. */
export interface Piece {
  readonly text: string;
  readonly position: Position;
}

/** The characters of a recording's lines that stand together: about half a minute to a minute of speech. */
const spokenTogether = 900;

/** Collects lines until the place changes. */
class Pieces {
  readonly done: Piece[] = [];
  #lines: string[] = [];
  #length = 0;
  #position: Position = {};

  place(position: Position): void {
    this.#end();
    this.#position = position;
  }

  /** A line of speech: a new piece begins with it when the last one has grown long enough. */
  spoken(seconds: number, line: string): void {
    const { fromSeconds } = this.#position;
    if (fromSeconds === undefined || this.#length > spokenTogether) {
      this.place({ ...this.#position, fromSeconds: seconds });
    }
    this.line(line);
  }

  line(line: string): void {
    this.#lines.push(line);
    this.#length += line.length + 1;
  }

  all(): readonly Piece[] {
    this.#end();
    return this.done;
  }

  #end(): void {
    const text = this.#lines.join('\n').trim();
    if (text !== '') this.done.push({ text, position: this.#position });
    this.#lines = [];
    this.#length = 0;
  }
}

/** Sections of our notes that say nothing that the text does not say. */
const repeated: ReadonlySet<string> = new Set(['Entities']);

/** Sections that hold what the file itself says or shows. */
const contents: ReadonlySet<string> = new Set(['Transcript', 'Description', 'Words in the picture', 'Text']);

/** Lines of our own within the content: their words would be found before the file's. */
const ownRemark =
  /^\*(?:No words were found\.|No speech was heard\.|A figure[.:]|What the page shows:|Hard to read \(\d+ % sure\): expect mistakes\.|It could not be looked at: .*)\*$/;
/** The head of the table of facts. */
const factsHead = /^\| Fact \| Value \|$/;

/**
 * Takes a body apart.
 * @param ours The front matter when the note is one of ours; undefined for a person's own Markdown.
 * @returns `title`: the first heading of level one.
 */
export function piecesOf(
  body: string,
  ours: Readonly<Record<string, unknown>> | undefined,
): { readonly title: string | undefined; readonly pieces: readonly Piece[] } {
  const pieces = new Pieces();
  // A single page has no heading of its own.
  const whole: Position = ours?.pages === 1 ? { page: 1 } : {};
  let title: string | undefined;
  let section = '';
  let fence: string | undefined;
  for (const line of body.replaceAll('\r\n', '\n').split('\n')) {
    const before = fence;
    fence = fenceAfter(line, fence);
    if (before !== undefined || fence !== undefined) {
      if (before !== undefined && fence !== undefined) pieces.line(line);
      continue;
    }
    const heading = /^ {0,3}(#{1,6})[ \t]+(.*)$/.exec(line);
    if (heading?.[1] === '#' && title === undefined) {
      title = plainLine(heading[2] ?? '');
      continue;
    }
    if (ours === undefined) pieces.line(plainLine(line));
    else if (heading?.[1] === '##') {
      section = plainLine(heading[2] ?? '');
      // What is said about the file as a whole stands before its content, and together.
      if (contents.has(section)) pieces.place(section === 'Text' ? whole : {});
    } else if (!repeated.has(section)) takeOurs(pieces, line, section, ours);
  }
  return { title, pieces: pieces.all() };
}

function takeOurs(
  pieces: Pieces,
  line: string,
  section: string,
  ours: Readonly<Record<string, unknown>>,
): void {
  // The note of a copy says no more than where the other one's is.
  if (ours.duplicate_of !== undefined) return;
  if (section === '' || section === 'Key points') {
    const isRemark = /^>|^!?\[.*\]\(<[^>]*>\)/.test(line) || /^\*(?:Summary by|Key sentences,)/.test(line);
    if (!isRemark && !isQuoted(ours)) pieces.line(plainLine(line));
  } else if (!ownRemark.test(line) && !(section === 'Facts' && factsHead.test(line))) {
    takeContent(pieces, line, section);
  }
}

/** What the file itself says: its text, its transcript, its facts. */
function takeContent(pieces: Pieces, line: string, section: string): void {
  const place = section === 'Text' ? /^### (.+)$/.exec(line)?.[1] : undefined;
  const position = place === undefined ? undefined : positionOf(plainLine(place));
  const spoken = /^\[(?:(\d+):)?(\d\d):(\d\d)\] (.*)$/.exec(line);
  if (position !== undefined) pieces.place(position);
  else if (spoken === null) pieces.line(plainLine(line));
  else {
    const [, hours = '0', minutes, seconds, words = ''] = spoken;
    pieces.spoken(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds), plainLine(words));
  }
}

/** Whether summary and key points are the text's own sentences. */
function isQuoted({ models }: Readonly<Record<string, unknown>>): boolean {
  const done = typeof models === 'object' && models !== null && 'summarise' in models ? models.summarise : '';
  return typeof done === 'string' && done.startsWith('builtin:');
}

/** The place that a heading names, as `placeName` writes it. */
function positionOf(heading: string): Position | undefined {
  const numbered = /^(Page|Slide) (\d{1,7})$/.exec(heading);
  if (numbered?.[1] === 'Page') return { page: Number(numbered[2]) };
  if (numbered !== null) return { slide: Number(numbered[2]) };
  const sheet = /^Sheet (.+)$/.exec(heading)?.[1];
  return sheet === undefined ? undefined : { sheet };
}
