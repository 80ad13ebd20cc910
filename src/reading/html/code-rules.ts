/** Code of a page → fenced code with its language, and code within lines. */
import type { HtmlNode, HtmlRule } from './rule.ts';

/** How highlighters name the language in a class: highlight.js, Prism, GitHub, SyntaxHighlighter, pandoc. */
const languageClasses = [
  /(?:^|\s)lang(?:uage)?-([\w+#.-]+)/,
  /(?:^|\s)highlight-(?:source|text)-([\w+#-]+)/,
  /brush:\s*([\w+#-]+)/,
  /(?:^|\s)sourceCode\s+([\w+#-]+)/,
];
const gutterClass = /line-?no|gutter|blob-num/i;
const lineNames = new Set(['DIV', 'P', 'LI', 'TR']);

/** The rules for code. */
export function codeRules(): HtmlRule[] {
  return [
    { name: 'codeBlock', filter: ['pre'], replacement: (_content, node) => codeBlock(node) },
    { name: 'codeSpan', filter: ['code'], replacement: (_content, node) => codeSpan(node.textContent ?? '') },
  ];
}

function codeBlock(node: HtmlNode): string {
  const code = codeText(node)
    .replace(/\u00a0/g, ' ')
    .replace(/^\n+|\s+$/g, '');
  if (code === '') return '';
  const longest = (code.match(/`{3,}/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2);
  const fence = '`'.repeat(longest + 1);
  return `\n\n${fence}${languageOf(node)}\n${code}\n${fence}\n\n`;
}

/** The code without line numbers; each line that is an element of its own on a line of its own. */
function codeText(node: HtmlNode): string {
  if (node.nodeType === 3) return node.nodeValue ?? '';
  if (node.nodeType !== 1 || gutterClass.test(node.getAttribute('class') ?? '')) return '';
  let text = '';
  for (const child of Array.from(node.childNodes)) text += codeText(child);
  return lineNames.has(node.nodeName) && !text.endsWith('\n') ? `${text}\n` : text;
}

function languageOf(pre: HtmlNode): string {
  const near = [pre.querySelector('code'), pre, pre.parentNode, pre.parentNode?.parentNode];
  for (const node of near) {
    const classes = node?.nodeType === 1 ? (node.getAttribute('class') ?? '') : '';
    for (const pattern of languageClasses) {
      const language = pattern.exec(classes)?.[1]?.toLowerCase();
      if (language) return language;
    }
  }
  return '';
}

function codeSpan(text: string): string {
  const code = text.replace(/\s+/g, ' ').trim();
  if (code === '') return '';
  const runs = new Set(code.match(/`+/g) ?? []);
  let fence = '`';
  while (runs.has(fence)) fence += '`';
  const pad = /^`|`$/.test(code) ? ' ' : '';
  return `${fence}${pad}${code}${pad}${fence}`;
}
