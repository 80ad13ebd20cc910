/** Finds what somebody has to do: the lines of a note or of minutes that say so. */
import type { Outline, Piece } from './outline.ts';
import { sentencesOf } from './sentences.ts';

const meetingWords =
  /\b(minutes|meeting|stand-?up|retro(spective)?|agenda|attendees|participants|protokoll|besprechung|sitzung|teilnehmer|réunion|compte rendu|reunión|acta|riunione|verbale)\b/i;
const actionHeading =
  /\b(actions?|action items|next steps|to-?dos?|follow-?ups?|tasks|aufgaben|nächste schritte|offene punkte|actions à mener|tareas|próximos pasos)\b/i;
const actionLabel =
  /^(?:to-?do|action(?: item)?|action point|next step|follow-?up|decision|decided|aufgabe|beschluss|entscheidung|à faire|tarea|acción|decisión)\b[^:–]{0,30}[:–-]\s*\S/i;
const promise =
  /^\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’.-]+)?(?: and \p{Lu}\p{L}+)? (?:will|shall|must|to|needs to|has to|agreed to|is going to|wird|soll|muss|übernimmt) \p{L}/u;
const decision =
  /^(?:we|the (?:team|board|group|committee)|it was|wir haben) (?:have )?(?:decided|agreed|resolved|beschlossen)\b/i;

/** Lines that name a task or a decision, as they stand, in order; empty when the text has none. */
export function actionsIn(outline: Outline, language: string): string[] {
  const isMeeting = outline.pieces.slice(0, 12).some((piece) => meetingWords.test(piece.text));
  const actions: string[] = [];
  let underActions = false;
  for (const piece of outline.pieces) {
    if (isActionHeading(piece)) {
      underActions = true;
    } else if (piece.kind === 'heading') {
      underActions = false;
    } else if (piece.kind === 'item' && underActions) {
      actions.push(piece.text);
    } else if (piece.kind !== 'row' && piece.kind !== 'code') {
      for (const sentence of sentencesOf(piece.text, language)) {
        if (actionLabel.test(sentence) || (isMeeting && (promise.test(sentence) || decision.test(sentence))))
          actions.push(sentence);
      }
    }
  }
  return [...new Set(actions)].filter((action) => action.length <= 240);
}

function isActionHeading(piece: Piece): boolean {
  const short = piece.kind === 'heading' || piece.kind === 'line';
  return short && piece.text.length <= 40 && actionHeading.test(piece.text) && !actionLabel.test(piece.text);
}
