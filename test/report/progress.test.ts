import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, it, type TestContext } from 'node:test';
import { WriteStream } from 'node:tty';
import { createProgress } from '../../src/report/progress.ts';
import type { NightshiftEvent } from '../../src/types/event.ts';

/** A stream that takes what a terminal or a pipe would, and remembers each writing. */
function fakeOutput(terminal: boolean) {
  const writes: string[] = [];
  // How a terminal itself tells its colours, which is where NO_COLOR and TERM are heeded.
  const { getColorDepth } = WriteStream.prototype;
  const stream = Object.assign(new PassThrough(), { isTTY: terminal, columns: 80, rows: 24, getColorDepth });
  stream.on('data', (chunk: Buffer) => writes.push(chunk.toString()));
  return { stream: stream as unknown as NodeJS.WriteStream, writes, text: () => writes.join('') };
}

const done = (path: string): NightshiftEvent => ({
  type: 'done',
  path,
  note: `done/${path}.md`,
  seconds: 2,
  incomplete: [],
});
const clock = { now: () => 0 };

describe('progress that goes to a file', () => {
  it('is one plain line for each event that matters', () => {
    const { stream, text } = fakeOutput(false);
    const progress = createProgress(stream, { interactive: false, clock });
    progress.tell({ type: 'claimed', path: 'a.txt', bytes: 1 });
    progress.tell({ type: 'task', path: 'a.txt', task: 'summarise', spec: 'x:y', part: 1, parts: 1 });
    progress.tell({ ...done('a.txt'), incomplete: ['describe'] } as NightshiftEvent);
    progress.tell({ ...done('b.txt'), duplicateOf: 'a.txt' } as NightshiftEvent);
    const failure = { code: 'x', reason: 'It is broken.', hint: 'Mend it.' };
    progress.tell({ type: 'failed', path: 'c\n\u001b[2J\u202e.txt', note: 'failed/c.md', ...failure });
    progress.tell({
      type: 'waiting',
      path: 'd.flac',
      why: 'No model hears.',
      until: '2026-11-03T01:00:00+01:00',
    });
    progress.tell({ type: 'notice', level: 'warn', message: 'The key sk-abcdefghijkl is refused.' });
    progress.close();
    assert.deepEqual(text().split('\n'), [
      'done    a.txt → done/a.txt.md (2 s, without: describe)',
      'done    b.txt → done/b.txt.md (same content as a.txt)',
      'failed  c\\n\\u{1b}[2J\\u{202e}.txt: It is broken. Mend it.',
      'waiting d.flac: No model hears. (until 2026-11-03 01:00)',
      'warn    The key sk-[key] is refused.',
      '',
    ]);
  });

  it('says what to do about a reason once, and names the reason for each file', () => {
    const { stream, text } = fakeOutput(false);
    const progress = createProgress(stream, { interactive: false, clock });
    const why = 'whisper-cli is not on PATH. Run: brew install whisper-cpp.';
    for (const path of ['a.mp3', 'b.mp3']) progress.tell({ type: 'waiting', path, why });
    assert.deepEqual(text().trimEnd().split('\n'), [
      `waiting a.mp3: ${why}`,
      'waiting b.mp3: whisper-cli is not on PATH.',
    ]);
  });

  it('sums up files that wait for the same reason', () => {
    const { stream, text } = fakeOutput(false);
    const progress = createProgress(stream, { interactive: false, clock });
    for (let i = 0; i < 1000; i++)
      progress.tell({ type: 'waiting', path: `${i}.flac`, why: 'No model hears.' });
    progress.close();
    const lines = text().trimEnd().split('\n');
    assert.equal(lines.length, 11);
    assert.equal(lines.at(-1), 'waiting 990 more: No model hears.');
  });
});

describe('progress in a terminal', () => {
  /** Timers run by hand; the display is ready once its library is loaded. */
  async function ready(t: TestContext) {
    t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
    const output = fakeOutput(true);
    const time = { ms: 0 };
    const progress = createProgress(output.stream, { interactive: true, clock: { now: () => time.ms } });
    await import('log-update');
    await new Promise(setImmediate);
    const pass = (ms: number) => {
      time.ms += ms;
      t.mock.timers.tick(ms);
    };
    return { ...output, progress, pass };
  }

  it('shows files in work with task, part and time, and keeps lines about what is finished', async (t) => {
    const { progress, pass, text } = await ready(t);
    progress.tell({ type: 'claimed', path: 'scan.pdf', bytes: 1 });
    progress.tell({
      type: 'task',
      path: 'scan.pdf',
      task: 'recognise',
      spec: 'tesseract:eng',
      part: 2,
      parts: 7,
    });
    pass(5000);
    assert.match(text(), /scan\.pdf.*reading the words in a picture \(part 2 of 7, tesseract:eng\) 5 s/);
    progress.tell(done('scan.pdf'));
    pass(100);
    assert.match(text(), /done.*scan\.pdf → done\/scan\.pdf\.md/);
    assert.match(text(), /1 done/);
    progress.close();
    const before = text().length;
    pass(10_000);
    assert.equal(text().length, before);
  });

  it('redraws at most ten times a second, however much happens', async (t) => {
    const { progress, pass, writes } = await ready(t);
    pass(200);
    const before = writes.length;
    for (let i = 0; i < 1000; i++) {
      progress.tell({ type: 'claimed', path: `${i}.txt`, bytes: 1 });
      progress.tell(done(`${i}.txt`));
      pass(1);
    }
    // One redraw writes the lines that stay, and the frame.
    assert.ok(writes.length - before <= 2 * 11 + 2, `${writes.length - before} writes`);
    progress.close();
    assert.equal(writes.join('').match(/\d+\.txt → /g)?.length, 1000);
  });

  it('loses no line when it is closed before it could draw', () => {
    const { stream, text } = fakeOutput(true);
    const progress = createProgress(stream, { interactive: true, clock });
    progress.tell(done('a.txt'));
    progress.close();
    assert.match(text(), /a\.txt → done\/a\.txt\.md/);
  });

  it('has colours, and none with NO_COLOR', () => {
    const colours = (environment: Record<string, string>) => {
      const saved = { ...process.env };
      delete process.env.NO_COLOR;
      delete process.env.FORCE_COLOR;
      delete process.env.CI;
      delete process.env.NODE_DISABLE_COLORS;
      Object.assign(process.env, { TERM: 'xterm-256color' }, environment);
      const { stream, text } = fakeOutput(true);
      const progress = createProgress(stream, { interactive: true, clock });
      progress.tell(done('a.txt'));
      progress.close();
      process.env = saved;
      return text();
    };
    assert.ok(colours({}).includes('\u001b[32mdone'));
    assert.ok(!colours({ NO_COLOR: '1' }).includes('\u001b'));
  });
});
