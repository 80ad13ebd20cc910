/** Writes `docs/formats.md`. Run `npm run make:formats` after changing a reader's limits, a kind or a library. */
import { writeFile } from 'node:fs/promises';
import { formatsPage } from './formats-page.ts';

await writeFile(new URL('../formats.md', import.meta.url), formatsPage());
