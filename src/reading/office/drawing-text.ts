/** Paragraphs of DrawingML (ECMA-376 part 1, section 21.1.2): the text of slides, shapes and charts. */
import { attribute, child, elements, prefixed, textOf, type XmlElement } from '../xml/xml-tree.ts';
import { isFixedWidth } from './code-lines.ts';
import { inlineMath } from './math.ts';
import type { Relations } from './package.ts';
import { type Span, shifted } from './rich-text.ts';

/** The words of an `a:p` with their looks. `relations` are those of the part that it stands in. */
export function paragraphSpans(paragraph: XmlElement, relations: Relations): Span[] {
  return elements(paragraph).flatMap((element): Span[] => {
    switch (element.name) {
      case 'r':
      case 'fld':
        return [runSpan(element, relations)];
      case 'br':
        return [{ text: '\n' }];
      case 'm':
        return mathSpans(element);
      case 'AlternateContent':
        return paragraphSpans(child(element, 'Choice') ?? element, relations);
      default:
        return [];
    }
  });
}

function runSpan(run: XmlElement, relations: Relations): Span {
  const properties = child(run, 'rPr');
  const on = (name: string): boolean => /^(1|true)$/.test(attribute(properties, name) ?? '');
  const strike =
    /Strike$/.test(attribute(properties, 'strike') ?? '') && attribute(properties, 'strike') !== 'noStrike';
  const target = relations.get(prefixed(child(properties, 'hlinkClick'), 'id') ?? '');
  const shift = Number.parseFloat(attribute(properties, 'baseline') ?? '0');
  // A vertical tab is a line break to PowerPoint.
  const text = textOf(child(run, 't')).replaceAll('\u000b', '\n');
  const font = attribute(child(properties, 'latin'), 'typeface');
  return {
    text: shift > 0 ? shifted(text, 'raised') : shift < 0 ? shifted(text, 'lowered') : text,
    ...(isFixedWidth(font) ? { code: true } : {}),
    ...(on('b') ? { bold: true } : {}),
    ...(on('i') ? { italic: true } : {}),
    ...(strike ? { strike } : {}),
    ...(target?.external && target.target !== '' ? { link: target.target } : {}),
  };
}

/** Formulas lie in an `a14:m`, alone or in a row. */
function mathSpans(holder: XmlElement): Span[] {
  return elements(holder).flatMap((element) => {
    if (element.name === 'oMath') return [{ text: inlineMath(element), markdown: true }];
    return mathSpans(element);
  });
}
