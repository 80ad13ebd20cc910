/** The process that `draw.ts` starts: an order on its input, a picture on its output. */
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import type { DrawingOrder } from './draw.ts';

// Whoever started this may be gone by then; drawing holds no event loop, so that the timer comes.
const seconds = Number(process.argv[2]);
setTimeout(() => process.kill(process.pid, 'SIGKILL'), seconds * 1000).unref();

const order = JSON.parse((await buffer(process.stdin)).toString()) as DrawingOrder;
const picture = await sharp(Buffer.from(order.source), { density: order.density })
  .resize({ width: order.width, height: order.height, fit: 'fill' })
  .flatten({ background: '#ffffff' })
  .toColourspace('srgb')
  .png({ compressionLevel: 3 })
  .toBuffer();
process.stdout.write(picture);
