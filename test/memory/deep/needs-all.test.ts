import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { needsAll } from '../../../src/memory/deep/needs-all.ts';

describe('a question that needs all documents', () => {
  it('is one that counts, lists or means every one, in many languages', () => {
    for (const question of [
      'How many invoices came in October?',
      'List the doctors that I saw.',
      'What is the sum of the rents?',
      'What did I pay in total?',
      'Wie viele Rechnungen kamen?',
      'Welche Summe steht in allen Verträgen?',
      'Combien de lettres ai-je reçues ?',
      '¿Cuántas facturas hay?',
      'Quante fatture ci sono?',
      'Hoeveel brieven kwamen er?',
      'Сколько писем пришло?',
      '請求書は全部で何件ですか',
    ])
      assert.ok(needsAll(question, {}), question);
  });

  it('is none that asks for one thing, whatever words hold such a word', () => {
    for (const question of [
      'What does Sally at the counter want?',
      'Who wrote about the wall?',
      'Wann kam der Brief von Allerton?',
      'When is the rent due?',
      'Where does Eacham live?',
      'What is the total of the invoice of March?',
      'How much is the rent of the mill?',
      'Welche Summe steht auf der Rechnung?',
    ])
      assert.equal(needsAll(question, {}), false, question);
  });

  it('is any that its owner narrowed to a set of documents', () => {
    assert.ok(needsAll('Who wrote?', { folder: 'letters' }));
    assert.equal(needsAll('Who wrote?', { folder: undefined }), false);
  });
});
