/** Captions of figures, put to their figures. */
import type { Laid } from './laid.ts';

/** `Figure 3: …` in the languages that are read most; a sentence about a figure goes on with a small letter. */
const caption =
  /^(?:[Ff]ig(?:ure|ura|\.)?|FIG(?:URE|\.)?|[Aa]bb(?:ildung|\.)?|ABB(?:ILDUNG|\.)|Bild|Diagramm?|Chart|Graph|Photo|Plate|Scheme|Schéma|Illustration|Exhibit|Рис(?:унок|\.)?|图|図|圖)\s*(?:[A-Z]?[.-]?\d+(?:[.-]\d+)*[a-z]?|[IVXL]+(?=[.:])|[A-Z](?=[.:]))(?:\s*[.:|–—(]|\s+[^\p{Ll}\s]|\s*$)/u;

/** Characters; a paragraph that only begins like a caption goes on longer. */
const longest = 600;

/** Points between a figure and its caption. */
const reach = 40;

/** True for words that name a figure. */
export function isCaption(text: string): boolean {
  return caption.test(text);
}

/** Every caption becomes part of the figure right above or below it; alone, it names a figure. */
export function withCaptions(laid: readonly Laid[]): Laid[] {
  const taken = new Set<Laid>();
  const named = new Map<Laid, string>();
  const result: Laid[] = [];
  for (const one of laid) {
    const text = captionOf(one);
    if (text === undefined) continue;
    const figure = nearest(
      one,
      laid.filter((other) => other.block.type === 'figure' && !named.has(other)),
    );
    if (figure !== undefined) {
      named.set(figure, text);
      taken.add(one);
    }
  }
  for (const one of laid) {
    const text = captionOf(one);
    const name = named.get(one);
    if (taken.has(one)) continue;
    if (one.block.type === 'figure' && name !== undefined) {
      result.push({ ...one, block: { ...one.block, caption: name } });
    } else if (text !== undefined && one.block.position !== undefined) {
      result.push({
        ...one,
        block: { type: 'figure', caption: text, position: one.block.position },
        role: 'float',
      });
    } else result.push(one);
  }
  return result;
}

function captionOf({ block }: Laid): string | undefined {
  if (block.type !== 'paragraph' && block.type !== 'heading') return undefined;
  const text = block.text.replaceAll('\n', ' ');
  return text.length <= longest && isCaption(text) ? text : undefined;
}

function nearest({ box }: Laid, figures: readonly Laid[]): Laid | undefined {
  const distance = (other: Laid): number => Math.max(box.y0 - other.box.y1, other.box.y0 - box.y1, 0);
  return figures
    .filter((other) => other.box.x0 < box.x1 && other.box.x1 > box.x0 && distance(other) <= reach)
    .toSorted((one, other) => distance(one) - distance(other))[0];
}
