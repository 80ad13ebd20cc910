/** Orders for tests of paid providers, which here, and only in tests, nobody has to let through. */
import type { Cargo, Departing, ImageCargo, PaidOrder, TextCargo } from '../../src/models/paid-contract.ts';

/** The cargo with the gate's brand. */
export function departing<C extends Cargo>(cargo: C): Departing<C> {
  return cargo as Departing<C>;
}

const terms = { maxOutputTokens: 300, deadlineSeconds: 30, reference: 'a1b2c3.1' };

/** An order to look at a picture of these bytes. */
export function pictureOrder(
  task: 'describe' | 'recognise',
  bytes = Buffer.from('bytes of a picture'),
): PaidOrder {
  const cargo: ImageCargo = { kind: 'image', bytes, mime: 'image/jpeg', width: 640, height: 480 };
  return { ...terms, task, payload: departing(cargo) };
}

/** An order to write down a recording. */
export function recordingOrder(mime = 'audio/mpeg'): PaidOrder {
  const bytes = Buffer.from('bytes of a recording');
  return {
    ...terms,
    task: 'transcribe',
    payload: departing({ kind: 'recording', bytes, mime, seconds: 3.5 }),
  };
}

/** An order to answer a text. */
export function textOrder(schema?: TextCargo['schema']): PaidOrder {
  const cargo: TextCargo = {
    kind: 'text',
    system: 'Be brief.',
    prompt: 'What is a tram?',
    ...(schema && { schema }),
  };
  return { ...terms, task: 'generate', payload: departing(cargo) };
}
