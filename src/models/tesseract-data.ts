/** Where the language data of the built-in Tesseract is: in npm packages, so that nothing is fetched at run time. */
import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Availability } from './contract.ts';

/** The 8-bit LSTM model, a third of the size of the other; every `@tesseract.js-data` package has it. */
const variant = '4.0.0_best_int';

/** The folder that holds `LANG.traineddata.gz`, or undefined when it is not installed. */
export async function findLanguageData(language: string): Promise<string | undefined> {
  try {
    const require = createRequire(import.meta.url);
    const folder = join(dirname(require.resolve(`@tesseract.js-data/${language}/package.json`)), variant);
    await access(join(folder, `${language}.traineddata.gz`));
    return folder;
  } catch {
    return undefined;
  }
}

/** Whether the built-in Tesseract can read `language`. */
export async function checkLanguageData(language: string): Promise<Availability> {
  if (!/^[a-z_]+$/i.test(language)) {
    return {
      available: false,
      outage: false,
      reason: `The built-in Tesseract reads one language at a time, not "${language}".`,
      hint: 'Name one language such as tesseract:eng, or set "tesseract": {"system": true} in settings.json.',
    };
  }
  if ((await findLanguageData(language)) !== undefined) return { available: true };
  return {
    available: false,
    outage: false,
    reason: `The language data for tesseract:${language} is not installed.`,
    hint: `Run: npm install @tesseract.js-data/${language}`,
  };
}
