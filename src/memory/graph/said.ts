/** One sentence about an entity by a local model, made of public sentences that name it, and kept by what it was told. */
import { hash } from 'node:crypto';
import { sentencesOf } from '../../models/builtin/language/sentences.ts';
import type { Router } from '../../models/router.ts';
import { oneLine, shortened } from '../../report/safe-markdown.ts';
import type { MemoryIndex } from '../index.ts';
import type { Shown } from './entity-note.ts';
import type { Entity } from './graph.ts';
import { plainName } from './names.ts';

/** Sentences that a model is told at most, and fewest that are worth its time. */
const mostTold = 8;
const fewestTold = 2;
/** Characters of what it says. */
const longestSaid = 300;

/** What a model said, and which one. */
export interface Said {
  readonly text: string;
  readonly spec: string;
}

/** What a model is told; undefined when there is too little. Pure. */
export function toldOf({ name, type }: Entity, telling: readonly Shown[]): string | undefined {
  if (telling.length < fewestTold) return undefined;
  const lines = telling.slice(0, mostTold).map(({ sentence }) => `- ${sentence}`);
  return `${name} (${type}), as several files mention it:\n\n${lines.join('\n')}\n`;
}

/** What was said when that was told; undefined when nobody was asked. Its text is empty when the answer was of no use. */
export function saidOf(index: MemoryIndex, told: string): Said | undefined {
  const [row] = index.rows('SELECT spec, text FROM said WHERE told = ?', hash('sha256', told));
  return row && { spec: String(row.spec), text: String(row.text) };
}

/** The model that would be asked now; undefined when there is only the built-in engine, which says nothing of its own. */
export async function whoSays(router: Router): Promise<string | undefined> {
  const found = await router.availableFor('summarise', { private: false });
  return found.ok && !found.spec.startsWith('builtin:') ? found.spec : undefined;
}

/** Asks a local model, and keeps what it says. Undefined when it cannot be asked now. */
export async function askWho(
  index: MemoryIndex,
  router: Router,
  { entity, told }: { readonly entity: Entity; readonly told: string },
  signal: AbortSignal,
): Promise<Said | undefined> {
  const request = { text: told, name: entity.name, title: entity.name };
  const answer = await router.route('summarise', request, { private: false, signal });
  if (!answer.ok || answer.spec.startsWith('builtin:')) return undefined;
  const [first = ''] = sentencesOf(oneLine(answer.value.summary), answer.value.language);
  const said = { spec: answer.spec, text: isAbout(first, entity) ? shortened(first, longestSaid) : '' };
  index.run(
    'INSERT OR REPLACE INTO said (told, spec, text) VALUES (?, ?, ?)',
    hash('sha256', told),
    said.spec,
    said.text,
  );
  return said;
}

/** `The text lists several files` says nothing about anybody. */
function isAbout(sentence: string, { name }: Entity): boolean {
  const plain = plainName(sentence);
  return plainName(name)
    .split(' ')
    .some((word) => word.length > 2 && plain.includes(word));
}
