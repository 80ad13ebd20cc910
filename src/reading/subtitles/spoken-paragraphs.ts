/** Cues → paragraphs that read as text: a cue ends where the screen is full, not where a sentence does. */
import type { Block } from '../../types/document.ts';
import type { Cue } from './cues.ts';

/** Seconds without words after which somebody begins anew. */
const longestPause = 3;
/** A paragraph of so many characters ends with its sentence … */
const longEnough = 300;
/** … and one of so many in any case. */
const longest = 800;

/** Paragraphs with their times. `joined` is false for lyrics, whose lines stay lines. */
export function spokenBlocks(cues: readonly Cue[], joined: boolean): Block[] {
  const groups: Cue[][] = [];
  let said = '';
  for (const cue of cues) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    // Captions that roll up the screen repeat the line before.
    if (joined && last !== undefined && cue.text === last.text && cue.from <= (last.to ?? last.from) + 1) {
      group?.splice(-1, 1, { ...last, to: cue.to });
    } else if (joined && group !== undefined && last !== undefined && goesOn(last, cue, said)) {
      group.push(cue);
      said += ` ${cue.text}`;
    } else {
      groups.push([cue]);
      said = cue.text;
    }
  }
  return groups.map(blockOf);
}

function goesOn(last: Cue, cue: Cue, said: string): boolean {
  if (cue.speaker !== last.speaker || /^[-–—] /.test(cue.text) || said.length >= longest) return false;
  if (cue.from - (last.to ?? last.from) > longestPause) return false;
  return said.length < longEnough || !/[.!?…。！？]["”’)]*$/.test(said);
}

function blockOf(group: readonly Cue[]): Block {
  const [first] = group;
  const last = group.at(-1);
  const words = group.map(({ text }) => text).join(' ');
  return {
    type: 'paragraph',
    text: first?.speaker === undefined ? words : `${first.speaker}: ${words}`,
    position: {
      fromSeconds: first?.from ?? 0,
      ...(last?.to === undefined ? {} : { toSeconds: last.to }),
    },
  };
}
