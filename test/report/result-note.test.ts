import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import MarkdownIt from 'markdown-it';
import { renderResultNote } from '../../src/report/result-note.ts';
import { letterFacts, partsOf } from '../support/processing-notes.ts';

const photo = { id: 'file', role: 'file', width: 640, height: 480 } as const;

describe('the front matter of a result', () => {
  it('has the promised keys, in their order, with facts as they are', () => {
    const { data } = partsOf(renderResultNote(letterFacts));
    assert.deepEqual(data, {
      title: 'The roof',
      summary: 'The roof is mended.',
      tags: ['roof', 'home-repair'],
      aliases: ['The roof'],
      language: 'en',
      source: 'now/post/Letter.txt',
      sha256: 'ab'.repeat(32),
      bytes: 1234,
      kind: 'text',
      mime: 'text/plain',
      created: '2026-11-01T09:00:00+01:00',
      processed: '2026-11-03T02:00:00+01:00',
      entities: letterFacts.entities,
      route: 'local',
      models: { summarise: 'builtin:extractive', extract: 'builtin:extractive' },
      cost_usd: 0,
      took_s: 0.12,
    });
    assert.deepEqual(Object.keys(data).slice(0, 5), ['title', 'summary', 'tags', 'aliases', 'language']);
  });

  it('says pages, seconds or pixels where the kind has them', () => {
    const facts = { pages: 3, durationSeconds: 61.26, width: 640, height: 480 };
    const document = { ...letterFacts.document, facts };
    const { data } = partsOf(renderResultNote({ ...letterFacts, document }));
    assert.deepEqual([data.pages, data.duration_s, data.width, data.height], [3, 61.3, 640, 480]);
  });

  it('says what is incomplete and what would help, in the body too', () => {
    const incomplete = [{ task: 'describe', hint: 'Install one: `ollama pull qwen3-vl`.' }] as const;
    const { data, body } = partsOf(renderResultNote({ ...letterFacts, incomplete }));
    assert.deepEqual(data.incomplete, ['describe']);
    assert.deepEqual(data.to_complete, ['Install one: `ollama pull qwen3-vl`.']);
    assert.match(body, /^> Not described: Install one: `ollama pull qwen3-vl`\.$/m);
  });

  it('says that a cloud did it, why and for how much, and that the original is missing', () => {
    const bought = { route: 'cloud', stalled: 'It took too long.', costUsd: 0.0123456789 } as const;
    const { data, body } = partsOf(renderResultNote({ ...letterFacts, ...bought, originalMissing: true }));
    assert.deepEqual([data.route, data.stalled, data.cost_usd], ['cloud', 'It took too long.', 0.012346]);
    assert.equal(data.original, 'missing');
    assert.match(body, /the original was taken away/);
    assert.doesNotMatch(body, /\(<Letter\.txt>\)/);
  });

  it('leaves out what is not known, and takes the name of the file for a title', () => {
    const { summary: _summary, entities: _entities, created: _created, ...bare } = letterFacts;
    const { data } = partsOf(renderResultNote({ ...bare, models: {} }));
    assert.equal(data.title, 'Letter.txt');
    for (const key of ['summary', 'tags', 'aliases', 'language', 'created', 'entities', 'models']) {
      assert.ok(!(key in data), key);
    }
  });

  it('stays small and whole whatever a model says', () => {
    const { summary } = letterFacts;
    assert.ok(summary);
    const wild = { ...summary, title: '---\ntitle: "x" 🌙'.repeat(99), tags: ['#1', '12', '!', 'a b'] };
    const { data } = partsOf(renderResultNote({ ...letterFacts, summary: wild }));
    assert.ok(typeof data.title === 'string' && data.title.length <= 300 && data.title.isWellFormed());
    assert.deepEqual(data.tags, ['a-b']);
    assert.equal(data.source, 'now/post/Letter.txt');
  });
});

describe('the body of a result', () => {
  it('has the title, the original, the sentences, the points, the names, the facts and the text, in this order', () => {
    const created = '2026-11-01T09:00:00+01:00';
    const document = {
      ...letterFacts.document,
      facts: { author: 'The roofer', created, other: { Camera: 'Box' } },
    };
    const { body } = partsOf(renderResultNote({ ...letterFacts, document }));
    const heads = body.split('\n').filter((line) => line.startsWith('#'));
    assert.deepEqual(heads, ['# The roof', '## Key points', '## Entities', '## Facts', '## Text']);
    assert.match(body, /\[Letter\.txt\]\(<Letter\.txt>\) · 1\.2 kB/);
    assert.match(body, /\*Key sentences, chosen by builtin:extractive:\*\n\nThe roof is mended\./);
    assert.match(body, /- Places: \[\[Bern\]\]/);
    for (const row of ['| Author | The roofer |', '| Created | 2026-11-01 09:00 |', '| Camera | Box |']) {
      assert.ok(body.includes(row), row);
    }
    assert.ok(body.endsWith('## Text\n\nDear reader, the roof is mended.\n'));
  });

  it('does not call key sentences what was put together from fields', () => {
    const { summary } = letterFacts;
    assert.ok(summary);
    const composed = { ...summary, summary: 'Invoice 7, total €5.', composed: true } as const;
    const { body } = partsOf(renderResultNote({ ...letterFacts, summary: composed }));
    assert.match(body, /\*Summary by builtin:extractive:\*\n\nInvoice 7, total €5\./);
    assert.doesNotMatch(body, /Key sentences/);
  });

  it('shows the signs in what the built-in engine quotes, and the formatting of a model', () => {
    const { summary } = letterFacts;
    assert.ok(summary);
    const said = { ...summary, keyPoints: ['Functions: __init__'] };
    const bodyBy = (spec: string): string =>
      renderResultNote({ ...letterFacts, summary: said, models: { summarise: spec } });
    assert.match(bodyBy('builtin:extractive'), /- Functions: \\_\\_init\\_\\_$/m);
    assert.match(bodyBy('ollama:m'), /- Functions: __init__$/m);
  });

  it('has no summary that only says the title again', () => {
    const { summary } = letterFacts;
    assert.ok(summary);
    const { body } = partsOf(
      renderResultNote({ ...letterFacts, summary: { ...summary, summary: 'The roof' } }),
    );
    assert.doesNotMatch(body, /builtin:extractive/);
  });

  it('has no date of the file among what the file says about itself', () => {
    const document = { ...letterFacts.document, facts: { other: { Camera: 'Box' } } };
    assert.doesNotMatch(partsOf(renderResultNote({ ...letterFacts, document })).body, /Created/);
  });

  it('does not repeat the head of a mail in the table of facts', () => {
    const text = '**From:** Ada  \n**To:** Bob  \n**Date:** today';
    const facts = { author: 'Ada', created: '2026-11-01', other: { To: 'Bob', Attachments: 'plan.pdf' } };
    const document = { ...letterFacts.document, facts, blocks: [{ type: 'markdown', text } as const] };
    const { body } = partsOf(renderResultNote({ ...letterFacts, document }));
    assert.deepEqual(
      body.split('\n').filter((line) => line.startsWith('| ')),
      ['| Fact | Value |', '| --- | --- |', '| Attachments | plan.pdf |'],
    );
  });

  it('escapes no number that begins no list', () => {
    const { entities, summary } = letterFacts;
    assert.ok(entities && summary);
    const facts = {
      ...{ ...letterFacts, originalName: '1. a.txt', summary: { ...summary, title: '2. Methods' } },
      entities: { ...entities, dates: ['1. März 2026'] },
    };
    const { body } = partsOf(renderResultNote(facts));
    assert.match(body, /^# 2\. Methods\n\n\[1\. a\.txt\]/);
    assert.match(body, /^- Dates: 1\. März 2026$/m);
  });

  it('counts the names that nobody would read in a line', () => {
    const { entities } = letterFacts;
    assert.ok(entities);
    const dates = Array.from({ length: 45 }, (_, day) => `day ${day}`);
    const { body } = partsOf(renderResultNote({ ...letterFacts, entities: { ...entities, dates } }));
    assert.match(body, /^- Dates: day 0, .*day 39 and 5 more$/m);
  });

  it('shows a picture itself where every reader can, and only while it lies there', () => {
    const bodyOf = (facts: object): string => renderResultNote({ ...letterFacts, kind: 'image', ...facts });
    const jpeg = { mime: 'image/jpeg', originalName: 'a b.jpg' };
    assert.match(bodyOf(jpeg), /^!\[a b\.jpg\]\(<a b\.jpg>\)$/m);
    for (const facts of [
      { ...jpeg, originalMissing: true },
      { mime: 'image/heic' },
      { ...jpeg, kind: 'text' },
    ]) {
      assert.doesNotMatch(bodyOf(facts), /^!\[/m);
    }
  });

  it('does not say a key sentence twice', () => {
    const { body } = partsOf(renderResultNote(letterFacts));
    assert.match(body, /## Key points\n\n- The bill follows\.\n\n## Entities/);
  });

  it('does not call the words of a model that understands key sentences', () => {
    const { body } = partsOf(renderResultNote({ ...letterFacts, models: { summarise: 'ollama:m' } }));
    assert.doesNotMatch(body, /Key sentences/);
  });

  it('shows what a picture shows and says', () => {
    const picture = { picture: photo, description: { text: 'A sign.' }, recognition: { text: 'STOP' } };
    const document = { ...letterFacts.document, blocks: [], pictures: [photo] };
    const { body } = partsOf(renderResultNote({ ...letterFacts, document, pictures: [picture] }));
    assert.ok(body.endsWith('## Description\n\nA sign.\n\n## Words in the picture\n\nSTOP\n'));
  });

  it('warns of words that were hard to read, and says when there were none', () => {
    const document = { ...letterFacts.document, blocks: [], pictures: [photo] };
    const bodyOf = (recognition: { text: string; confidence: number }): string =>
      renderResultNote({ ...letterFacts, document, pictures: [{ picture: photo, recognition }] });
    assert.match(bodyOf({ text: 'ST0P', confidence: 41.7 }), /Hard to read \(42 % sure\)/);
    assert.match(bodyOf({ text: ' ', confidence: 90 }), /No words were found/);
  });

  it('gives a transcript its times', () => {
    const segments = [
      { fromSeconds: 0, toSeconds: 2, text: ' Good morning.' },
      { fromSeconds: 3725.9, toSeconds: 3730, text: 'Good night.' },
    ];
    const document = { ...letterFacts.document, blocks: [], speech: true };
    const { body } = partsOf(renderResultNote({ ...letterFacts, document, transcript: { segments } }));
    assert.ok(body.includes('## Transcript\n\n[00:00] Good morning.  \n[1:02:05] Good night.'));
    const silent = renderResultNote({ ...letterFacts, document, transcript: { segments: [] } });
    assert.match(silent, /No speech was heard/);
  });

  it('gives each page a heading where there are several, and says what was left out', () => {
    const block = (page: number) => ({
      ...{ type: 'paragraph', text: `Words of page ${page}.` },
      position: { page },
    });
    const blocks = [block(1), block(2)] as const;
    const omissions = ['Pages 3 to 9 were not read.'];
    const document = { ...letterFacts.document, facts: { pages: 9 }, blocks, omissions };
    const { body } = partsOf(renderResultNote({ ...letterFacts, document: document as never }));
    assert.match(body, /### Page 1\n\nWords of page 1\.\n\n### Page 2\n\nWords of page 2\./);
    assert.match(body, /^> Left out: Pages 3 to 9 were not read\.$/m);
  });

  it('holds nothing active, wherever it comes from', () => {
    const evil = '<script>alert(1)</script> ![x](http://evil.example/x.png)';
    const { summary } = letterFacts;
    assert.ok(summary);
    const document = {
      ...letterFacts.document,
      blocks: [{ type: 'paragraph', text: evil } as const, { type: 'markdown', text: evil } as const],
    };
    const models = { summarise: 'ollama:m' };
    const said = { ...summary, title: evil, summary: evil, keyPoints: [evil] };
    const { body } = partsOf(
      renderResultNote({ ...letterFacts, document, models, summary: said, originalName: '<b>.txt' }),
    );
    assert.doesNotMatch(new MarkdownIt({ html: true }).render(body), /<(script|b|img)\b/);
  });
});
