import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MissedNight } from '../../src/night/attendance.ts';
import { Schedule } from '../../src/night/schedule.ts';
import { defaultSettings } from '../../src/settings.ts';

const minute = 60_000;
const hour = 60 * minute;
const clockText = (ms: number): string => new Date(ms).toISOString().slice(8, 16);

/** A machine whose clock is moved by hand, and the programs that run on it one after the other. */
class Machine {
  now = Date.parse('2026-11-22T12:00:00Z');
  window = { ...defaultSettings.window, timeZone: 'UTC' };
  waits = true;
  readonly turns: string[] = [];
  readonly missed: MissedNight[] = [];
  writes = 0;
  #written: string | undefined;
  #schedule: Schedule | undefined;

  get schedule(): Schedule {
    assert.ok(this.#schedule, 'a program runs');
    return this.#schedule;
  }

  /** The program starts, and knows what waits if it is `listed`; only `look` asks the clock afterwards. */
  boot({ listed = true } = {}): void {
    this.#schedule = new Schedule({
      window: () => this.window,
      clock: { now: () => this.now },
      waits: () => this.waits,
      onTurn: ({ open, late }) =>
        this.turns.push(`${clockText(this.now)} ${open ? (late ? 'late' : 'open') : 'closed'}`),
      onMissed: (missed) => this.missed.push(missed),
      record: {
        read: () => this.#written,
        write: (text) => {
          this.writes += 1;
          this.#written = text;
        },
      },
    });
    this.schedule.look();
    if (listed) this.schedule.mayCatchUp();
  }

  /** It is killed: nothing is written down any more. */
  kill(): void {
    this.#schedule = undefined;
  }

  /** The clock goes on and is looked at each minute. */
  awakeUntil(time: string): void {
    const end = Date.parse(`2026-11-${time}:00Z`);
    while (this.now < end) {
      this.now = Math.min(this.now + minute, end);
      this.schedule.look();
    }
  }

  /** The clock goes on, or back, and nobody looks until then. */
  asleepUntil(time: string): void {
    this.now = Date.parse(`2026-11-${time}:00Z`);
    this.#schedule?.look();
  }

  /** Which nights were missed, how much of each, and when they are caught up. */
  get told(): readonly string[] {
    return this.missed.map(({ opensAt, missedMs, nights, late }) => {
      const when = typeof late === 'object' ? `${clockText(late.from)} to ${clockText(late.until)}` : late;
      return `${clockText(opensAt)}, ${missedMs / hour} h, ${nights}: ${when}`;
    });
  }
}

test('turns are told once each, whatever the number of looks between, and by the clock alone', () => {
  const machine = new Machine();
  machine.window = { ...machine.window, timeZone: 'Europe/Berlin', catchUp: false };
  machine.now = Date.parse('2026-11-22T23:00:00Z');
  machine.boot();
  for (const time of ['22T23:59', '23T00:00', '23T00:01', '23T04:59', '23T05:00', '23T05:01', '24T02:00']) {
    machine.asleepUntil(time);
    machine.schedule.look();
  }
  assert.deepEqual(machine.turns, ['22T23:00 closed', '23T00:00 open', '23T05:00 closed', '24T02:00 open']);
});

test('a window that the person moves is obeyed at the next look', () => {
  const machine = new Machine();
  machine.boot();
  machine.window = { ...machine.window, from: '11:00', to: '13:00' };
  machine.schedule.look();
  assert.deepEqual(machine.turns, ['22T12:00 closed', '22T12:00 open']);
});

test('timers look by themselves, and a stopped schedule holds nothing up', (t) => {
  t.mock.timers.enable({
    apis: ['setInterval', 'setTimeout', 'Date'],
    now: Date.parse('2026-11-22T00:59:00Z'),
  });
  const turns: boolean[] = [];
  const schedule = new Schedule({
    window: () => ({ ...defaultSettings.window, timeZone: 'UTC' }),
    clock: { now: () => Date.now() },
    waits: () => true,
    onTurn: ({ open }) => turns.push(open),
    onMissed: () => undefined,
    record: { read: () => undefined, write: () => undefined },
  });
  schedule.start();
  t.mock.timers.tick(minute);
  assert.deepEqual(turns, [false, true]);
  schedule.stop();
  t.mock.timers.tick(6 * hour);
  assert.deepEqual(turns, [false, true]);
});

test('a night that the program was there for is not missed, and by day nothing is written', () => {
  const machine = new Machine();
  machine.boot();
  machine.awakeUntil('23T00:59');
  assert.equal(machine.writes, 1);
  machine.awakeUntil('23T06:01');
  const { writes } = machine;
  machine.awakeUntil('23T22:00');
  assert.equal(machine.writes, writes);
  assert.deepEqual(machine.told, []);
  assert.deepEqual(machine.turns, ['22T12:00 closed', '23T01:00 open', '23T06:00 closed']);
});

test('a machine that slept through the night catches it up at once, for as long as it was', () => {
  const machine = new Machine();
  machine.boot();
  machine.awakeUntil('22T23:00');
  machine.asleepUntil('23T09:30');
  assert.deepEqual(machine.told, ['23T01:00, 5 h, 1: 23T09:30 to 23T14:30']);
  assert.equal(machine.schedule.state().late, true);
  machine.awakeUntil('23T15:00');
  assert.deepEqual(machine.turns, ['22T12:00 closed', '23T09:30 late', '23T14:30 closed']);
  machine.awakeUntil('24T07:00');
  assert.equal(machine.schedule.missed, undefined, 'a night that is not missed ends it');
});

test('a claim right after the machine wakes up is not made on what was so before it slept', () => {
  const machine = new Machine();
  machine.boot();
  machine.awakeUntil('23T05:59');
  assert.equal(machine.schedule.state().open, true);
  machine.now = Date.parse('2026-11-23T09:00:00Z');
  assert.equal(machine.schedule.state().open, false);
});

test('of a night that was missed in part, that part is caught up', () => {
  const machine = new Machine();
  machine.boot();
  machine.awakeUntil('22T23:00');
  machine.asleepUntil('23T04:00');
  assert.deepEqual(machine.told, [], 'the night is not over');
  machine.awakeUntil('23T10:00');
  assert.deepEqual(machine.told, ['23T01:00, 3 h, 1: 23T06:00 to 23T09:00']);
  assert.deepEqual(machine.turns, ['22T12:00 closed', '23T04:00 open', '23T06:00 late', '23T09:00 closed']);
});

test('a machine that falls asleep in the night and wakes up after it catches up the rest', () => {
  const machine = new Machine();
  machine.boot();
  machine.awakeUntil('23T02:00');
  machine.asleepUntil('23T08:00');
  assert.deepEqual(machine.told, ['23T01:00, 4 h, 1: 23T08:00 to 23T12:00']);
});

test('many short sleeps add up, and a restart or a short one is no missed night', () => {
  const machine = new Machine();
  machine.boot();
  machine.awakeUntil('23T02:00');
  machine.kill();
  machine.asleepUntil('23T02:05');
  machine.boot();
  machine.asleepUntil('23T02:13');
  machine.awakeUntil('23T06:01');
  assert.equal(machine.missed.length, 0, '13 minutes of 300');
  machine.awakeUntil('24T01:00');
  for (const time of ['24T01:20', '24T02:00', '24T03:00']) {
    machine.asleepUntil(time);
    machine.awakeUntil(`${time.slice(0, 6)}${String(Number(time.slice(6)) + 10)}`);
  }
  machine.awakeUntil('24T06:00');
  assert.deepEqual(
    machine.told.map((line) => line.slice(0, 24)),
    ['24T01:00, 1.666666666666'],
  );
});

test('a program that did not run all night catches it up when it starts, once it knows that something waits', () => {
  const machine = new Machine();
  machine.boot();
  machine.kill();
  machine.asleepUntil('23T08:00');
  machine.boot({ listed: false });
  assert.deepEqual([machine.told.length, machine.schedule.state().open], [0, false]);
  machine.now += 5000;
  machine.schedule.mayCatchUp();
  assert.equal(machine.schedule.state().open, true);
  assert.deepEqual(machine.told, ['23T01:00, 5 h, 1: 23T08:00 to 23T13:00']);
});

test('a late window that is broken off by a restart goes on until the moment that was told', () => {
  const machine = new Machine();
  machine.boot();
  machine.asleepUntil('23T08:00');
  machine.awakeUntil('23T09:00');
  machine.kill();
  machine.asleepUntil('23T10:00');
  machine.boot();
  assert.deepEqual(machine.schedule.state(), {
    open: true,
    late: true,
    opensAt: Date.parse('2026-11-23T08:00:00Z'),
    closesAt: Date.parse('2026-11-23T13:00:00Z'),
  });
  assert.equal(machine.missed.length, 1, 'and it is told once');
});

test('where nothing waits, nothing is caught up, and what comes later waits for the night', () => {
  const machine = new Machine();
  machine.boot();
  machine.waits = false;
  machine.asleepUntil('23T08:00');
  machine.waits = true;
  machine.awakeUntil('23T09:00');
  assert.deepEqual(machine.told, ['23T01:00, 5 h, 1: nothing-waited']);
  assert.equal(machine.schedule.state().open, false);
  machine.asleepUntil('24T08:00');
  assert.deepEqual(machine.told.slice(1), ['24T01:00, 5 h, 2: 24T08:00 to 24T13:00'], 'the second in a row');
});

test('who does not want it has nothing caught up, and who changes their mind is obeyed at once', () => {
  const machine = new Machine();
  machine.window = { ...machine.window, catchUp: false };
  machine.boot();
  machine.asleepUntil('23T08:00');
  assert.deepEqual(machine.told, ['23T01:00, 5 h, 1: off']);
  assert.equal(machine.schedule.state().open, false);
  machine.window = { ...machine.window, catchUp: true };
  machine.asleepUntil('24T08:00');
  assert.equal(machine.schedule.state().open, true);
  machine.window = { ...machine.window, catchUp: false };
  machine.schedule.look();
  assert.equal(machine.turns.at(-1), '24T08:00 closed');
});

test('catching up never reaches into the next window', () => {
  const machine = new Machine();
  machine.boot();
  machine.awakeUntil('22T20:00');
  machine.asleepUntil('23T23:00');
  assert.deepEqual(machine.told, ['23T01:00, 5 h, 1: 23T23:00 to 24T01:00']);
  machine.awakeUntil('24T01:30');
  assert.deepEqual(machine.turns.slice(1), ['23T23:00 late', '24T01:00 open']);
  const over = new Machine();
  over.boot();
  over.asleepUntil('24T02:00');
  assert.deepEqual(over.told, ['23T01:00, 5 h, 1: next-window']);
  assert.deepEqual(over.turns, ['22T12:00 closed', '24T02:00 open']);
});

test('after a week away, the last night is caught up, and all of them are counted', () => {
  const machine = new Machine();
  machine.boot();
  machine.kill();
  machine.asleepUntil('29T18:00');
  machine.boot();
  assert.deepEqual(machine.told, ['29T01:00, 5 h, 7: 29T18:00 to 29T23:00']);
});

test('the first start ever, even inside the window, misses nothing', () => {
  const machine = new Machine();
  machine.now = Date.parse('2026-11-22T05:00:00Z');
  machine.boot();
  assert.deepEqual(machine.turns, ['22T05:00 open']);
  machine.awakeUntil('22T08:00');
  assert.deepEqual([machine.told, machine.turns.at(-1)], [[], '22T06:00 closed']);
});

test('hours that are new promise nothing backwards, and those that were in force until then count', () => {
  const machine = new Machine();
  machine.boot();
  machine.window = { ...machine.window, from: '09:00', to: '11:30' };
  machine.schedule.look();
  machine.awakeUntil('22T13:00');
  assert.deepEqual(machine.told, [], 'nobody was to be there at nine');
  machine.kill();
  machine.asleepUntil('23T12:00');
  machine.window = { ...machine.window, from: '01:00', to: '06:00' };
  machine.boot();
  assert.deepEqual(machine.told, ['23T09:00, 2.5 h, 1: 23T12:00 to 23T14:30']);
});

test('a clock that is set forward over the night has missed it; one that is set back begins anew', () => {
  const machine = new Machine();
  machine.boot();
  machine.awakeUntil('22T20:00');
  machine.asleepUntil('29T20:00');
  assert.equal(machine.missed[0]?.nights, 7);
  assert.equal(machine.schedule.state().late, true);
  machine.asleepUntil('22T20:05');
  assert.equal(machine.schedule.state().open, false, 'the late window lies in the future');
  machine.awakeUntil('23T06:01');
  assert.deepEqual([machine.missed.length, machine.schedule.missed], [1, undefined]);
  machine.asleepUntil('23T03:00');
  assert.equal(machine.turns.at(-1), '23T03:00 open');
  machine.awakeUntil('23T08:00');
  assert.equal(machine.missed.length, 1, 'what is left of the night was there');
});

test('a correction of seconds, forward and back, changes nothing', () => {
  const machine = new Machine();
  machine.boot();
  machine.asleepUntil('23T04:00');
  for (let step = 0; step < 100; step += 1) {
    machine.now += step % 2 === 0 ? 61_000 : -1000;
    machine.schedule.look();
  }
  machine.awakeUntil('23T06:00');
  assert.equal(machine.missed.length, 1);
  // A second that comes twice counts twice.
  const short = 3 * hour - (machine.missed[0]?.missedMs ?? 0);
  assert.ok(short >= 0 && short <= minute, `${short} ms`);
});

test('across midnight the night is the one that it began in', () => {
  const machine = new Machine();
  machine.window = { ...machine.window, from: '22:00', to: '04:00' };
  machine.boot();
  machine.awakeUntil('22T23:00');
  machine.asleepUntil('23T09:00');
  assert.deepEqual(machine.told, ['22T22:00, 5 h, 1: 23T09:00 to 23T14:00']);
});

test('the night of spring-forward that was slept through is as short as it was', () => {
  const machine = new Machine();
  machine.window = { ...machine.window, timeZone: 'Europe/Berlin' };
  machine.now = Date.parse('2026-03-28T12:00:00Z');
  machine.boot();
  machine.now = Date.parse('2026-03-29T08:00:00Z');
  machine.schedule.look();
  assert.equal(machine.missed[0]?.missedMs, 4 * hour);
  const autumn = new Machine();
  autumn.window = machine.window;
  autumn.now = Date.parse('2026-10-24T12:00:00Z');
  autumn.boot();
  autumn.now = Date.parse('2026-10-25T08:00:00Z');
  autumn.schedule.look();
  assert.equal(autumn.missed[0]?.missedMs, 6 * hour);
});

test('a window that never ends has no night to miss', () => {
  const machine = new Machine();
  machine.window = { ...machine.window, from: '01:00', to: '01:00' };
  machine.boot();
  machine.asleepUntil('25T08:00');
  assert.deepEqual([machine.told, machine.schedule.state().open], [[], true]);
});

test('what cannot be read of earlier nights is as if there were none', () => {
  for (const written of ['', 'null', '{"seen":"yesterday"}', '[]']) {
    const missed: MissedNight[] = [];
    const schedule = new Schedule({
      window: () => ({ ...defaultSettings.window, timeZone: 'UTC' }),
      clock: { now: () => Date.parse('2026-11-23T12:00:00Z') },
      waits: () => true,
      onTurn: () => undefined,
      onMissed: (night) => missed.push(night),
      record: { read: () => written, write: () => undefined },
    });
    schedule.look();
    assert.deepEqual(missed, []);
  }
});
