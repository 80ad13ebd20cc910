/** Charts as the tables that they were drawn from (ECMA-376 part 1, section 21.2, and Microsoft's chartex). */
import { attribute, child, descendants, elements, textOf, type XmlElement } from '../xml/xml-tree.ts';
import type { Cell, Piece } from './pieces.ts';
import { isDateFormat, isoOfSerial } from './serial-date.ts';

/** Points of one series that are shown. */
const mostPoints = 500;
/** Series of one chart that are shown. */
const mostSeries = 50;

interface Series {
  readonly name: string;
  /** Index of a point → its label on the axis, and its value. */
  readonly labels: ReadonlyMap<number, string>;
  readonly values: ReadonlyMap<number, string>;
}

/** The chart's title as a figure, and its numbers as a table. `root` is a `c:chartSpace` or `cx:chartSpace`. */
export function chartPieces(root: XmlElement): Piece[] {
  const chart = child(root, 'chart');
  const title = drawnText(child(chart, 'title'));
  const series = [...seriesOf(chart), ...extendedSeries(root)].slice(0, mostSeries);
  const caption = title === '' ? 'Chart' : `Chart: ${title}`;
  return [{ kind: 'figure', caption }, ...tables(series, axisTitle(chart))];
}

/** The words of a title, whichever way they are kept; runs may part a word, paragraphs do not. */
function drawnText(title: XmlElement | undefined): string {
  const paragraphs = descendants(title, 'p').map((paragraph) =>
    descendants(paragraph, 't').map(textOf).join(''),
  );
  const words = paragraphs.length > 0 ? paragraphs.join(' ') : descendants(title, 'v').map(textOf).join(' ');
  return words.replace(/\s+/g, ' ').trim();
}

function axisTitle(chart: XmlElement | undefined): string {
  const area = child(chart, 'plotArea');
  return drawnText(child(child(area, 'catAx') ?? child(area, 'dateAx') ?? area, 'title'));
}

function seriesOf(chart: XmlElement | undefined): Series[] {
  return elements(child(chart, 'plotArea'))
    .flatMap((plot) => elements(plot, 'ser'))
    .map((element, index) => {
      const named = [...points(child(element, 'tx')).values()].join(' ');
      const name = named === '' ? textOf(child(element, 'tx', 'v')) : named;
      return {
        name: name.trim() === '' ? `Series ${index + 1}` : name.trim(),
        labels: points(child(element, 'cat') ?? child(element, 'xVal')),
        values: points(child(element, 'val') ?? child(element, 'yVal')),
      };
    });
}

/** Cached points by index. Levels of labels, the innermost first, become one label. */
function points(holder: XmlElement | undefined): Map<number, string> {
  const found = new Map<number, string>();
  const levels = descendants(holder, 'lvl');
  for (const source of levels.length > 0 ? levels : elements(elements(holder)[0])) {
    const format = textOf(child(source, 'formatCode'));
    for (const point of elements(source, 'pt')) {
      const index = Number(attribute(point, 'idx'));
      const value = shown(textOf(child(point, 'v')), format);
      const inner = found.get(index);
      found.set(index, inner === undefined ? value : `${value} ${inner}`);
    }
  }
  return found;
}

/** Numbers without the noise of binary fractions, dates as dates. */
function shown(value: string, format: string): string {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return value.trim();
  if (isDateFormat(format)) return isoOfSerial(number, format, false) ?? value;
  return String(Number(number.toPrecision(12)));
}

function extendedSeries(root: XmlElement): Series[] {
  return elements(child(root, 'chartData'), 'data').map((data, index) => {
    const points = (name: string): Map<number, string> => {
      const all = descendants(child(data, name), 'pt');
      return new Map(all.map((point) => [Number(attribute(point, 'idx')), textOf(point).trim()]));
    };
    const name = drawnText(descendants(root, 'series')[index]);
    return { name: name || `Series ${index + 1}`, labels: points('strDim'), values: points('numDim') };
  });
}

/** Series that share their labels share a table; those of a scatter plot each have their own. */
function tables(series: readonly Series[], axis: string): Piece[] {
  const groups = new Map<string, Series[]>();
  for (const one of series) {
    const key = JSON.stringify([...one.labels]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group): Piece[] => {
    const indices = [...new Set(group.flatMap(({ labels, values }) => [...labels.keys(), ...values.keys()]))];
    const rows = indices
      .sort((one, other) => one - other)
      .slice(0, mostPoints)
      .map((index) => [
        group[0]?.labels.get(index) ?? '',
        ...group.map(({ values }) => values.get(index) ?? ''),
      ]);
    if (rows.length === 0) return [];
    const left = indices.length - rows.length;
    const table: Piece = {
      kind: 'table',
      rows: [[axis, ...group.map(({ name }) => name)], ...rows].map(cells),
    };
    const cut: Piece = {
      kind: 'paragraph',
      spans: [{ text: `${left} more points of the chart are not shown.` }],
    };
    return left > 0 ? [table, cut] : [table];
  });
}

const cells = (row: readonly string[]): Cell[] =>
  row.map((text): Cell => (text === '' ? [] : [{ kind: 'paragraph', spans: [{ text }] }]));
