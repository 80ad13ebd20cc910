/** How large a picture is handed to a model. */

/** Longest side in pixels: above it OCR gains nothing and vision models scale down anyway. */
const longestSide = 3000;

/** Below this longest side letters are often under 20 pixels high, where OCR starts to guess. */
const tinySide = 700;

/**
 * The size, in whole pixels, at which an upright picture is rendered: scaled down to fit, tiny ones
 * doubled, everything else as it is.
 */
export function renderedSize(
  width: number,
  height: number,
): { readonly width: number; readonly height: number } {
  const longest = Math.max(width, height);
  const scale = longest < tinySide ? 2 : Math.min(1, longestSide / longest);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
