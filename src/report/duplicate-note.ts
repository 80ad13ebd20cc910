/** The short note of a file whose bytes were worked on before: it points there. */
import { withFrontMatter } from './front-matter.ts';
import { escapeWithin, linkTo } from './safe-markdown.ts';

export interface DuplicateFacts {
  /** The path below `ingest/`, as dropped, with `/` between its parts. */
  readonly source: string;
  /** This copy's name in `done/`, without folders. */
  readonly originalName: string;
  readonly sha256: string;
  readonly bytes: number;
  /** ISO 8601 with offset. */
  readonly processed: string;
  /** The first one's path below `done/`, with `/` between its parts; its note is the same with `.md` behind it. */
  readonly duplicateOf: string;
  /** Where this note stands, the folder below `done/`, empty for `done/` itself: links are made from there. */
  readonly folder: string;
}

/** The whole note, front matter and body, ending in a line break. */
export function renderDuplicateNote(facts: DuplicateFacts): string {
  const { source, originalName, sha256, bytes, processed, duplicateOf, folder } = facts;
  const note = linkTo(duplicateOf, relative(folder, `${duplicateOf}.md`));
  const body = [
    `# ${escapeWithin(originalName)}`,
    `${linkTo(originalName, originalName)} has the same content, byte for byte, as a file that is done already.`,
    `What was found in it is said there: ${note}.`,
  ];
  const title = originalName;
  const data = {
    title,
    source,
    sha256,
    bytes,
    processed,
    route: 'local',
    duplicate_of: duplicateOf,
    cost_usd: 0,
  };
  return withFrontMatter(data, `${body.join('\n\n')}\n`);
}

/** The way from a folder to a file, both given below the same folder. */
function relative(folder: string, path: string): string {
  const from = folder.split('/').filter(Boolean);
  const to = path.split('/');
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}
