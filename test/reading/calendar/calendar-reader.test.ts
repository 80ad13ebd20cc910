import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainText } from '../../../src/reading/plain-text.ts';
import { dropped, rowsIn, staysCalm } from '../dropped.ts';

const calendar = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'X-WR-CALNAME:Harbour', ...lines, 'END:VCALENDAR', ''].join('\r\n');

const invitation = [
  'BEGIN:VEVENT',
  'SUMMARY:Budget\\, part two',
  'DTSTAMP:20261101T080000Z',
  'DTSTART;TZID=Europe/Berlin:20261127T100000',
  'DTEND;TZID=Europe/Berlin:20261127T113000',
  'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;UNTIL=20261231',
  'EXDATE:20261211T100000',
  'LOCATION:Room 4',
  'CATEGORIES:Money,Talk\\, long',
  'ORGANIZER;CN=Ada:mailto:ada@example.org',
  'ATTENDEE;CN="Bob B.";PARTSTAT=ACCEPTED:mailto:bob@example.org',
  'ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:eve@example.org',
  'DESCRIPTION:<p>Bring <b>numbers</b></p>',
  'BEGIN:VALARM',
  'DESCRIPTION:Ring',
  'END:VALARM',
  'END:VEVENT',
];

test('an invitation is a heading, a list of when, where and who, and its words', async () => {
  const document = await dropped('a.ics', calendar(...invitation));
  assert.deepEqual(document.blocks, [
    { type: 'heading', level: 1, text: 'Budget, part two' },
    {
      type: 'list',
      ordered: false,
      items: [
        'When: 2026-11-27 10:00 to 11:30 Europe/Berlin',
        'Repeats: every 2 weeks on Monday, Friday until 2026-12-31 except 2026-12-11 10:00',
        'Where: Room 4',
        'Organizer: Ada (ada@example.org)',
        'Attendees: Bob B. (bob@example.org, accepted), eve@example.org',
        'Categories: Money, Talk, long',
      ],
    },
    { type: 'paragraph', text: 'Bring numbers' },
  ]);
  assert.equal(document.facts.title, 'Budget, part two');
  assert.equal(document.facts.created, '2026-11-01T08:00:00Z');
});

test('entries stand in the order of time, whole days end on their last day, and tasks are due', async () => {
  const document = await dropped(
    'a.ics',
    calendar(
      'BEGIN:VEVENT',
      'SUMMARY:Later',
      'DTSTART;VALUE=DATE:20261201',
      'DTEND;VALUE=DATE:20261204',
      'END:VEVENT',
      'BEGIN:VTODO',
      'SUMMARY:Sooner',
      'DUE:20261101T120000Z',
      'END:VTODO',
      'BEGIN:VEVENT',
      'SUMMARY:Middle',
      'DTSTART:20261115T090000Z',
      'DURATION:PT1H30M',
      'END:VEVENT',
      'BEGIN:VJOURNAL',
      'SUMMARY:Undated',
      'END:VJOURNAL',
    ),
  );
  assert.equal(
    plainText(document),
    'Sooner\n\n- When: due 2026-11-01 12:00 UTC\n\nMiddle\n\n- When: 2026-11-15 09:00 UTC for 1 hour 30 minutes\n\n' +
      'Later\n\n- When: 2026-12-01 to 2026-12-03\n\nUndated',
  );
  assert.deepEqual(document.facts.other, {
    Calendar: 'Harbour',
    Entries: '4',
    From: '2026-11-01',
    To: '2026-12-01',
  });
});

test('many entries are a table; of thousands the first are shown', async () => {
  const events = (count: number): string[] =>
    Array.from(
      { length: count },
      (_, n) => `BEGIN:VEVENT\r\nSUMMARY:E${n}\r\nDTSTART:20260101\r\nEND:VEVENT`,
    );
  assert.deepEqual(rowsIn(await dropped('a.ics', calendar(...events(31)))).slice(0, 2), [
    ['When', 'What', 'Where', 'Who', 'Note'],
    ['2026-01-01', 'E0', '', '', ''],
  ]);
  const many = await dropped('a.ics', calendar(...events(2500)));
  assert.deepEqual(many.omissions, ['Of its 2,500 entries only the first 2,000 are shown.']);
});

test('rules and dates that make no sense are no words', async () => {
  const document = await dropped(
    'a.ics',
    calendar(
      'BEGIN:VEVENT',
      'SUMMARY:x',
      'DTSTART:soon',
      'RRULE:FREQ=constructor;BYSETPOS=toString',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'SUMMARY:y',
      'DTSTART:20260101',
      'RRULE:freq=weekly;byday=mo;bysetpos=valueOf',
      'END:VEVENT',
    ),
  );
  assert.equal(plainText(document), 'y\n\n- When: 2026-01-01\n- Repeats: every week on Monday\n\nx');
});

test('a calendar without end is read; a file without a calendar is a failure; damage is one or the other', async () => {
  assert.equal(plainText(await dropped('a.ics', 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Half')), 'Half');
  await assert.rejects(dropped('a.ics', 'BEGIN:VCALENDAR-X\n'), { reason: 'a.ics holds no calendar.' });
  await staysCalm('a.ics', calendar(...invitation));
});
