/** Identifies the file in its first argument without root's rights and sends what came of it. */
import { lstatSync } from 'node:fs';
import { factsOf } from '../../src/ingest/facts.ts';
import { identify } from '../../src/ingest/identify.ts';

const path = process.argv[2] ?? '';
const facts = factsOf(lstatSync(path, { bigint: true }));
if (process.getuid?.() === 0) process.seteuid?.(65_534);
process.send?.(await identify(path, facts), () => process.disconnect());
