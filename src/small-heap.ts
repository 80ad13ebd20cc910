/**
 * Keeps the space for new objects as small as it begins, for the whole process: to be imported before anything else. V8
 * would let it grow to 32 MB and more, and carry garbage of a large listing over into the space for old ones; with
 * 100,000 files waiting that is a third of all memory, which the models of the night can use better. Scavenges that are
 * smaller and more frequent cost about as much time (`npm run bench -- pipeline` shows both).
 */
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--semi-space-growth-factor=1');
