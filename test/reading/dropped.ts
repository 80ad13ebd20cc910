/** Text files as they are dropped: the bytes say the kind, the kind says the reader. */
import assert from 'node:assert/strict';
import { bytesOf } from '../../src/kinds/bytes.ts';
import { kindOf } from '../../src/kinds/kind.ts';
import { readerFor } from '../../src/reading/reader-table.ts';
import type { Block, Document } from '../../src/types/document.ts';
import { NightshiftError } from '../../src/types/failure.ts';
import { inMemory } from './office-files.ts';

/** The document of a file that is only in memory. */
export async function dropped(name: string, content: string | Uint8Array): Promise<Document> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const { mime } = await kindOf(bytesOf(new Uint8Array(bytes)), name);
  const file = inMemory(name, mime, bytes);
  return (await readerFor(file)).read(file);
}

/** The rows of the first table. */
export function rowsIn({ blocks }: Document): readonly (readonly string[])[] {
  const table = blocks.find((block): block is Block & { type: 'table' } => block.type === 'table');
  assert.ok(table, 'there is a table');
  return table.rows;
}

/** The text of the first block of code. */
export function codeIn({ blocks }: Document): string {
  const code = blocks.find((block): block is Block & { type: 'code' } => block.type === 'code');
  assert.ok(code, 'there is a block of code');
  return code.text;
}

/**
 * Whatever becomes of this file, cut short, with bytes that were changed, in another encoding, within itself:
 * it is a document, or a failure with a sentence and a hint, and never anything else.
 */
export async function staysCalm(name: string, whole: string): Promise<void> {
  const bytes = new TextEncoder().encode(whole);
  const steps = Array.from({ length: 40 }, (_, step) => Math.ceil((bytes.length * (step + 1)) / 40));
  const changed = (step: number): Uint8Array => {
    const copy = Uint8Array.from(bytes);
    for (let at = step % 13; at < copy.length; at += 13 + step) copy[at] = (step * 37 + at * 11) % 256;
    return copy;
  };
  const variants = [
    ...steps.map((length) => bytes.subarray(0, length)),
    ...steps.map((_, step) => changed(step)),
    ...steps.map((length) => bytes.subarray(length - 1)),
    Buffer.from(`\uFEFF${whole}`, 'utf16le'),
    Buffer.from(`\uFEFF${whole}`, 'utf16le').swap16(),
    Buffer.from(whole, 'latin1'),
    Buffer.from(whole + whole),
    Buffer.from(whole.replaceAll('\n', '\r')),
    Buffer.from(whole.replaceAll('\n', '')),
  ];
  const { mime } = await kindOf(bytesOf(new Uint8Array(bytes)), name);
  for (const variant of variants) {
    const file = inMemory(name, mime, variant);
    const reader = await readerFor(file);
    await reader.read(file).catch((error: unknown) => {
      assert.ok(error instanceof NightshiftError, `${name}: ${String(error)}`);
      assert.ok(error.reason.startsWith(name) && error.reason.endsWith('.') && error.hint.endsWith('.'));
    });
  }
}
