import { after } from 'node:test';
import { createWhisper } from '../../src/models/whisper.ts';
import { conformance, type Subject } from '../support/conformance.ts';
import { type FakeWhisper, fakeWhisper, type WhisperScene, whisperOutput } from '../support/fake-whisper.ts';

const content = whisperOutput([
  [0, 2500, ' The quay is longer now.'],
  [2500, 4000, ' By two kilometres.'],
]);
// One sound for all, because the request is made before the subject; each subject has a program of its own.
const whisper: FakeWhisper = await fakeWhisper({ type: 'writes', content });
after(() => whisper.dispose());

const make = (scene: WhisperScene) => async (): Promise<Subject> => {
  const fake = await fakeWhisper(scene);
  return {
    provider: createWhisper({ model: undefined, environment: fake.environment }),
    reached: fake.started,
    dispose: fake.dispose,
  };
};

conformance(
  'whisper:cli',
  make({ type: 'writes', content }),
  { transcribe: { path: whisper.sound, mime: 'audio/wav', durationSeconds: 4 } },
  {
    makeSlow: make({ type: 'hangs' }),
    makeFailing: make({ type: 'says', stderr: 'error: failed to initialize whisper context\n', code: 3 }),
  },
);
