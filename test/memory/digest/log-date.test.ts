import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LogCalendar } from '../../../src/memory/digest/log-date.ts';

const calendar = new LogCalendar({ zone: 'Europe/Berlin', today: '2026-11-27' });
const dayOf = (line: string) => calendar.stampOf(line).day;

describe('the day of a line', () => {
  for (const [line, day] of [
    ['2026-11-03 14:22 Lunch with Ada', '2026-11-03'],
    ['2026-11-03T14:22:01.123 INFO ready', '2026-11-03'],
    ['2026-11-03T23:30:00Z ready', '2026-11-04'],
    ['[2026-11-03T23:30:00.000+00:00] ready', '2026-11-04'],
    ['2026-11-04T00:30:00+09:00 ready', '2026-11-03'],
    ['INFO 2026-11-03 14:22:01,123 ready', '2026-11-03'],
    ['[WARN] [2026-11-03 14:22:01] low', '2026-11-03'],
    ['<34>1 2026-11-03T10:14:15.003+01:00 host su', '2026-11-03'],
    ['2026/11/03 14:22:01 [error] 12#0: upstream', '2026-11-03'],
    ['10.0.0.1 - ada [03/Nov/2026:23:55:36 +0000] "GET / HTTP/1.1" 200 12', '2026-11-04'],
    ['Nov  3 14:22:01 host kernel: ok', '2026-11-03'],
    ['Dec 24 14:22:01 host kernel: ok', '2025-12-24'],
    ['[Tue Nov 03 14:22:01.123456 2026] [core:error] no', '2026-11-03'],
    ['20261103T142201 started', '2026-11-03'],
    ['03.11.2026 14:22 Anruf', '2026-11-03'],
    ['23/11/2026 14:22 call', '2026-11-23'],
    ['11/23/2026 14:22 call', '2026-11-23'],
    ['2026年11月3日 会議', '2026-11-03'],
    ['1762179723 started', '2025-11-03'],
    ['1762179723123 started', '2025-11-03'],
    ['{"level":30,"time":1762179723123,"msg":"ready"}', '2025-11-03'],
    ['{"timestamp":"2026-11-03T23:30:00Z","msg":"ready"}', '2026-11-04'],
    ['- 2026-11-03: bought apples', '2026-11-03'],
    ['# 2026-11-03', '2026-11-03'],
    ['## Tuesday, 3 November 2026', '2026-11-03'],
    ['## Dienstag, 3. November 2026', '2026-11-03'],
    ['## November 3rd, 2026: the move', '2026-11-03'],
    ['## Journal 03.11.2026', undefined],
    ['## 03.11.2026', '2026-11-03'],
  ] as const) {
    it(`is ${day}: ${line}`, () => assert.equal(dayOf(line), day));
  }

  for (const line of [
    'We met on 2026-11-03 and talked.',
    '2027-01-01 a plan for next year',
    '2026-02-31 no such day',
    '2026-13-01 no such month',
    '1066-10-14 long ago',
    '03/11/2026 03:00 whichever that is',
    '12:30:01 time only',
    '4111-1111-1111-1111',
    '',
  ]) {
    it(`is not known: ${line}`, () => assert.equal(dayOf(line), undefined));
  }

  it('stands in the name of a file', () => {
    const names = [
      '2026-11-03.log',
      'app-20261103.log',
      'app.log.2026-11-03',
      '2026_11_03 Notes.md',
      'app.log',
    ];
    assert.deepEqual(
      names.map((name) => calendar.dayOfName(name)),
      ['2026-11-03', '2026-11-03', '2026-11-03', '2026-11-03', undefined],
    );
  });

  it('tells what programs write from what people write, and where the words begin', () => {
    const of = (line: string) => {
      const { isRecord, end } = calendar.stampOf(line);
      return [isRecord, line.slice(end).trim()];
    };
    assert.deepEqual(of('2026-11-03 14:22:01 [main] ERROR no disk'), [true, '[main] ERROR no disk']);
    assert.deepEqual(of('14:22:01,123 no disk'), [true, 'no disk']);
    assert.deepEqual(of('ERROR: no disk'), [true, 'no disk']);
    assert.deepEqual(of('Ada came by.'), [false, 'Ada came by.']);
    assert.deepEqual(of('2026-11-03: Ada came by.'), [false, 'Ada came by.']);
    assert.deepEqual(of('## 3 November 2026'), [false, '']);
    assert.deepEqual(of('## 3 November 2026: Ada'), [false, '3 November 2026: Ada']);
  });

  it('takes no time over lines made to cost it', () => {
    for (const line of [
      ' '.repeat(1e6),
      '['.repeat(1e6),
      '1'.repeat(1e6),
      `{"time":"${'1'.repeat(1e6)}`,
      `# ${'1 '.repeat(5e5)}`,
    ]) {
      assert.equal(dayOf(line), undefined);
    }
  });
});
