/** What a document will be put to the models for, as far as that can be told before anything is found in it. Pure. */
import { plainText } from '../reading/plain-text.ts';
import type { Document } from '../types/document.ts';
import type { WantedTask } from './file-runs.ts';

/** A minute of speech is about so many characters, and a picture seldom has more words than so. */
const charactersOf = { minute: 1000, picture: 1000 };

/** Too much rather than too little: whatever is unlikely to be needed is among them. */
export function wantedTasks(document: Document, bytes: number): readonly WantedTask[] {
  const { pictures, speech, facts } = document;
  const minutes = speech ? (facts.durationSeconds ?? 0) / 60 : 0;
  const found = charactersOf.minute * minutes + charactersOf.picture * pictures.length;
  const text = { bytes, characters: plainText(document).length + found };
  const one = { bytes, pictures: 1 };
  const sound = { bytes, ...(facts.durationSeconds === undefined ? {} : { minutes }) };
  return [
    { task: 'recognise', size: one, times: pictures.filter(({ words }) => words === undefined).length },
    { task: 'describe', size: one, times: pictures.length },
    { task: 'transcribe', size: sound, times: speech ? 1 : 0 },
    ...(['summarise', 'extract', 'embed'] as const).map((task) => ({ task, size: text, times: 1 })),
  ];
}
