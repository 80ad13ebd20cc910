import assert from 'node:assert/strict';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { NoteFolder } from '../../../src/memory/graph/note-folder.ts';
import { splitNotes } from '../../../src/memory/keep-notes.ts';
import { entityLink } from '../../../src/report/safe-markdown.ts';
import { type Filed, graphOf } from '../../support/graphs.ts';
import { longAgo } from '../../support/memories.ts';
import { contents } from '../../support/scratch-root.ts';
import { SteeredModel } from '../../support/steered-model.ts';

const people = (...names: string[]) => ({ people: names });

const roof: Record<string, Filed> = {
  'offer.pdf': {
    title: 'The offer',
    day: '2026-10-01',
    text: [
      [1, 'Dear reader, here is the offer.'],
      [2, 'Dr. Anna Weber is the engineer who looks after the roof in Bern. She comes on Monday.'],
    ],
    entities: { people: ['Dr. Anna Weber'], organisations: ['ACME Corp.'], places: ['Bern'] },
  },
  'bill.txt': {
    title: 'The bill',
    day: '2026-11-02',
    text: 'Anna Weber sent the bill of the ACME Corporation today.',
    entities: { people: ['Anna Weber'], organisations: ['ACME Corporation'] },
  },
  'chat.txt': {
    title: 'A chat',
    day: '2026-11-05',
    text: 'Anna Weber and Karl Blum talk of nothing in particular.',
    entities: people('Anna Weber', 'Karl Blum'),
  },
};

describe('the note of an entity', () => {
  it('says who it is in words of a file, where it is named with day, page and sentence, and beside whom', async (t) => {
    const { names, note } = await graphOf(t, roof);
    assert.deepEqual(await names(), ['ACME Corp..md', 'Anna Weber.md']);
    const { data, body } = splitNotes(await note('Anna Weber.md'));
    const { written: _written, ...facts } = data;
    assert.deepEqual(facts, {
      title: 'Anna Weber',
      entity: 'person',
      id: 'person:anna weber',
      aliases: ['Dr. Anna Weber'],
      files: 3,
      first: '2026-10-01',
      last: '2026-11-05',
    });
    assert.equal(
      body,
      `# Anna Weber

*Person, in 3 files, 2026-10-01 to 2026-11-05*

Also written: Dr. Anna Weber

> Dr. Anna Weber is the engineer who looks after the roof in Bern.
>
> *Quoted from* [The offer](<../../done/offer.pdf.md>), [page 2](<../../done/offer.pdf#page=2>)

## Mentions

- 2026-11-05 · [A chat](<../../done/chat.txt.md>): Anna Weber and Karl Blum talk of nothing in particular.
- 2026-11-02 · [The bill](<../../done/bill.txt.md>): Anna Weber sent the bill of the ACME Corporation today.
- 2026-10-01 · [The offer](<../../done/offer.pdf.md>), [page 2](<../../done/offer.pdf#page=2>): Dr. Anna Weber is the engineer who looks after the roof in Bern.

## Related

- [[ACME Corp.]] (organisation): 2 files

---

*Everything above is written anew when files change. What you write below stays.*

`,
    );
  });

  it('is made of what the notes say, to the byte, in whatever order they came', async (t) => {
    const one = await graphOf(t, roof);
    const other = await graphOf(t, Object.fromEntries(Object.entries(roof).toReversed()));
    const [first, second] = await Promise.all([contents(one.root.memory), contents(other.root.memory)]);
    assert.deepEqual(first, second);
    assert.ok(first.length > 2);
  });

  it('is found by the links that stand in the notes in done/', async (t) => {
    const odd = ['Anna [x] Weber', 'Jean-Luc "JL" Petit', '#1 Müller|Sons', 'C++ Weber: a/b'];
    const files = { 'a.txt': { entities: people(...odd) }, 'b.txt': { entities: people(...odd) } };
    const { names } = await graphOf(t, files);
    const links = odd.map((name) => `${entityLink(name).slice(2, -2)}.md`);
    assert.deepEqual(await names(), links.sort());
  });

  it('is not given to everything that one file names once, nor to what stands in the built-in tags of a few', async (t) => {
    const { names, graph } = await graphOf(t, {
      'a.txt': { entities: people('Once Only'), tags: ['total', 'pay'], text: 'Once Only.' },
      'b.txt': { tags: ['total'] },
      'c.txt': {
        by: 'ollama:x',
        title: 'Nadia Kern leaves',
        entities: people('Nadia Kern', 'Per Holm'),
        text: 'Nadia Kern leaves. Per Holm is sad.',
      },
    });
    assert.deepEqual(await names(), ['Nadia Kern.md']);
    const { nodes } = await graph();
    assert.deepEqual(
      nodes.map(({ id }: { id: string }) => id),
      ['person:nadia kern', 'person:once only', 'person:per holm', 'topic:pay', 'topic:total'],
    );
  });
});

describe('when files change', () => {
  it('only what is new is read, and only what changes is written', async (t) => {
    const { put, run, names, folder, root, index } = await graphOf(t, roof);
    const seen = async () => {
      const looks = (await names()).map(async (name) => [name, (await stat(join(folder, name))).mtimeMs]);
      return [...(await Promise.all(looks)), (await stat(join(root.memory, 'graph.json'))).mtimeMs];
    };
    const before = await seen();
    const asked = t.mock.method(index, 'rows');
    await run();
    assert.ok(asked.mock.callCount() > 0);
    assert.ok(!asked.mock.calls.some(({ arguments: [sql] }) => sql.includes('FROM mention')));
    assert.deepEqual(await seen(), before);
    await put('more.txt', { day: '2026-11-09', entities: people('Karl Blum'), text: 'Karl Blum again.' });
    await run();
    const after = new Map((await seen()).slice(0, -1) as [string, number][]);
    const [acme] = before as [string, number][];
    assert.equal(after.get('ACME Corp..md'), acme?.[1]);
    assert.deepEqual(await names(), ['ACME Corp..md', 'Anna Weber.md', 'Karl Blum.md']);
  });

  it('a note in done/ that is edited or deleted takes its mentions with it', async (t) => {
    const { put, run, note, names, root, index } = await graphOf(t, roof);
    await rm(join(root.done, 'chat.txt.md'));
    await put('bill.txt', { title: 'The bill', entities: people('Karl Blum') }, longAgo + 1);
    await run();
    // One file is left: the note is there, and stays as long as somebody names her.
    assert.match(await note('Anna Weber.md'), /in 1 file, 2026-10-01/);
    await rm(join(root.done, 'offer.pdf.md'));
    await run();
    assert.deepEqual(await names(), []);
    const left = index.rows('SELECT name FROM mention ORDER BY name').map(({ name }) => name);
    assert.deepEqual(left, ['Karl Blum']);
  });

  it('what the person writes while a note is being written is not lost', async (t) => {
    const { root, index, note, write } = await graphOf(t, roof);
    const folder = await NoteFolder.open(root, index);
    const text = `${await note('Anna Weber.md')}\nShe likes tea.\n`;
    await write('Anna Weber.md', text);
    const data = { title: 'Anna Weber', id: 'person:anna weber' };
    assert.equal(await folder.write('Anna Weber.md', { data, body: '# Other\n', made: 'other' }), false);
    assert.equal(await note('Anna Weber.md'), text);
  });

  it('what the person wrote below Notes, and their own properties, stay: with the entity and without it', async (t) => {
    const { put, run, note, write, names, root } = await graphOf(t, roof);
    const text = (await note('Anna Weber.md'))
      .replace('aliases:\n', 'aliases:\n  - Annie\n')
      .replace('title:', 'phone: "031 1"\ntitle:');
    await write('Anna Weber.md', `${text}\nShe likes tea.\n`);
    await put('new.txt', { day: '2026-11-09', entities: people('Anna Weber') });
    await run();
    const later = splitNotes(await note('Anna Weber.md'));
    assert.match(later.notes, /She likes tea\./);
    assert.match(later.body, /in 4 files/);
    assert.deepEqual([later.data.phone, later.data.aliases], ['031 1', ['Dr. Anna Weber', 'Annie']]);
    for (const name of ['offer.pdf', 'bill.txt', 'chat.txt', 'new.txt'])
      await rm(join(root.done, `${name}.md`));
    await run();
    assert.deepEqual(await names(), ['Anna Weber.md']);
    const last = splitNotes(await note('Anna Weber.md'));
    assert.match(last.notes, /She likes tea\./);
    assert.match(last.body, /^\*No file in done\/ names this any more/);
    assert.deepEqual([last.data.phone, last.data.aliases], ['031 1', ['Annie']]);
  });

  it('a note that was edited by hand above Notes is not taken away', async (t) => {
    const { run, note, write, names, root } = await graphOf(t, roof);
    await write(
      'ACME Corp..md',
      (await note('ACME Corp..md')).replace('## Mentions', 'My words.\n\n## Mentions'),
    );
    for (const name of Object.keys(roof)) await rm(join(root.done, `${name}.md`));
    await run();
    assert.deepEqual(await names(), ['ACME Corp..md']);
    assert.match(await note('ACME Corp..md'), /My words\./);
  });

  it("a person's own file of that name is left alone, and a note that they renamed is kept up to date", async (t) => {
    const { put, run, note, write, names, folder } = await graphOf(t, {});
    await write('Anna Weber.md', 'My friend Anna.\n');
    for (const [name, filed] of Object.entries(roof)) await put(name, filed);
    await run();
    assert.equal(await note('Anna Weber.md'), 'My friend Anna.\n');
    assert.deepEqual(await names(), ['ACME Corp..md', 'Anna Weber (person).md', 'Anna Weber.md']);
    await rename(join(folder, 'Anna Weber (person).md'), join(folder, 'The engineer.md'));
    await put('new.txt', { day: '2026-11-09', entities: people('Anna Weber') });
    await run();
    assert.deepEqual(await names(), ['ACME Corp..md', 'Anna Weber.md', 'The engineer.md']);
    assert.match(await note('The engineer.md'), /in 4 files/);
    assert.match(await note('ACME Corp..md'), /\[\[The engineer\]\]/);
  });

  it('two entities that turn out to be one have one note, and what was noted of both stays', async (t) => {
    const acme = (name: string) => ({ entities: { organisations: [name] }, text: `${name} builds.` });
    const { put, run, note, write, names } = await graphOf(t, {
      'a.txt': acme('Acme'),
      'b.txt': acme('Acme'),
    });
    await write('Acme.md', `${await note('Acme.md')}\nGood ones.\n`);
    for (const name of ['c.txt', 'd.txt', 'e.txt']) await put(name, acme('Acme GmbH'));
    await run();
    assert.deepEqual(await names(), ['Acme.md']);
    const { data, body, notes } = splitNotes(await note('Acme.md'));
    assert.deepEqual(
      [data.id, data.title, data.aliases],
      ['organisation:acme gmbh', 'Acme GmbH', ['Acme GmbH']],
    );
    assert.match(body, /in 5 files/);
    assert.match(notes, /Good ones\./);
  });

  it('of two notes of one entity one goes on; the other goes, or says where its part is when somebody wrote in it', async (t) => {
    const acme = (name: string) => ({ entities: { organisations: [name] }, text: `${name} builds.` });
    const inc = { 'x.txt': acme('Acme Inc.'), 'y.txt': acme('Acme Inc.') };
    const all = {
      'a.txt': acme('Acme'),
      'b.txt': acme('Acme'),
      'c.txt': acme('Acme Ltd'),
      'd.txt': acme('Acme Ltd'),
    };
    const { run, note, write, names, root } = await graphOf(t, { ...all, ...inc });
    assert.deepEqual(await names(), ['Acme Inc..md', 'Acme Ltd.md', 'Acme.md']);
    await write('Acme.md', `${await note('Acme.md')}\nGood ones.\n`);
    await write('Copy.md', await note('Acme Ltd.md'));
    // Without the second company of that name, the first one is meant by its short name.
    for (const name of Object.keys(inc)) await rm(join(root.done, `${name}.md`));
    await run();
    assert.deepEqual(await names(), ['Acme Ltd.md', 'Acme.md']);
    const { body, notes } = splitNotes(await note('Acme.md'));
    assert.match(body, /^\*This is a part of \[\[Acme Ltd\]\] now\./);
    assert.match(notes, /Good ones\./);
    assert.match(await note('Acme Ltd.md'), /in 4 files/);
  });

  it('a file that we would not write back as it is, is nobody of ours', async (t) => {
    const { put, run, note, folder, names } = await graphOf(t, roof);
    const bytes = Buffer.concat([Buffer.from(await note('Anna Weber.md')), Buffer.from([0xff, 0xfe])]);
    await writeFile(join(folder, 'Anna Weber.md'), bytes);
    await put('new.txt', { entities: people('Anna Weber') });
    await run();
    assert.deepEqual(await readFile(join(folder, 'Anna Weber.md')), bytes);
    assert.deepEqual(await names(), ['ACME Corp..md', 'Anna Weber (person).md', 'Anna Weber.md']);
  });

  it('the index may be lost: nothing that is right is written again, and notes are known for ours', async (t) => {
    const { index, root, run, note, write } = await graphOf(t, roof);
    await write('Anna Weber.md', `${await note('Anna Weber.md')}\nShe likes tea.\n`);
    const before = await contents(root.memory);
    for (const table of ['file', 'tag', 'mention', 'entity_note', 'fact']) index.run(`DELETE FROM ${table}`);
    await run();
    assert.deepEqual(await contents(root.memory), before);
  });

  it('it can be stopped, and goes on where it was', async (t) => {
    const { put, run, names } = await graphOf(t, {});
    for (const [name, filed] of Object.entries(roof)) await put(name, filed);
    await run(AbortSignal.abort());
    assert.deepEqual(await names(), []);
    await run();
    assert.equal((await names()).length, 2);
  });
});

describe('private content', () => {
  it('is marked in notes and in graph.json, and never stands for an entity', async (t) => {
    const secret = 'cd'.repeat(32);
    const { note, graph } = await graphOf(
      t,
      {
        'private/diary.txt': {
          text: 'Annie Weber is the person whom I do not trust at all.',
          entities: people('Anna  Weber', 'Karl Blum'),
          day: '2026-01-01',
        },
        'moved.txt': { entities: people('Karl Blum'), text: 'Karl Blum is at home.', sha256: secret },
        ...roof,
        'chat.txt': { text: 'Nobody.' },
      },
      { privateContents: [secret] },
    );
    const anna = await note('Anna Weber.md');
    assert.match(anna, /^private: true$/m);
    assert.match(anna, /in 3 files \(1 private\)/);
    assert.match(anna, /diary\.txt\.md>\) \(private\)/);
    assert.doesNotMatch(anna, /^> .*trust/m);
    assert.doesNotMatch(await note('ACME Corp..md'), /private/);
    const { nodes, edges } = await graph();
    const node = (id: string) => nodes.find((each: { id: string }) => each.id === id);
    const karl = node('person:karl blum');
    assert.deepEqual([karl.private, karl.files, karl.privateFiles], [true, 2, 2]);
    assert.deepEqual(node('person:anna weber').private, undefined);
    assert.deepEqual(
      node('person:anna weber').evidence.map((each: { private?: true }) => each.private),
      [undefined, undefined, true],
    );
    const edge = edges.find(({ to }: { to: string }) => to === 'person:karl blum');
    assert.deepEqual([edge.from, edge.private], ['person:anna weber', true]);
    assert.doesNotMatch(await note('Karl Blum.md'), /^> /m);
  });
});

describe('with a local model', () => {
  it('a sentence of its own stands in the note, is called that, and is asked for once', async (t) => {
    const model = new SteeredModel();
    model.summary = { summary: 'Anna Weber is an engineer who mends roofs. More follows.', language: 'en' };
    const { run, note, put } = await graphOf(
      t,
      { ...roof, 'private/a.txt': { text: 'Anna Weber is a secret.', entities: people('Anna Weber') } },
      { model },
    );
    assert.match(
      await note('Anna Weber.md'),
      /\n\nAnna Weber is an engineer who mends roofs\.\n\n\*Said by ollama:steered, of sentences below\.\*/,
    );
    const asked = model.asked.filter((text) => text.startsWith('Anna Weber (person)'));
    assert.equal(asked.length, 1);
    assert.doesNotMatch(model.asked.join('\n'), /secret/);
    const before = model.asked.length;
    await put('other.txt', { text: 'Nothing.' });
    await run();
    assert.equal(model.asked.length, before);
  });

  it('what it says of something else is not taken', async (t) => {
    const model = new SteeredModel();
    model.summary = { summary: 'Several files are listed here. <script>x</script>', language: 'en' };
    const { note } = await graphOf(t, roof, { model });
    assert.match(await note('Anna Weber.md'), /\*Quoted from\*/);
    assert.doesNotMatch(await note('Anna Weber.md'), /Several files/);
  });

  it('is stopped in the middle, and what it has said is kept', async (t) => {
    const model = new SteeredModel();
    model.summary = { summary: 'Anna Weber and the ACME Corp. mend roofs.', language: 'en' };
    const { run, put, note } = await graphOf(t, {}, { model });
    for (const [name, filed] of Object.entries(roof)) await put(name, filed);
    model.hold();
    const stop = new AbortController();
    const running = run(stop.signal);
    await model.askedTimes(1);
    stop.abort();
    await running;
    assert.match(await note('Anna Weber.md'), /\*Quoted from\*/);
    model.release();
    await run();
    assert.match(await note('Anna Weber.md'), /Said by ollama:steered/);
  });
});

describe('hostile names', () => {
  const hostile = [
    '../../x',
    '..\\..\\y',
    'a/b',
    'a b',
    'CON',
    'nul.txt',
    '.hidden',
    'ä'.repeat(300),
    'New\nLine',
    '<script>alert(1)</script>',
    '%%comment%%',
    '---',
    '[[x|y]]',
    'Straße',
    'STRASSE',
    'strasse.',
    '\u202eevil',
    '{{constructor}}',
    '__proto__',
    'toString',
  ];

  it('stay within memory/entities/, each with a note, and no two share one', async (t) => {
    const entities = { people: hostile, organisations: hostile, places: hostile };
    const text = hostile.join(' and then ');
    const { root, names, graph, folder } = await graphOf(t, {
      'a.txt': { entities, text, by: 'ollama:x' },
      'b.txt': { entities, text, by: 'ollama:x' },
    });
    const written = (await contents(root.path))
      .map(([path]) => path)
      .filter((path) => !path.startsWith('.nightshift/'));
    const outside = written.filter((path) => !/^(?:done|memory\/entities)\//.test(path));
    assert.deepEqual(outside.sort(), ['budget.json', 'memory/graph.json']);
    const { nodes } = await graph();
    const notes = nodes.map((node: { note: string }) => node.note);
    assert.equal(new Set(notes.map((name: string) => name.toLowerCase())).size, notes.length);
    assert.deepEqual(notes.map((name: string) => name.replace('entities/', '')).sort(), await names());
    for (const name of await names()) {
      assert.ok(Buffer.byteLength(name) <= 255, name);
      assert.doesNotMatch(name, /^(?:con|nul)?\.|[\\/:*"<>|\n\u202e]/i);
      const { data, body } = splitNotes(await readFile(join(folder, name), 'utf8'));
      assert.equal(typeof data.id, 'string', name);
      assert.doesNotMatch(body, /(?<!\\)<script|%%|(?<!\\)\[\[x\|/);
    }
  });
});
