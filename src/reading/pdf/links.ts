/** Links to web pages and addresses, put to the words that they lie over. */
import type { Annotation } from './annotations.ts';
import { type Box, turnBox } from './geometry.ts';
import type { RunGroup, TextRun } from './text-runs.ts';

interface Link {
  readonly box: Box;
  readonly address: string;
}

/** The share of a run from which on the whole of it is the link: boxes are drawn by hand, or by eye. */
const mostly = 0.85;

/** The runs, parted where links begin and end. */
export function withLinks(groups: readonly RunGroup[], annotations: readonly Annotation[]): RunGroup[] {
  const links = annotations.flatMap(linkOf);
  if (links.length === 0) return [...groups];
  return groups.map(({ angle, runs }) => {
    const turned = links.map(({ box, address }) => ({ box: turnBox(box, angle), address }));
    return { angle, runs: runs.flatMap((run) => linkedRuns(run, turned)) };
  });
}

/** Only what leads out of the file: web pages, mail, telephone. */
function linkOf({ facts, box }: Annotation): Link[] {
  const address = facts.subtype === 'Link' && typeof facts.url === 'string' ? facts.url : '';
  return /^(?:https?|mailto|tel|ftp):/i.test(address) ? [{ box, address }] : [];
}

function linkedRuns(run: TextRun, links: readonly Link[]): TextRun[] {
  const middle = run.y - 0.3 * run.size;
  const over = links.filter(
    ({ box }) =>
      box.y0 <= middle && box.y1 >= middle && Math.min(box.x1, run.x1) - Math.max(box.x0, run.x0) > 0,
  );
  const [link] = over.toSorted((one, other) => one.box.x0 - other.box.x0);
  if (link === undefined || run.rightToLeft) return [run];
  const width = run.x1 - run.x0;
  if ((Math.min(link.box.x1, run.x1) - Math.max(link.box.x0, run.x0)) / width >= mostly) {
    return [{ ...run, link: link.address }];
  }
  const from = wordEdge(run.text, ((link.box.x0 - run.x0) / width) * run.text.length);
  const to = wordEdge(run.text, ((link.box.x1 - run.x0) / width) * run.text.length);
  if (to <= from) return [run];
  const [before, linked, after] = [
    partOf(run, 0, from),
    partOf(run, from, to),
    partOf(run, to, run.text.length),
  ];
  const rest = over.filter((other) => other !== link);
  return [
    before,
    linked && { ...linked, link: link.address },
    ...(after ? linkedRuns(after, rest) : []),
  ].filter((part) => part !== undefined);
}

/** Where a word begins or ends next to a place that was estimated from the width. */
function wordEdge(text: string, guess: number): number {
  if (guess <= 1) return 0;
  if (guess >= text.length - 1) return text.length;
  const edges = [...text.matchAll(/(?<=\s)|(?=\s)/g)].map((match) => match.index);
  const nearest = edges.reduce(
    (best, edge) => (Math.abs(edge - guess) < Math.abs(best - guess) ? edge : best),
    -99,
  );
  return Math.abs(nearest - guess) <= 0.08 * text.length + 1 ? nearest : Math.round(guess);
}

/** A part of a run with the share of its width; undefined when it is blank. */
function partOf(run: TextRun, from: number, to: number): TextRun | undefined {
  const text = run.text.slice(from, to);
  if (text.trim() === '') return undefined;
  const lead = text.length - text.trimStart().length;
  const step = (run.x1 - run.x0) / run.text.length;
  const start = from + lead;
  return {
    ...run,
    text: text.trim(),
    x0: run.x0 + start * step,
    x1: run.x0 + (start + text.trim().length) * step,
    spaceBefore: from === 0 ? run.spaceBefore : lead > 0 || /\s$/.test(run.text.slice(0, from)),
  };
}
