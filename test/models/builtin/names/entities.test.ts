import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { extract } from '../../../../src/models/builtin/names/entities.ts';
import type { Entities } from '../../../../src/types/task.ts';

const of = (text: string, name = 'x.txt'): Entities => extract({ text, name });

const letter = `Harbour Insurance Ltd
12 Quay Street, Bristol

Attention: Maria Lopez

Dear Ms Lopez,

On 4 March 2026 our surveyor, Dr. Anna M. Keller, met Anna Keller's colleague in Hamburg. The damage
is put at £1,250.00, of which EUR 300 was paid on 2026-03-19. Thank you for your patience.
`;

describe('built-in entities are those that the text names', () => {
  it('finds people, organisations, places, dates and amounts of a letter', () => {
    const { people, organisations, places, dates, amounts } = of(letter);
    assert.ok(people.includes('Maria Lopez'), people.join());
    assert.deepEqual(organisations, ['Harbour Insurance Ltd']);
    assert.deepEqual([...places].sort(), ['12 Quay Street', 'Bristol', 'Hamburg']);
    assert.deepEqual(dates, ['4 March 2026', '2026-03-19']);
    assert.deepEqual(amounts, ['£1,250.00', 'EUR 300']);
  });

  it('gives one person once, by the longest form of the name', () => {
    const { people } = of(
      'Patient: Jonathan Michael Harrison\nJonathan M. Harrison said so. Jonathan will come.',
    );
    assert.deepEqual(people, ['Jonathan Michael Harrison']);
    assert.deepEqual(of('Anna B. Smith said it. Anna C. Smith said it.').people, [
      'Anna B. Smith',
      'Anna C. Smith',
    ]);
  });

  it('takes no formula and no number of a paper for a sum', () => {
    const maths = 'Let $m=1$, $n = 2$ and $c$; the sum is $5 + 3 = 8$. The book costs $35, the other $40.';
    assert.deepEqual(of(maths).amounts, ['$35', '$40']);
    assert.deepEqual(of('It costs $5 = €4, then $6 = €5.').amounts, ['$5', '€4', '$6', '€5']);
    assert.deepEqual(of('See AUD-2024-17. We paid AUD 20 and EUR -5.').amounts, ['AUD 20', 'EUR -5']);
  });

  it('finds what stands in the marks and behind the escapes of Markdown', () => {
    const { dates, amounts } = of('The hedge is cut on **16\\. März 2026** for **£180** or *4 euros*.');
    assert.deepEqual(dates, ['16. März 2026']);
    assert.deepEqual(amounts, ['£180', '4 euros']);
  });

  it('ends a name before a German noun, and takes no account for a bank', () => {
    assert.deepEqual(of('Die Schule erteilt Jonas Kern Einzelunterricht im Fach Cello.').people, [
      'Jonas Kern',
    ]);
    assert.deepEqual(of('Betalen op rekening NL00 BANK 0123 4567 89.').organisations, []);
  });

  it('finds no place in the name of a writer or of a time zone', () => {
    assert.deepEqual(of('Von Mara Stein, 2. Juni 2026\n\nKiel baut.').places, ['Kiel']);
    assert.deepEqual(of('At 19:00 to 22:00 Europe/Berlin, in Hamburg.').places, ['Hamburg']);
  });

  it('writes everything as it stands in the text', () => {
    const flat = letter.replace(/\s+/g, ' ');
    for (const values of Object.values(of(letter))) {
      for (const value of values) assert.ok(flat.includes(value), value);
    }
  });

  it('finds nobody and nothing in prose that names none', () => {
    const plain = `The Night Shift begins at one. Every File that waits is taken up in turn. See Section 3 and Table 2.
Approval Code: Will Be Sent. Version 1.2.3 runs on port 8080. The Bank opens at nine; May be late. March on!`;
    assert.deepEqual(of(plain), { people: [], organisations: [], places: [], dates: [], amounts: [] });
  });

  it('takes no first name beside another word for a person', () => {
    assert.deepEqual(of('A plot of Vera and TESLA.').people, []);
  });

  it('leaves the full stop of a sentence where it is', () => {
    assert.deepEqual(of('They marry on 4 July. We met in March 2024.').dates, ['4 July', 'March 2024']);
  });

  it('knows dates as they are written in several languages', () => {
    const { dates } = of(
      'Am 4. März 2026, le 5 avril 2025, el 6 de mayo de 2024 und 23.11.2024; 2026年3月4日.',
    );
    assert.deepEqual(dates, [
      '4. März 2026',
      '5 avril 2025',
      '6 de mayo de 2024',
      '23.11.2024',
      '2026年3月4日',
    ]);
  });
});
