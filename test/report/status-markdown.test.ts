import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderStatusText, type Status } from '../../src/report/status.ts';
import { renderStatusMarkdown } from '../../src/report/status-markdown.ts';

const empty: Status = {
  asOf: '2026-11-03T12:00:00+01:00',
  ...{ ingest: 0, processing: 0, cloud: 0, done: 0, failed: 0 },
  window: { open: false, opensAt: '2026-11-04T01:00:00+01:00', closesAt: '2026-11-04T06:00:00+01:00' },
  ...{ waiting: [], waitingTotal: 0, needs: [], notices: [], working: [] },
};

describe('STATUS.md', () => {
  it('of an empty root says where to drop files, when they are read and what starts it', () => {
    const text = renderStatusMarkdown(empty);
    assert.match(
      text,
      /^# Nightshift\n\n\*\*Nothing is waiting\.\*\* Drop files into \[ingest\]\(<ingest\/>\)/,
    );
    assert.match(text, /The next window is from 2026-11-04 01:00 to 06:00\./);
    assert.match(text, /\| 0 \| 0 \| 0 \| 0 \| 0 \|/);
    assert.match(text, /nothing looks after these folders now: `nightshift start` does/);
    assert.doesNotMatch(text, /^##|Attention|undefined|failed\/>\) back/m);
  });

  it('begins with what is waiting and in work', () => {
    assert.match(renderStatusMarkdown({ ...empty, ingest: 1 }), /\*\*1 file waiting\.\*\*/);
    const window = { ...empty.window, open: true };
    const busy = renderStatusMarkdown({ ...empty, ingest: 3, processing: 2, window });
    assert.match(busy, /\*\*2 files in work, 3 waiting\.\*\* The night's work goes on until 06:00\./);
  });

  it('tells of questions that wait', () => {
    assert.match(renderStatusMarkdown({ ...empty, questions: 1 }), /^1 question waits in ask\//m);
    assert.match(renderStatusText({ ...empty, questions: 2 }), /^2 questions wait in ask\//m);
  });

  it('names what waits and why, what to do, and what is wrong', () => {
    const text = renderStatusMarkdown({
      ...empty,
      ingest: 2,
      waiting: [
        { path: 'a_b.mp3', why: 'Nobody can listen.' },
        { path: 'c.txt', why: 'It broke.', until: '2026-11-03T12:01:00+01:00' },
      ],
      waitingTotal: 5,
      needs: [{ why: 'Nobody can listen.', hint: 'Run `brew install whisper-cpp`.', files: 1 }],
      notices: ['settings.json is wrong at line 3.'],
      owner: { pid: 42 },
    });
    assert.match(text, /> \*\*Attention:\*\* settings\.json is wrong at line 3\./);
    assert.match(text, /- Nobody can listen\. Run `brew install whisper-cpp`\. \(1 file\)/);
    assert.match(text, /- a\\?_b\.mp3: Nobody can listen\.\n- c\.txt: It broke\. \(until 2026-11-03 12:01\)/);
    assert.match(text, /- and 3 more\n/);
    assert.match(text, /kept by process 42/);
  });

  it('says what the plan of the night is, where there is one', () => {
    const plan: NonNullable<Status['plan']> = {
      ...{ madeAt: '2026-11-04T01:00:00+01:00', verdict: 'in-time', files: 3, micros: 0, buyNow: 0, hold: 0 },
      ...{ endsAt: '2026-11-04T02:00:00+01:00', endsAtFree: '2026-11-04T02:00:00+01:00' },
      reasons: ['3 files wait.', 'Nothing is bought.'],
    };
    assert.match(
      renderStatusMarkdown({ ...empty, plan }),
      /^## The plan of this night\n\n3 files wait\.\nNothing is bought\.$/m,
    );
    assert.match(
      renderStatusText({ ...empty, plan }),
      /The plan:\n {2}3 files wait\.\n {2}Nothing is bought\./,
    );
    assert.doesNotMatch(renderStatusMarkdown({ ...empty, plan: { ...plan, reasons: [] } }), /plan/);
    assert.doesNotMatch(renderStatusMarkdown(empty), /plan/);
  });

  it('says which night was missed, and what becomes of its work', () => {
    const missed = {
      ...{ opened: '2026-11-03T01:00:00+01:00', closed: '2026-11-03T06:00:00+01:00' },
      ...{ missedS: 5 * 3600, nights: 1 },
    };
    const whole =
      'The night of 2026-11-03 (01:00 to 06:00) was missed: the machine slept or the program did not run.';
    const told = (more: Partial<NonNullable<Status['missed']>>): string =>
      renderStatusMarkdown({ ...empty, missed: { ...missed, ...more } })
        .split('\n\n')
        .at(-3) ?? '';
    assert.equal(told({}), whole);
    const lateUntil = '2026-11-03T14:30:00+01:00';
    assert.equal(told({ lateUntil }), `${whole} It is caught up until 14:30.`);
    const over = '2026-11-03T12:00:00+01:00';
    assert.equal(told({ lateUntil: over }), `${whole} Its work was caught up until 12:00.`);
    assert.equal(told({ notLate: 'nothing-waited' }), `${whole} Nothing waited for it.`);
    assert.match(told({ notLate: 'off' }), /waits for the next window, since "window.catchUp" is false\.$/);
    assert.match(told({ missedS: 3600 }), /was missed in part \(1 h of 5 h\): the machine/);
    assert.match(told({ nights: 2 }), /did not run\. So was the one before it\.$/);
    assert.match(told({ nights: 7, lateUntil }), /So were the 6 before it\. It is caught up until 14:30\.$/);
  });

  it('says once why several files wait', () => {
    const why = 'Nobody can listen.';
    const waiting = [
      { path: 'a.mp3', why },
      { path: 'c.txt', why: 'It broke.' },
      { path: 'b.mp3', why },
    ];
    const text = renderStatusMarkdown({ ...empty, ingest: 3, waiting, waitingTotal: 4 });
    assert.match(
      text,
      /- Nobody can listen\.\n {2}- a\.mp3\n {2}- b\.mp3\n- c\.txt: It broke\.\n- and 1 more\n/,
    );
  });

  it('says what is being done, with which model, and for how long', () => {
    const since = '2026-11-03T11:58:55+01:00';
    const work = { path: 'scan.pdf', since, task: 'describe', spec: 'ollama:v', part: 2, parts: 7 } as const;
    const text = renderStatusMarkdown({ ...empty, processing: 2, working: [work, { path: 'b', since }] });
    assert.match(text, /- scan\.pdf: describing \(part 2 of 7, ollama:v\), for 1 min 5 s\n- b: reading, for/);
  });

  it('says how to try failed files again, and where the report of the last night is', () => {
    const text = renderStatusMarkdown({ ...empty, failed: 1, report: 'reports/2026-11-03.md' });
    assert.match(text, /Drag a file from \[failed\]\(<failed\/>\) back to \[ingest\]/);
    assert.match(text, /The last night: \[reports\/2026-11-03\.md\]\(<reports\/2026-11-03\.md>\)/);
  });
});
