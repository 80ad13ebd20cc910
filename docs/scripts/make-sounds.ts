/**
 * Makes the small sound and film files of the tests in `test/reading/audio/sounds/`: a second of a tone, with tags,
 * in the formats that only an encoder can write. Run `node docs/scripts/make-sounds.ts` after changing it, with
 * ffmpeg on PATH; the results are committed.
 */
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const target = fileURLToPath(new URL('../../test/reading/audio/sounds/', import.meta.url));

const tone = ['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=16000:duration=1'];
const picture = ['-f', 'lavfi', '-i', 'color=c=navy:size=64x64:rate=5:duration=1'];
const tags = ['title=Low water', 'artist=Harbour office', 'album=Tides', 'date=2026-11-03'];
const recorded = 'creation_time=2026-11-03T09:30:00Z';

/** File name → the options that make it from a tone; films get a picture too. */
const sounds: Readonly<Record<string, readonly string[]>> = {
  'tone.mp3': ['-c:a', 'libmp3lame', '-b:a', '16k'],
  'tone.flac': ['-c:a', 'flac'],
  'tone.ogg': ['-c:a', 'libvorbis', '-q:a', '0'],
  'tone.opus': ['-c:a', 'libopus', '-b:a', '12k'],
  'tone.m4a': ['-c:a', 'aac', '-b:a', '16k', '-metadata', recorded],
  'tone.aac': ['-c:a', 'aac', '-b:a', '16k'],
  'tone.wma': ['-c:a', 'wmav2', '-b:a', '24k'],
  'tone.webm': ['-c:a', 'libopus', '-b:a', '12k'],
  'tone.mka': ['-c:a', 'libopus', '-b:a', '12k'],
};
const films: Readonly<Record<string, readonly string[]>> = {
  'film.mp4': ['-c:v', 'mpeg4', '-c:a', 'aac', '-b:a', '16k'],
  'film.mov': ['-c:v', 'mpeg4', '-c:a', 'aac', '-b:a', '16k'],
  'film.mkv': ['-c:v', 'mpeg4', '-c:a', 'aac', '-b:a', '16k'],
  'film.webm': ['-c:v', 'libvpx', '-b:v', '10k', '-c:a', 'libopus', '-b:a', '12k'],
};

const always = ['-hide_banner', '-v', 'error', '-y'];
const metadata = tags.flatMap((tag) => ['-metadata', tag]);
for (const [name, options] of Object.entries(sounds)) {
  await execa('ffmpeg', [...always, ...tone, ...metadata, ...options, `${target}${name}`]);
}
for (const [name, options] of Object.entries(films)) {
  await execa('ffmpeg', [...always, ...tone, ...picture, '-shortest', ...options, `${target}${name}`]);
}
