/** Draws SVG in a process of its own, because a drawing that never ends cannot be stopped in any other way. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const child = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './draw-child.ts' : './draw-child.js', import.meta.url),
);

/** Bytes of the finished picture. */
const mostBytes = 256 * 1024 * 1024;

/** What is drawn, and how. */
export interface DrawingOrder {
  /** SVG that reaches for nothing outside itself. */
  readonly source: string;
  /** Pixels, as it comes out. */
  readonly width: number;
  readonly height: number;
  /** Pixels per inch; 72 draws a pixel of CSS as one pixel. */
  readonly density: number;
}

/** The drawing as PNG on white. Rejects when it cannot be drawn within `seconds`. */
export function draw(order: DrawingOrder, seconds: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const { PATH = '', HOME = '', LANG = '' } = process.env;
    const options = {
      encoding: 'buffer',
      timeout: seconds * 1000,
      killSignal: 'SIGKILL',
      maxBuffer: mostBytes,
      // The fonts of this person are found by these; nothing else is its business.
      env: { PATH, HOME, LANG },
    } as const;
    const drawer = execFile(process.execPath, [child, String(seconds)], options, (error, stdout) => {
      if (error !== null || stdout.length === 0) reject(error ?? new Error('nothing was drawn'));
      else resolve(stdout);
    });
    // A child that has ended early does not read: the answer above says why.
    drawer.stdin?.on('error', () => undefined);
    drawer.stdin?.end(JSON.stringify(order));
  });
}
