/**
 * What one file may use while it is read, and how much may come of it. Readers bound themselves where they know
 * better; these limits hold whatever a reader does, because they are enforced from outside it.
 */
import type { FileToRead } from './contract.ts';

/** How much of one file becomes its document. */
export interface OutputLimits {
  /** Characters of its blocks. */
  readonly characters: number;
  readonly blocks: number;
  /** Pictures that are looked at. */
  readonly pictures: number;
}

/** What a family of files may use, and why so much. */
export interface FileLimits extends OutputLimits {
  readonly family: string;
  /** Wall-clock time, from the moment at which a process takes the file. */
  readonly seconds: number;
  /** Mebibytes of the whole process: its heap, and pixels, file bytes and native code beside it. */
  readonly memory: number;
}

/**
 * JavaScript heap of a process that reads, in mebibytes. It is the same for all families, because a process has
 * it from its start: with several, every family would keep idle processes of its own.
 */
export const heapMegabytes = 1024;

/** Wall-clock time of a glance at a file: its first pages take less than a second, and the rest is its disk's. */
export const glanceSeconds = 20;

/** More of it between two files, in mebibytes, is given back by ending the process. */
export const restingMegabytes = 400;

/**
 * What the watchdog ends a process with that holds too much. Like SIGKILL nothing in the process can keep it off, and
 * a system or a person that kills one has another: then it may be tried again.
 */
export const tooLarge = 'SIGALRM';

/** Encoded bytes of one picture; the largest that is ever drawn has a tenth of it. */
export const mostPictureBytes = 128 * 1024 * 1024;

/**
 * Longer than the Bible, and as much as an editor opens at once; the models have a night's work with it. The loop
 * of the program stands still for a second while it writes such a note.
 */
const text = { characters: 5_000_000, blocks: 100_000 };

/** The heap, and half as much again for the bytes of a file and what is unpacked of it. */
const memory = 1536;

/** The first line whose pattern matches wins; the last one matches everything. */
const table: readonly (FileLimits & { readonly mime: RegExp })[] = [
  // 2,000 dense pages take five minutes on a slow machine, and may all be scans with figures. Fonts and the
  // canvas on which a page is drawn lie beside the heap.
  { family: 'pdf', mime: /pdf/, seconds: 600, memory: 2048, ...text, pictures: 4000 },
  // 300 megapixels are decoded at four bytes each, and some formats twice. Its words are only those of its tags.
  {
    ...{ family: 'image', mime: /^image\//, seconds: 300, memory: 3072 },
    ...{ characters: 500_000, blocks: 10_000, pictures: 500 },
  },
  // Its tags alone are read, and the covers among them are not decoded.
  {
    ...{ family: 'sound', mime: /^(audio|video)\//, seconds: 120, memory },
    ...{ characters: 500_000, blocks: 10_000, pictures: 500 },
  },
  // Whatever is attached is read as well, so the slowest kind counts.
  { family: 'mail', mime: /rfc822|mbox|ms-outlook/, seconds: 600, memory: 2048, ...text, pictures: 2000 },
  // Hundreds of megabytes are unpacked and taken apart, part by part; pictures are measured, not decoded.
  {
    ...{ family: 'office', mime: /officedocument|opendocument|ms-|msword|rtf|apple\./, seconds: 300 },
    ...{ memory, ...text, pictures: 2000 },
  },
  { family: 'book', mime: /epub/, seconds: 300, memory, ...text, pictures: 2000 },
  // A page of 64 MiB becomes a tree of millions of nodes, several times.
  { family: 'web', mime: /html|webarchive|multipart/, seconds: 300, memory, ...text, pictures: 500 },
  // Decoded and split in seconds, but slow machines have slow disks, too.
  { family: 'text', mime: /(?:)/, seconds: 180, memory, ...text, pictures: 500 },
];

/** The limits of each family, in the order in which a file is looked for. */
export const familyLimits: readonly FileLimits[] = table;

/** What this file may use. */
export function limitsOf(file: FileToRead): FileLimits {
  const mime = file.mime.toLowerCase();
  const line = table.find((limits) => limits.mime.test(mime));
  if (line === undefined) throw new Error('The last line of the limits matches everything.');
  return line;
}

/** Memory of the machine for each file that is read at once, in bytes: the limit of most families, and some more. */
const machineShare = 2 * 1024 ** 3;

/**
 * How many files are read at once: one for each processor, but no more than there is memory for if all of them
 * were made to do harm.
 * @param memoryBytes Of the machine, or of the container that the program is held in.
 */
export function filesAtOnce(processors: number, memoryBytes: number): number {
  return Math.max(1, Math.min(processors, Math.floor(memoryBytes / machineShare)));
}
