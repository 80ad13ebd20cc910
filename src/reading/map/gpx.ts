/** GPX: where somebody went, as names, times and lengths instead of thousands of points. */
import { readableDate } from '../dates.ts';
import { counted } from '../text-document.ts';
import { attributeOf, childrenNamed, textAt } from '../xml/xml-nodes.ts';
import type { XmlElement } from '../xml/xml-tree.ts';
import { type MapContent, mapTable } from './map-content.ts';
import { Bounds, distance, placeText } from './places.ts';

/** What is known of a way, point after point. */
interface Way {
  readonly name: string;
  readonly points: number;
  /** Kilometres, along the points. */
  readonly length: number;
  readonly begins: string;
  readonly ends: string;
  readonly heights: string;
}

/** The content of a `gpx` element. */
export function gpxContent(root: XmlElement): MapContent {
  const bounds = new Bounds();
  const waypoints = childrenNamed(root, 'wpt').map((point) => waypointRow(point, bounds));
  const routes = childrenNamed(root, 'rte').map((route) => wayOf(route, [route], 'rtept', bounds));
  const tracks = childrenNamed(root, 'trk').map((track) =>
    wayOf(track, childrenNamed(track, 'trkseg'), 'trkpt', bounds),
  );
  const ways = [...tracks, ...routes];
  const times = ways
    .flatMap(({ begins, ends }) => [begins, ends])
    .filter(Boolean)
    .sort();
  const header = ['Name', 'Points', 'Length', 'Begins', 'Ends', 'Height'];
  return {
    title: textAt(root, 'metadata', 'name') ?? textAt(root, 'name') ?? (tracks[0]?.name || undefined),
    description: textAt(root, 'metadata', 'desc') ?? textAt(root, 'desc'),
    author: textAt(root, 'metadata', 'author', 'name') ?? textAt(root, 'author'),
    created: textAt(root, 'metadata', 'time') ?? textAt(root, 'time') ?? times[0],
    facts: {
      Tracks: tracks.length || undefined,
      Routes: routes.length || undefined,
      Waypoints: waypoints.length || undefined,
      Points: ways.reduce((sum, { points }) => sum + points, 0) || undefined,
      From: times[0] && readableDate(times[0]),
      To: times.at(-1) && readableDate(times.at(-1) ?? ''),
      Bounds: bounds.text(),
    },
    tables: [
      mapTable('Tracks', [header, ...tracks.map(wayRow)]),
      mapTable('Routes', [header, ...routes.map(wayRow)]),
      mapTable('Waypoints', [['Name', 'Place', 'Time', 'Height', 'Description'], ...waypoints]),
    ],
    omissions: ways.length > 0 ? ['Of tracks and routes the single points are not shown.'] : [],
  };
}

function waypointRow(point: XmlElement, bounds: Bounds): string[] {
  const place = placeOf(point);
  if (place !== undefined) bounds.add(...place);
  const time = textAt(point, 'time');
  const height = Number(textAt(point, 'ele') ?? Number.NaN);
  const words = [textAt(point, 'desc'), textAt(point, 'cmt')].filter((text) => text !== undefined);
  return [
    textAt(point, 'name') ?? '',
    place === undefined ? '' : placeText(...place),
    time === undefined ? '' : readableDate(time),
    Number.isFinite(height) ? `${Math.round(height)} m` : '',
    [...new Set(words)].join(' '),
  ];
}

function wayOf(way: XmlElement, segments: readonly XmlElement[], pointName: string, bounds: Bounds): Way {
  let [points, length] = [0, 0];
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const times: string[] = [];
  for (const segment of segments) {
    let before: readonly [number, number] | undefined;
    for (const point of childrenNamed(segment, pointName)) {
      const place = placeOf(point);
      if (place === undefined) continue;
      points++;
      bounds.add(...place);
      if (before !== undefined) length += distance(before, place);
      before = place;
      const height = Number(textAt(point, 'ele') ?? Number.NaN);
      if (Number.isFinite(height)) [lowest, highest] = [Math.min(lowest, height), Math.max(highest, height)];
      const time = textAt(point, 'time');
      if (time !== undefined) times.push(time);
    }
  }
  return {
    name: textAt(way, 'name') ?? '',
    points,
    length,
    begins: times[0] ?? '',
    ends: times.at(-1) ?? '',
    heights: lowest > highest ? '' : `${Math.round(lowest)} to ${Math.round(highest)} m`,
  };
}

function wayRow({ name, points, length, begins, ends, heights }: Way): string[] {
  const kilometres = points > 1 ? `${length.toFixed(length < 10 ? 2 : 1)} km` : '';
  const [from, to] = [begins, ends].map((time) => (time === '' ? '' : readableDate(time)));
  return [name, counted(points), kilometres, from ?? '', to ?? '', heights];
}

/** Latitude and longitude in degrees; undefined when they are no numbers. */
function placeOf(point: XmlElement): [number, number] | undefined {
  const place = ['lat', 'lon'].map((name) => Number(attributeOf(point, name) ?? Number.NaN));
  const [latitude = Number.NaN, longitude = Number.NaN] = place;
  return Number.isFinite(latitude) && Number.isFinite(longitude) ? [latitude, longitude] : undefined;
}
