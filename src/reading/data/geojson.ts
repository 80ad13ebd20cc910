/** GeoJSON (RFC 7946): what lies where, without the thousands of coordinates that draw it. */
import { Bounds, placeText } from '../map/places.ts';
import { counted } from '../text-document.ts';
import { cellOf, type Data, type DataObject, isObject, recordRows } from './records.ts';

/** Features of which the coordinates are looked at. */
const mostFeatures = 100_000;

/** A map in words. */
export interface MapData {
  /** The header first; one row a feature. Undefined when there is no feature. */
  readonly rows: string[][] | undefined;
  readonly facts: Readonly<Record<string, string | number | undefined>>;
  readonly omissions: readonly string[];
}

/** Undefined when the value is no GeoJSON. */
export function geoJson(value: Data): MapData | undefined {
  if (!isObject(value)) return undefined;
  const { type, features } = value;
  if (type === 'FeatureCollection' && Array.isArray(features)) {
    return mapOf((features as readonly Data[]).filter(isObject));
  }
  return type === 'Feature' && isObject(value.geometry) ? mapOf([value]) : undefined;
}

function mapOf(features: readonly DataObject[]): MapData {
  const bounds = new Bounds();
  const kinds = new Map<string, number>();
  const described = features.slice(0, mostFeatures).map((feature) => {
    const shape = shapeOf(feature.geometry, bounds);
    kinds.set(shape.kind, (kinds.get(shape.kind) ?? 0) + 1);
    return { ...plainProperties(feature), shape: shape.kind, place: shape.place };
  });
  // One feature is described as a table with one row.
  const rows = recordRows(described.length === 1 ? [...described, ...described] : described);
  return {
    rows: described.length === 1 ? rows?.slice(0, 2) : rows,
    facts: {
      Features: features.length,
      Shapes: [...kinds].map(([kind, count]) => `${counted(count)} × ${kind}`).join(', ') || undefined,
      Bounds: bounds.text(),
    },
    omissions: described.some(({ place }) => place.endsWith(' points'))
      ? ['Of lines and areas only the number of points is shown.']
      : [],
  };
}

/** Properties that fit into a cell. */
function plainProperties({ id, properties }: DataObject): Record<string, Data> {
  const entries = Object.entries(isObject(properties) ? properties : {});
  const plain = entries.filter(([, value]) => !isObject(value) && cellOf(value) !== undefined);
  return { ...(id === undefined ? {} : { id }), ...Object.fromEntries(plain) };
}

interface Shape {
  readonly kind: string;
  /** `53.54, 8.58` for a point, the number of points for anything else. */
  readonly place: string;
}

function shapeOf(geometry: Data, bounds: Bounds): Shape {
  if (!isObject(geometry)) return { kind: 'nothing', place: '' };
  const kind = String(geometry.type ?? 'nothing');
  const parts = Array.isArray(geometry.geometries) ? (geometry.geometries as readonly Data[]) : [geometry];
  let points = 0;
  let only = '';
  const look = (at: Data): void => {
    if (!Array.isArray(at)) return;
    const [longitude, latitude] = (at as readonly Data[]).map(Number);
    if (at.length >= 2 && !Array.isArray(at[0]) && longitude !== undefined && latitude !== undefined) {
      points++;
      only = placeText(latitude, longitude);
      bounds.add(latitude, longitude);
    } else for (const inner of at as readonly Data[]) look(inner);
  };
  for (const part of parts) if (isObject(part)) look(part.coordinates);
  return { kind, place: points === 1 ? only : counted(points, 'point') };
}
