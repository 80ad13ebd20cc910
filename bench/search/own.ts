/** Our own index: each document as the note that a night with the built-in engine leaves of it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Root } from '../../src/folders/root.ts';
import { MemoryIndex } from '../../src/memory/index.ts';
import { updateIndex } from '../../src/memory/update.ts';
import { createExtractive } from '../../src/models/builtin/extractive.ts';
import { perform } from '../../src/models/router-perform.ts';
import { renderResultNote } from '../../src/report/result-note.ts';
import type { CranfieldDocument } from './cranfield.ts';

const spec = 'builtin:extractive';
const folder = 'done/abstracts';

/** The number of the document that a note in the index is about. */
export function documentOf(note: string): number {
  return Number(/(\d+)\.txt\.md$/.exec(note)?.[1]);
}

/** Writes the notes and reads them into an index of the root, which the caller closes. */
export async function openOwn(root: Root, documents: readonly CranfieldDocument[]): Promise<MemoryIndex> {
  mkdirSync(join(root.path, folder), { recursive: true });
  const extractive = createExtractive({ threads: 2 });
  const manner = {
    contextTokens: undefined,
    signal: new AbortController().signal,
    onPart: () => undefined,
    memo: undefined,
  };
  try {
    await Promise.all(
      documents.map(async (document) => {
        const name = `abstract ${document.id}.txt`;
        const request = { text: `${document.title}\n\n${document.text}`, name };
        const summary = await perform('summarise', request, extractive, manner);
        if (!summary.ok) throw new Error(summary.error.reason);
        writeFileSync(join(root.path, folder, `${name}.md`), noteOf(document, name, summary.value));
      }),
    );
  } finally {
    await extractive.close?.();
  }
  const index = new MemoryIndex(root.indexFile);
  await updateIndex({ root, index, now: () => Date.now() });
  return index;
}

function noteOf(
  { id, title, text }: CranfieldDocument,
  name: string,
  summary: Parameters<typeof renderResultNote>[0]['summary'],
): string {
  return renderResultNote({
    ...(summary ? { summary } : {}),
    source: `abstracts/${name}`,
    originalName: name,
    sha256: String(id).padStart(64, '0'),
    bytes: title.length + text.length + 2,
    kind: 'text',
    mime: 'text/plain',
    processed: '2026-11-27T06:00:00+01:00',
    document: {
      kind: 'text',
      mime: 'text/plain',
      facts: { title },
      blocks: [title, text].map((paragraph) => ({ type: 'paragraph', text: paragraph })),
      pictures: [],
      speech: false,
      omissions: [],
    },
    pictures: [],
    route: 'local',
    models: { summarise: spec },
    incomplete: [],
    costUsd: 0,
    tookSeconds: 0,
  });
}
