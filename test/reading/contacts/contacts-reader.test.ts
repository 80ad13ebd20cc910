import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainText } from '../../../src/reading/plain-text.ts';
import { dropped, rowsIn, staysCalm } from '../dropped.ts';

const card = [
  'BEGIN:VCARD',
  'VERSION:3.0',
  'N:Lovelace;Ada;;Countess;',
  'FN:Ada Lovelace',
  'ORG:Analytical Engines;Notes',
  'TEL;TYPE=WORK,VOICE:+44 20 1234',
  'item1.EMAIL;TYPE=INTERNET:ada@example.org',
  'ADR;TYPE=HOME:;;12 St James Sq\\, flat 2;London;;SW1;UK',
  'BDAY:18151210',
  'NOTE:Wrote the first program\\nand more',
  ' that is folded',
  'PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ',
  ' SkZJRg==',
  'END:VCARD',
  '',
].join('\r\n');

test('a card is a heading and a list of what is known, and its photo is said to be left out', async () => {
  const document = await dropped('ada.vcf', card);
  assert.deepEqual(document.blocks, [
    { type: 'heading', level: 1, text: 'Ada Lovelace' },
    {
      type: 'list',
      ordered: false,
      items: [
        'Organisation: Analytical Engines, Notes',
        'Phone (work): +44 20 1234',
        'E-mail: ada@example.org',
        'Address (home): 12 St James Sq, flat 2, SW1 London, UK',
        'Birthday: 1815-12-10',
        'Note: Wrote the first program · and morethat is folded',
      ],
    },
  ]);
  assert.deepEqual(document.omissions, ['A photo is not shown.']);
  assert.equal(document.facts.title, 'Ada Lovelace');
});

test('old cards with quoted-printable in any encoding, and without a full name, are read', async () => {
  const old =
    'BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg\nTEL;CELL:0170\nNOTE;ENCODING=QUOTED-PRINTABLE:Gr=C3=BC=\n=C3=9Fe\nEND:VCARD\n';
  const text = plainText(await dropped('a.vcf', old));
  assert.equal(text, 'Jörg Müller\n\n- Phone (cell): 0170\n- Note: Grüße');
  const nameless = 'BEGIN:VCARD\nN:;;;;\nEMAIL:x@example.org\nEND:VCARD';
  assert.match(plainText(await dropped('a.vcf', nameless)), /^x@example\.org/);
});

test('from twenty-one contacts on they are a table; of thousands the first are shown', async () => {
  const cards = (count: number): string =>
    Array.from(
      { length: count },
      (_, n) => `BEGIN:VCARD\nFN:P ${n}\nTEL;TYPE=home:1\nTEL:${n}\nEND:VCARD\n`,
    ).join('');
  const table = await dropped('all.vcf', cards(21));
  assert.deepEqual(rowsIn(table).slice(0, 2), [
    ['Name', 'Phone'],
    ['P 0', '1; 0'],
  ]);
  assert.equal((await dropped('few.vcf', cards(20))).blocks.length, 40);
  const many = await dropped('many.vcf', cards(2500));
  assert.deepEqual(many.omissions, ['Of its 2,500 contacts only the first 2,000 are shown.']);
});

test('a value of megabytes, and nesting without end, take no more time than they are long', async () => {
  const line = `${'hello '.repeat(12)}=\n`;
  const long = `BEGIN:VCARD\nFN:Ada\nNOTE;ENCODING=QUOTED-PRINTABLE:${line.repeat(150_000)}\nTEL:1\nEND:VCARD\n`;
  assert.match(plainText(await dropped('a.vcf', long)), /^Ada\n\n- Phone: 1/);
  const deep = await dropped('a.vcf', `${'BEGIN:VCARD\nFN:Deep\n'.repeat(100_000)}`);
  assert.equal(deep.facts.other?.Contacts, '1');
  const quotes = `BEGIN:VCARD\nFN:Ada\nTEL;${'"a"'.repeat(600_000)}1\nTEL;${'a;'.repeat(900_000)}:1\nEND:VCARD\n`;
  assert.ok((await dropped('a.vcf', quotes)).blocks.length > 0);
});

test('a card without end is read; a file without a card is a failure that says so', async () => {
  assert.equal(plainText(await dropped('a.vcf', 'BEGIN:VCARD\nFN:Ada')), 'Ada');
  await assert.rejects(dropped('a.vcf', 'BEGIN:VCARD-X\nFN:Ada'), {
    code: 'file-damaged',
    reason: 'a.vcf holds no contact.',
  });
  await staysCalm('a.vcf', card);
});
