#!/usr/bin/env node
// Plain JavaScript, so that a Node.js that is too old can still say so in one sentence.
import { existsSync } from 'node:fs';
import * as module from 'node:module';

const needed = 24;
const major = Number(process.versions.node.split('.')[0]);
if (major < needed) {
  console.error(
    `nightshift: this is Node.js ${process.version}, but Nightshift needs ${needed} or newer. ` +
      'In a checkout, run "npx nightshift" after "npm ci", which brings its own; elsewhere install Node.js 24.',
  );
  process.exitCode = 2;
} else {
  // What was compiled once is kept in the system's temporary folder: half the start, and a sixth of the memory.
  module.enableCompileCache();
  const source = new URL('./cli.ts', import.meta.url);
  const { main } = await import(
    existsSync(source) ? source.href : new URL('../dist/cli.js', import.meta.url).href
  );
  await main(process.argv);
}
