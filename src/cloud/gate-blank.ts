/** Stand-ins for what may leave, to be quoted and never sent: as large as it can be, with nothing in it. */
import type { Departing, ImageCargo, RecordingCargo } from '../models/paid-contract.ts';
import { longestSide } from './bare-image.ts';

const nothing = new Uint8Array();

/** A picture of the largest size that is sent for a task. */
export function blankPicture(task: 'recognise' | 'describe'): Departing<ImageCargo> {
  const side = longestSide[task];
  const picture: ImageCargo = {
    ...{ kind: 'image', bytes: nothing, mime: 'image/jpeg', width: side, height: side },
  };
  return picture as Departing<ImageCargo>;
}

/** A recording of so many seconds. */
export function blankRecording(seconds: number): Departing<RecordingCargo> {
  const recording: RecordingCargo = { kind: 'recording', bytes: nothing, mime: 'audio/mpeg', seconds };
  return recording as Departing<RecordingCargo>;
}
