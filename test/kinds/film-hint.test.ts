import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { filmHint } from '../../src/kinds/film-hint.ts';

/** What a shell takes the words of the command for. */
function wordsOf(name: string): readonly string[] {
  const command = filmHint(name).replace(/^.*?: ffmpeg /s, '');
  return execFileSync('sh', ['-c', `printf '%s\\n' ${command}`], { encoding: 'utf8' })
    .trimEnd()
    .split('\n');
}

test('the command means one file to a shell, whatever its name', () => {
  for (const [name, film, sound] of [
    ['clip.mov', 'clip.mov', 'clip.flac'],
    ["Ada's talk; rm -r *.mp4", "Ada's talk; rm -r *.mp4", "Ada's talk; rm -r *.flac"],
    ['$HOME `id`.mkv', '$HOME `id`.mkv', '$HOME `id`.flac'],
    ['-y.webm', './-y.webm', './-y.flac'],
    ['no extension', 'no extension', 'no extension.flac'],
  ] as const) {
    assert.deepEqual(wordsOf(name), ['-i', film, '-vn', '-ac', '1', '-ar', '16000', sound], name);
  }
});
