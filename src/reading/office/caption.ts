/** What an office file calls a picture. */
import { attribute, type XmlElement } from '../xml/xml-tree.ts';

/** The words that stand for a picture where it cannot be seen, without those that programs add. */
export function captionOf(properties: XmlElement | undefined): string {
  const words = attribute(properties, 'descr') ?? '';
  const title = attribute(properties, 'title') ?? '';
  return (
    (words.trim() === '' ? title : words)
      .replace(/\s+/g, ' ')
      .replace(
        /\s*(AI-generated content may be incorrect\.|(Description )?[Aa]utomatically generated\.?)\s*$/,
        '',
      )
      .trim()
      // The name of a file, or of a picture among others, says nothing of what it shows.
      .replace(
        /^(\S+\.(png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|webp)|(picture|image|grafik|bild|imagen) ?\d*)$/i,
        '',
      )
  );
}
