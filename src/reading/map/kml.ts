/** KML: the places of a map with their names and descriptions. */

import { readableDate } from '../dates.ts';
import { plainHtml } from '../html/plain-html.ts';
import { counted } from '../text-document.ts';
import { attributeOf, childrenNamed, lineOf, textAt } from '../xml/xml-nodes.ts';
import { child, descendants, elements, type XmlElement } from '../xml/xml-tree.ts';
import { type MapContent, mapTable } from './map-content.ts';
import { Bounds, placeText } from './places.ts';

/** Characters of a description in a table. */
const longestDescription = 1000;

/** The content of a `kml` element. */
export function kmlContent(root: XmlElement): MapContent {
  const bounds = new Bounds();
  const rows: string[][] = [];
  let isSummarised = false;
  const walk = (element: XmlElement, folder: string): void => {
    for (const child of elements(element)) {
      if (child.name === 'Placemark') {
        const { row, points } = placemark(child, folder, bounds);
        isSummarised ||= points > 1;
        rows.push(row);
      } else if (child.name === 'Folder')
        walk(child, [folder, textAt(child, 'name')].filter(Boolean).join(' › '));
      else if (child.name === 'Document') walk(child, folder);
    }
  };
  walk(root, '');
  const top = child(root, 'Document') ?? child(root, 'Folder') ?? root;
  return {
    title: textAt(top, 'name') ?? textAt(top, 'Placemark', 'name'),
    description: descriptionOf(top),
    facts: { Placemarks: rows.length, Bounds: bounds.text() },
    tables: [mapTable('Placemarks', [['Folder', 'Name', 'Shape', 'Place', 'Time', 'Description'], ...rows])],
    omissions: isSummarised ? ['Of lines and areas only the number of points is shown.'] : [],
  };
}

function placemark(
  element: XmlElement,
  folder: string,
  bounds: Bounds,
): { readonly row: string[]; readonly points: number } {
  const shape = elements(element).find(({ name }) =>
    /^(?:Point|LineString|LinearRing|Polygon|MultiGeometry|Track|MultiTrack|Model)$/.test(name),
  );
  const places = shape === undefined ? [] : placesIn(shape);
  for (const place of places) bounds.add(...place);
  const [only] = places;
  const time = textAt(element, 'TimeStamp', 'when') ?? textAt(element, 'TimeSpan', 'begin');
  return {
    row: [
      folder,
      textAt(element, 'name') ?? '',
      shape?.name ?? '',
      places.length === 1 && only
        ? placeText(...only)
        : places.length > 1
          ? counted(places.length, 'point')
          : '',
      time === undefined ? '' : readableDate(time),
      [textAt(element, 'address'), descriptionOf(element), extendedData(element)].filter(Boolean).join(' '),
    ],
    points: places.length,
  };
}

/** Latitude and longitude; KML writes them the other way about, with the height behind. */
function placesIn(shape: XmlElement): [number, number][] {
  const texts = [...descendants(shape, 'coordinates'), ...descendants(shape, 'coord')].map(lineOf);
  return texts.flatMap((text) => {
    const triples = text.includes(',')
      ? text
          // Some programs put blanks behind their commas.
          .replace(/\s*,\s*/g, ',')
          .split(/\s+/)
          .map((triple) => triple.split(','))
      : [text.split(/\s+/)];
    return triples.flatMap(([longitude, latitude]): [number, number][] => {
      const place: [number, number] = [Number(latitude || Number.NaN), Number(longitude || Number.NaN)];
      return place.every(Number.isFinite) ? [place] : [];
    });
  });
}

function descriptionOf(element: XmlElement): string | undefined {
  const html = textAt(element, 'description');
  return html === undefined
    ? undefined
    : plainHtml(html).slice(0, longestDescription).toWellFormed() || undefined;
}

function extendedData(element: XmlElement): string {
  const data = childrenNamed(element, 'ExtendedData').flatMap((extended) => [
    ...descendants(extended, 'Data').map((one) => [attributeOf(one, 'name'), textAt(one, 'value')]),
    ...descendants(extended, 'SimpleData').map((one) => [attributeOf(one, 'name'), lineOf(one)]),
  ]);
  return data
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');
}
