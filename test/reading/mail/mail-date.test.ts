import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { mailDate, receivedDate } from '../../../src/reading/mail/mail-date.ts';
import { partName } from '../../../src/reading/mail/part-name.ts';

test('dates of all times of mail, and none where there is none', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['Tue, 5 Mar 2024 09:30:00 +0100', '2024-03-05T09:30:00+01:00'],
    ['Tue, 5 Mar 2024 09:30:00 +0100 (CET)', '2024-03-05T09:30:00+01:00'],
    ['5 Mar 24 09:30 GMT', '2024-03-05T09:30:00Z'],
    ['Mon, 6 Jun 2005 22:21:22 EDT', '2005-06-06T22:21:22-04:00'],
    ['2024-03-05T09:30:00+01:00', '2024-03-05T09:30:00+01:00'],
    ['', undefined],
    ['yesterday', undefined],
    ['Tue, 5 Mar 0024 09:30:00 +0100', undefined],
    ['x'.repeat(10_000), undefined],
  ];
  for (const [line, date] of cases) assert.equal(mailDate(line), date, line);
  assert.equal(receivedDate('from a (b) by c; Fri, 10 Dec 2010 19:20:19 -0800'), '2010-12-10T19:20:19-08:00');
  fc.assert(
    fc.property(fc.string(), (line) => assert.match(mailDate(line) ?? '2024-01-01', /^\d{4}-\d{2}-\d{2}/)),
  );
});

test('whatever a sender calls a file, its name is a name', () => {
  assert.equal(partName('../../etc/passwd', '', 1), 'passwd');
  assert.equal(partName('..\\..\\evil.pdf', '', 1), 'evil.pdf');
  assert.equal(partName('..', 'application/pdf', 3), 'attachment-3.pdf');
  assert.equal(partName(null, 'message/rfc822', 2), 'attachment-2.eml');
  assert.equal(partName('ciële.txt', '', 1), 'ciële.txt');
  const long = partName(`${'x'.repeat(500)}.docx`, '', 1);
  assert.ok(long.endsWith('….docx') && long.length < 130);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (given) => {
      const name = partName(given, '', 1);
      assert.ok(name.length > 0 && name.length < 140 && name.isWellFormed());
      assert.doesNotMatch(name, /[\\/\p{C}]|^\.|\.$/u);
    }),
  );
});
