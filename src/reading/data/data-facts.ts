/** What a value of any format is, in a few words. */
import { counted, namesInLine } from '../text-document.ts';
import { type Data, isObject } from './records.ts';

/** Keys that a fact names. */
const mostKeys = 20;
const longestTitle = 200;

/** `Holds` and `Keys` of the value at the top of a file. */
export function dataFacts(value: Data): Record<string, string | undefined> {
  if (Array.isArray(value)) {
    const first = value[0] as Data;
    return {
      Holds: `a list of ${counted(value.length, 'entry', 'entries')}`,
      Keys: isObject(first) ? keysOf(first) : undefined,
    };
  }
  if (!isObject(value)) return {};
  return { Holds: `an object with ${counted(Object.keys(value).length, 'key')}`, Keys: keysOf(value) };
}

function keysOf(object: object): string | undefined {
  return namesInLine(Object.keys(object), mostKeys);
}

/** What the value calls itself: its `title` or `name`, that of its `info` (OpenAPI) or `metadata` (Kubernetes). */
export function dataTitle(value: Data): string | undefined {
  if (!isObject(value)) return undefined;
  const within = [value, value.info, value.metadata].filter(isObject);
  for (const object of within) {
    for (const key of ['title', 'name']) {
      const found = object[key];
      if (typeof found === 'string' && found.trim() !== '' && found.length <= longestTitle)
        return found.trim();
    }
  }
  return undefined;
}
