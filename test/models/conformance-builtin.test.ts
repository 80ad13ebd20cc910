import { availableParallelism } from 'node:os';
import { createExtractive } from '../../src/models/builtin/extractive.ts';
import { conformance } from '../support/conformance.ts';

const sentence = (n: number) => `Ship ${n} brought ${n * 7} crates of tea to the northern quay.`;
const text = Array.from({ length: 40 }, (_, n) => sentence(n)).join(' ');
const long = Array.from({ length: 4000 }, (_, n) => sentence(n)).join(' ');
const make = (threads: number) => async () => ({ provider: createExtractive({ threads }) });

conformance('builtin:extractive', make(availableParallelism()), {
  summarise: { text, name: 'ships.txt' },
  extract: { text, name: 'ships.txt' },
});

conformance('builtin:extractive with one thread and long texts', make(1), {
  summarise: { text: long, name: 'ships.txt' },
  extract: { text: long, name: 'ships.txt' },
});
