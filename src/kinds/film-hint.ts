/** What a person can do about a film: it is not looked at, but what is said in it can be. */

/**
 * The command that takes the sound out of the film called `name`, as a sentence for a note. FLAC, because every
 * ffmpeg writes it and every transcriber reads it; 16 kHz and one channel, because none hears more.
 */
export function filmHint(name: string): string {
  const sound = `${name.replace(/\.[^.]*$/, '')}.flac`;
  return `To have what is said in it, run this beside it and drop what it makes: ffmpeg -i ${quoted(name)} -vn -ac 1 -ar 16000 ${quoted(sound)}`;
}

/** One word of a POSIX shell, and no option. */
function quoted(name: string): string {
  return `'${name.replace(/^-/, './-').replaceAll("'", "'\\''")}'`;
}
