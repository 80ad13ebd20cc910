/** docs/settings.md says what is so. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { priceList } from '../../src/cloud/price-list.ts';
import { openAiUrl } from '../../src/models/openai.ts';
import { replicateUrl } from '../../src/models/replicate.ts';
import { defaultSettings, freeProviders, paidProviders, settingsSchema } from '../../src/settings.ts';

const page = await readFile(new URL('../../docs/settings.md', import.meta.url), 'utf8');

/** Everything that `part` says is said by `whole` too. */
function saysToo(whole: unknown, part: unknown, path = ''): void {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) {
    assert.deepEqual(whole, part, path);
    return;
  }
  for (const [key, value] of Object.entries(part)) {
    saysToo((whole as Record<string, unknown>)[key], value, `${path}.${key}`);
  }
}

describe('docs/settings.md', () => {
  it('shows the defaults as they are', () => {
    const shown: unknown = JSON.parse(
      /These are the defaults:\n\n```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '',
    );
    assert.equal(settingsSchema.safeParse(shown).success, true);
    saysToo(defaultSettings, shown);
  });

  it('shows only settings that are accepted', () => {
    const blocks = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
    assert.ok(blocks.length > 1);
    for (const block of blocks)
      assert.equal(settingsSchema.safeParse(JSON.parse(block)).success, true, block);
  });

  it('names every provider, every model that has a price, and where the services are', () => {
    for (const provider of [...freeProviders, ...paidProviders])
      assert.ok(page.includes(`| \`${provider}:`), provider);
    for (const { spec } of priceList) assert.ok(page.includes(`\`${spec}\``), spec);
    for (const url of [openAiUrl, replicateUrl]) assert.ok(page.includes(`\`${url}\``), url);
  });
});
