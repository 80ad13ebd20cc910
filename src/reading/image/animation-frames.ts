/** How many frames an animated PNG has: to sharp it is its first. */

const signatureBytes = 8;

/** The number in the `acTL` chunk, which stands before the pixels (PNG specification, third edition, 11.3.6.1); else 1. */
export function animationFrames(png: Uint8Array): number {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  let at = signatureBytes;
  while (at + 12 <= png.length) {
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (type === 'acTL') return Math.max(1, view.getUint32(at + 8));
    if (type === 'IDAT') return 1;
    at += 12 + view.getUint32(at);
  }
  return 1;
}
