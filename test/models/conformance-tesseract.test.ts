import { readFile } from 'node:fs/promises';
import { createTesseract } from '../../src/models/tesseract.ts';
import { conformance } from '../support/conformance.ts';

const receipt = new URL('../../src/folders/welcome/Receipt.png', import.meta.url);
const recognise = { bytes: await readFile(receipt), mime: 'image/png', width: 778, height: 656 } as const;
const make = (language: string, system: boolean) => async () => ({
  provider: createTesseract({ language, threads: 2, system }),
});

conformance('tesseract:eng', make('eng', false), { recognise }, { makeFailing: make('xyz', false) });
