import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { summarise } from '../../../../src/models/builtin/summary.ts';

const of = (text: string) => summarise({ text, name: 'notes.docx' });

describe('minutes tell what was decided, who does what, and when one meets again', () => {
  for (const [language, text, wanted, decision, points] of [
    [
      'English',
      '# Minutes of the board\n\nDate: 9 March 2026\nPresent: Anna Smith, Ben Carter\n\n## Rent\n\nThe costs have risen by a tenth. It was decided to raise the rent to £52.\n\n## Hedge\n\nThe hedge has grown over the footpath.\n\n## Action items\n\n- Anna will order two water butts.\n- Ben to ask the council.\n\nNext meeting: 13 April 2026',
      'Minutes of the board, 9 March 2026',
      'Rent · Hedge. It was decided to raise the rent to £52.',
      ['Anna will order two water butts.', 'Ben to ask the council.', 'Next meeting: 13 April 2026'],
    ],
    [
      'German',
      'Protokoll der Vorstandssitzung\n\nDatum: 14. April 2026\nTeilnehmer: Anna Schmidt, Karl Weber\n\nTOP 1: Dach\nDer Dachdecker verlangt 8.700 € für die Nordseite. Der Vorstand hat beschlossen, den Auftrag zu erteilen.\n\nTOP 2: Beitrag\nDer Beitrag bleibt in diesem Jahr noch gleich.\n\nAufgaben\n- Anna bestellt vier neue Riemen.\n\nNächste Sitzung: 12. Mai 2026',
      'Protokoll der Vorstandssitzung, 14. April 2026',
      'Dach · Beitrag. Der Vorstand hat beschlossen, den Auftrag zu erteilen.',
      ['Anna bestellt vier neue Riemen.', 'Nächste Sitzung: 12. Mai 2026'],
    ],
    [
      'Dutch',
      'Notulen van het bestuur\n\nDatum: 3 juni 2026\nAanwezig: Anna de Boer, Jan Visser\n\n1. Hek\nHet hek aan het kanaal is verrot. Er is besloten een offerte te vragen.\n\n2. Feest\nIedereen neemt een gerecht uit eigen tuin mee.\n\nActiepunten\n- Anna vraagt een offerte voor het hek.\n\nVolgende vergadering: 7 september 2026',
      'Notulen van het bestuur, 3 juni 2026',
      'Hek · Feest. Er is besloten een offerte te vragen.',
      ['Anna vraagt een offerte voor het hek.', 'Volgende vergadering: 7 september 2026'],
    ],
  ] as const) {
    it(`in ${language}`, () => {
      const { title, summary, keyPoints } = of(text);
      assert.equal(title, wanted);
      assert.equal(summary, decision);
      assert.deepEqual(keyPoints.slice(0, points.length), points);
    });
  }

  it('are no minutes where a text only speaks of a meeting', () => {
    const text =
      'The town meeting was long. Everybody spoke about the bridge, and nobody agreed with anybody. The mayor went home at midnight. The bridge remains closed until spring, and the ferry sails twice an hour instead.';
    assert.ok(!of(text).tags.includes('minutes'));
    assert.ok(!of(`# Houses\n\nEach of them is worth ten minutes.\n\n${text}`).tags.includes('minutes'));
  });
});

it('minutes say no part of a key point again', () => {
  const text =
    '図書館委員会 議事録\n\n出席者:佐藤健一、鈴木恵子\n\n1. 開館時間\n閉館時間を20時に延長することが決定された。開始は7月1日からとする。\n\n2. 予算\n資料費は480万円とする。\n\n3. 次回\n次回は6月9日に開催する。鈴木が夏のイベント案をまとめる。';
  const { keyPoints } = summarise({ text, name: 'x.txt' });
  for (const [place, point] of keyPoints.entries()) {
    assert.ok(!keyPoints.some((other, at) => at !== place && other.includes(point)), point);
  }
});
