/**
 * An SVG written anew with nothing in it but shapes, words and colours: whatever draws it afterwards finds no
 * program, no address of another file, and no filter that could keep it busy.
 */

import { isElement } from '../xml/xml-nodes.ts';
import { escapeMarkup } from '../xml/xml-source.ts';
import type { XmlElement, XmlNode } from '../xml/xml-tree.ts';

const drawn = new Set(
  (
    'svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath linearGradient ' +
    'radialGradient stop clipPath mask pattern marker image style switch a'
  ).split(' '),
);

/** Pictures that may lie within a drawing; a drawing within would have to be looked at in turn. */
const picture = /^data:image\/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]*$/;

/** Attributes that lead elsewhere, run or draw what is not drawn here. */
const unwanted =
  /^(?:on.*|xmlns(?::.*)?|xml:base|filter|enable-background|systemLanguage|requiredFeatures|requiredExtensions)$/i;

/** The drawing as SVG of its own. `root` is an `svg` element. */
export function safeDrawing(root: XmlElement): string {
  const names = namesOf(root);
  const write = (node: XmlNode): string => {
    if (!isElement(node)) return escapeMarkup(node);
    if (!names(node) || !drawn.has(node.name)) return '';
    if (node.name === 'style') return `<style>${escapeMarkup(safeSheet(contentOf(node)))}</style>`;
    const attributes = attributesOf(node);
    return `<${node.name}${attributes}>${node.children.map(write).join('')}</${node.name}>`;
  };
  const content = root.children.map(write).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"${attributesOf(root)}>${content}</svg>`;
}

/** Elements of editors and of catalogues have prefixes of their own. */
function namesOf(root: XmlElement): (element: XmlElement) => boolean {
  return ({ prefix }) => prefix === '' || prefix === root.prefix;
}

function attributesOf(element: XmlElement): string {
  return Object.entries(element.attributes)
    .map(([name, value]): [string, string | undefined] => [plainName(name), safeValue(element, name, value)])
    .filter(([name, value]) => name !== '' && value !== undefined)
    .map(([name, value = '']) => ` ${name}="${escapeMarkup(value)}"`)
    .join('');
}

/** Without the prefixes of editors; '' for what is left out. */
function plainName(name: string): string {
  if (unwanted.test(name) || !/^(?:xlink:|xml:)?[A-Za-z][\w-]*$/.test(name)) return '';
  return name;
}

function safeValue(element: XmlElement, name: string, value: string): string | undefined {
  if (/^(?:xlink:)?href$/.test(name)) {
    const address = value.trim();
    if (address.startsWith('#')) return address;
    return element.name === 'image' && picture.test(address) ? address : undefined;
  }
  if (name === 'style') return safeStyle(value);
  return /url\s*\((?!\s*["']?#)/i.test(value) || /javascript:/i.test(value) ? undefined : value;
}

/** Rules without imports, addresses and filters; none at all where escapes could hide one. */
function safeStyle(style: string): string {
  if (style.includes('\\')) return '';
  return style
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/@import[^;]*/gi, '')
    .replace(/url\s*\((?!\s*["']?#)[^)]*\)?/gi, 'none')
    .replace(/(?:-[a-z]+-)?filter\s*:[^;}]*/gi, '');
}

/** Rules for many elements: what they would repeat (masks, patterns) could not be counted. */
function safeSheet(sheet: string): string {
  return safeStyle(sheet).replace(/(?:mask|clip-path|marker(?:-\w+)?)\s*:[^;}]*/gi, '');
}

function contentOf(element: XmlElement): string {
  return element.children.filter((child) => typeof child === 'string').join('');
}
