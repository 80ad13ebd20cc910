import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { documentMarkdown } from '../../src/report/document-markdown.ts';
import type { ResultFacts } from '../../src/report/result-facts.ts';
import type { Block, DocumentFacts, Picture } from '../../src/types/document.ts';
import { letterFacts } from '../support/processing-notes.ts';

function markdownOf(
  blocks: readonly Block[],
  facts: DocumentFacts = {},
  pictures: ResultFacts['pictures'] = [],
): string {
  return documentMarkdown({
    ...letterFacts,
    document: { ...letterFacts.document, facts, blocks },
    pictures,
  });
}

const paragraph = (text: string, position: Block['position']): Block => ({
  type: 'paragraph',
  text,
  ...(position ? { position } : {}),
});

describe('the text of a file as Markdown', () => {
  it('has a heading for each slide, in their order, and none where there is one only', () => {
    const slides = [paragraph('Plan', { slide: 1 }), paragraph('Costs', { slide: 2 })];
    assert.equal(markdownOf(slides), '### Slide 1\n\nPlan\n\n### Slide 2\n\nCosts');
    assert.equal(markdownOf(slides.slice(0, 1)), 'Plan');
    assert.equal(markdownOf(slides.slice(1), { slides: 2 }), '### Slide 2\n\nCosts');
  });

  it('keeps sheets in the order of the book and makes nothing of their names active', () => {
    const sheets = [paragraph('1', { sheet: 'Z_a_' }), paragraph('2', { sheet: '*A*' })];
    assert.match(markdownOf(sheets), /^### Sheet Z_a\\_\n\n1\n\n### Sheet \\\*A\\\*\n\n2$/);
  });

  it("puts the headings of a file's own Markdown below its own", () => {
    const blocks: Block[] = [
      { type: 'markdown', text: '# Plan\n\n## Costs' },
      { type: 'markdown', text: '# Notes' },
    ];
    assert.equal(markdownOf(blocks), '### Plan\n\n#### Costs\n\n### Notes');
  });

  it('keeps the columns of a table made of spaces', () => {
    const text = 'Bread      3.80\nCheese     4.65';
    assert.equal(markdownOf([paragraph(text, undefined)]), `\`\`\`\n${text}\n\`\`\``);
  });

  it('says when a paragraph is spoken, where the file knows', () => {
    const spoken = [
      paragraph('Hello.', { fromSeconds: 1 }),
      paragraph('# Bye.', { fromSeconds: 3661, toSeconds: 3662 }),
    ];
    assert.equal(markdownOf(spoken), '[00:01] Hello.\n\n[1:01:01] \\# Bye.');
  });

  it('shows a figure where its block stands, and a page that was read at the end of its place', () => {
    const picture = (id: string, role: Picture['role']): ResultFacts['pictures'][number] => ({
      picture: { id, role, position: { page: 1 }, width: 9, height: 9 },
      recognition: { text: `words of ${id}` },
    });
    const text = markdownOf(
      [
        paragraph('Before', { page: 1 }),
        { type: 'figure', picture: 'figure-1', caption: 'Fig. 1: a bridge', position: { page: 1 } },
        paragraph('After', { page: 1 }),
      ],
      {},
      [picture('figure-1', 'figure'), picture('page-1', 'page')],
    );
    assert.equal(
      text,
      'Before\n\n*A figure: Fig. 1: a bridge*\n\nwords of figure-1\n\nAfter\n\nwords of page-1',
    );
  });

  it('names a figure of which there are no pixels', () => {
    assert.equal(markdownOf([{ type: 'figure', caption: 'A map' }]), '*A figure: A map*');
    assert.equal(markdownOf([{ type: 'figure' }]), '*A figure.*');
  });

  it('says in its place that a picture could not be looked at, and why', () => {
    const picture = { id: 'figure-1', role: 'figure', width: 9, height: 9 } as const;
    const unreadable = 'a*b.png breaks off.';
    const why = '*It could not be looked at: a\\*b.png breaks off.*';
    const figure: Block = { type: 'figure', picture: 'figure-1', caption: 'A map' };
    assert.equal(markdownOf([figure], {}, [{ picture, unreadable }]), `*A figure: A map*\n\n${why}`);
    assert.equal(markdownOf([], {}, [{ picture, unreadable }]), `*A figure.*\n\n${why}`);
    const page = { ...picture, role: 'page' } as const;
    assert.equal(markdownOf([], {}, [{ picture: page, unreadable }]), why);
  });
});
