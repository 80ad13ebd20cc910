import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ownTitle } from '../../src/report/own-title.ts';
import { titleOf } from '../../src/report/result-facts.ts';
import type { Block } from '../../src/types/document.ts';
import { letterFacts } from '../support/processing-notes.ts';

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

function named(title: string, mime: string, text = 'Words.', originalName = 'x.bin') {
  const blocks: Block[] = [{ type: 'paragraph', text }];
  const document = { ...letterFacts.document, mime, facts: { title }, blocks };
  return { ...letterFacts, document, mime, originalName };
}

describe("a file's own title", () => {
  it('of a page, a book and a mail is what stands at the head of the note', () => {
    for (const mime of [
      'text/html',
      'application/epub+zip',
      'message/rfc822',
      'application/vnd.ms-outlook',
    ]) {
      assert.equal(titleOf(named('The harbour lights', mime)), 'The harbour lights', mime);
    }
  });

  it('of a mail is without the marks of an answer', () => {
    assert.equal(ownTitle(named('Re: AW: Fwd: Harbour lights', 'message/rfc822')), 'Harbour lights');
    assert.equal(ownTitle(named('Re: Harbour', 'text/html')), 'Re: Harbour');
    assert.equal(ownTitle(named('Re: ', 'message/rfc822')), undefined);
  });

  it('of an office paper counts when the paper speaks of the same', () => {
    const title = 'Moss on northern roofs';
    assert.equal(ownTitle(named(title, docx, 'Moss grows on roofs that face north.')), title);
    assert.equal(ownTitle(named(title, docx, 'Dear members, the dinner is on Friday.')), undefined);
    assert.equal(ownTitle(named('Invoice', docx, 'Invoice 7')), undefined);
  });

  it('is none that a program, a template or the name of a file left there', () => {
    const left = [
      'Microsoft Word - roofs of moss.doc',
      'roofs.docx',
      'Document1',
      'Test',
      'untitled',
      'PowerPoint Presentation',
      'Report template for roofs',
      'roofs',
      '42',
    ];
    for (const title of left) {
      const facts = named(title, docx, `Of ${title}: roofs of moss`, 'roofs (2).docx');
      assert.equal(ownTitle(facts), undefined, title);
    }
    for (const title of ['page', 'Test', 'Home']) {
      assert.equal(ownTitle(named(title, 'text/html', 'x', 'page.html')), undefined, title);
    }
  });

  it('of other kinds is left to the model that has read the text', () => {
    assert.equal(titleOf(named('Letterhead', 'application/pdf')), 'The roof');
  });
});
