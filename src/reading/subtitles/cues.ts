/** The formats of subtitles and lyrics → lines with their times. */

/** One line or a few, as they stand on the screen together. */
export interface Cue {
  /** Seconds. */
  readonly from: number;
  /** Seconds; undefined where the format does not say. */
  readonly to: number | undefined;
  readonly text: string;
  readonly speaker?: string | undefined;
}

const time = String.raw`(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?`;
const range = new RegExp(String.raw`^[ \t]*${time}[ \t]*(?:-->|,)[ \t]*${time}`);

/**
 * SubRip and WebVTT, and YouTube's SBV: a line of two times, and the words below it. In WebVTT an empty line
 * ends a cue and notes may follow (`isStrict`); in the others words go on until the next line of times.
 */
export function timedCues(text: string, isStrict: boolean): Cue[] {
  const cues: Cue[] = [];
  let times: RegExpExecArray | undefined;
  let words: string[] = [];
  const end = (): void => {
    const [, h1, m1, s1, f1, h2, m2, s2, f2] = times ?? [];
    const { words: said, speaker } = plainCue(words.join('\n'));
    if (times !== undefined && said !== '')
      cues.push({ from: seconds(h1, m1, s1, f1), to: seconds(h2, m2, s2, f2), text: said, speaker });
    words = [];
  };
  for (const line of text.split('\n')) {
    const found = range.exec(line);
    if (found !== null) {
      // The number of the next cue stands above its times.
      if (!isStrict && /^\s*\d{1,6}\s*$/.test(words.at(-1) ?? '')) words.pop();
      end();
      times = found;
    } else if (isStrict && line.trim() === '') {
      end();
      times = undefined;
    } else if (times !== undefined && (words.length > 0 || line.trim() !== '')) words.push(line);
  }
  end();
  return cues;
}

/** SubStation Alpha: `Dialogue: 0,0:00:01.00,0:00:02.50,Default,Ada,0,0,0,,{\i1}Hello\Nthere`. */
export function stationCues(text: string): Cue[] {
  const fields = /^Format:(.*,\s*Text\s*)$/im.exec(/^\[Events\][\s\S]*/im.exec(text)?.[0] ?? '')?.[1];
  const names = (fields ?? 'Layer,Start,End,Style,Name,MarginL,MarginR,MarginV,Effect,Text')
    .split(',')
    .map((name) => name.trim().toLowerCase());
  const cues: Cue[] = [];
  for (const [, line = ''] of text.matchAll(/^Dialogue:(.*)$/gim)) {
    const parts = line.split(',');
    const field = (name: string): string => parts[names.indexOf(name)]?.trim() ?? '';
    const words = parts
      .slice(names.length - 1)
      .join(',')
      .replace(/\{[^}]*\}/g, '')
      .replace(/\\[Nnh]/g, ' ');
    const [from, to] = [clock(field('start')), clock(field('end'))];
    const speaker = field('name') || field('actor') || undefined;
    if (from !== undefined && words.trim() !== '') cues.push({ from, to, text: words.trim(), speaker });
  }
  return cues.sort((one, other) => one.from - other.from);
}

/** Lyrics: `[00:12.50][01:40.00]words`. */
export function lyricCues(text: string): Cue[] {
  const cues: Cue[] = [];
  for (const [, stamps = '', words = ''] of text.matchAll(
    /^((?:\[\d{1,3}:\d\d(?:[.:]\d{1,3})?\])+)(.*)$/gm,
  )) {
    const line = words.replace(/<\d+:\d\d(?:[.:]\d+)?>/g, '').trim();
    for (const [, stamp = ''] of stamps.matchAll(/\[([^\]]*)\]/g)) {
      // Some programs write hundredths behind a colon.
      const from = clock(stamp.replace(/^(\d+:\d\d):/, '$1.'));
      if (from !== undefined && line !== '') cues.push({ from, to: undefined, text: line });
    }
  }
  return cues.sort((one, other) => one.from - other.from);
}

function clock(text: string): number | undefined {
  const found = new RegExp(`^${time}$`).exec(text.trim());
  return found === null ? undefined : seconds(found[1], found[2], found[3], found[4]);
}

function seconds(hours = '0', minutes = '0', whole = '0', fraction = '0'): number {
  const value = Number(hours) * 3600 + Number(minutes) * 60 + Number(whole) + Number(`0.${fraction}`);
  return Math.round(value * 1000) / 1000;
}

/** The words without styles, and who says them: `<v Ada>`. Repeated lines of rolling captions stay. */
function plainCue(text: string): { readonly words: string; readonly speaker: string | undefined } {
  const speaker = /<v(?:\.[\w.-]*)?[ \t]+([^>]{1,100})>/.exec(text)?.[1]?.trim();
  const words = text
    .replace(/<\/?(?:[a-z][^<>]{0,200}|\d[\d:.]*)>/gi, '')
    .replace(/\{\\[^}]{0,200}\}/g, '')
    .replace(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (_all, name: string) => entities[name] ?? ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return { words, speaker };
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  lrm: '',
  rlm: '',
};
