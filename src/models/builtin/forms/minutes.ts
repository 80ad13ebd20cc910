/** Minutes: what somebody has to do, what was decided, and when one meets again. */
import { keySentences } from '../key-sentences.ts';
import { ownWords } from '../language/own-words.ts';
import { isEnded, sentencesOf } from '../language/sentences.ts';
import { datesIn } from '../names/dates.ts';
import type { Outline, Piece } from '../outline.ts';
import { labelledIn } from './fields.ts';
import type { Form } from './form.ts';

const meetingWords =
  /(?<!\p{L}|\d[ \u00a0]?)(?:minutes|meeting|stand-?up|retro(?:spective)?|agenda|attendees|participants|protokoll|besprechung|\p{L}{0,20}sitzung|teilnehmer|réunion|compte[ -]rendu|procès-verbal|reunión|acta de|riunione|verbale|assemblea|notulen|verslag van|\p{L}{0,20}vergadering|ata d[ae]|reunião)(?!\p{L})|議事録|会议纪要|протокол (?:собрания|заседания)/iu;
const titleWords =
  /(?<!\p{L}|\d[ \u00a0]?)(?:minutes|protokoll|niederschrift|compte[ -]rendu|procès-verbal|acta|verbale|notulen|verslag|ata)(?!\p{L})|議事録|会议纪要|протокол/iu;
const actionHeading =
  /(?<!\p{L})(?:actions?|action items|next steps|to-?dos?|follow-?ups?|tasks|aufgaben|maßnahmen|nächste schritte|offene punkte|actions? à mener|à faire|prochaines étapes|tareas|acciones|compromisos|próximos pasos|azioni|compiti|da fare|prossimi passi|actiepunten|acties|actielijst|vervolgstappen|ações|tarefas|próximos passos)(?!\p{L})|担当|宿題|アクション|待办|行动项/iu;
const decisionHeading =
  /(?<!\p{L})(?:decisions?|resolutions?|beschlüsse|entscheidungen|décisions?|decisiones|acuerdos|decisioni|delibere|besluiten|decisões|deliberações)(?!\p{L})|決定事項|決議|决定|决议/iu;
const actionLabel =
  /^(?:to-?do|action(?: item)?|action point|next step|follow-?up|decision|decided|aufgabe|beschluss|beschlossen|entscheidung|à faire|décision|tarea|acción|decisión|acuerdo|azione|decisione|actie|besluit|ação|decisão)(?!\p{L})[^:–]{0,30}[:–-]\s*\S/iu;
const promise =
  /^\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’.-]+)?(?: and \p{Lu}\p{L}+)? (?:will|shall|must|to|needs to|has to|agreed to|is going to|wird|soll|muss|übernimmt|va|doit|se charge|debe|se encarga|deve|si occupa|zal|moet|gaat|vai) \p{L}/u;
const decision =
  /^(?:we|the (?:team|board|group|committee)|it was|wir haben) (?:have )?(?:decided|agreed|resolved|beschlossen)\b|(?<!\p{L})(?:was decided|agreed unanimously|beschlossen|beschließt|il a été décidé|a décidé|se (?:decidió|acordó|aprobó)|si (?:delibera|approva)|approva(?:no)?|is besloten|werd besloten|foi (?:decidido|aprovado))(?!\p{L})/iu;
const nextMeeting =
  /^(?:the )?(?:next (?:meeting|session)|nächste[rs]? (?:sitzung|besprechung|treffen|termin)|prochaine (?:réunion|séance)|próxima (?:reunión|sesión)|prossima (?:riunione|assemblea)|volgende (?:vergadering|bijeenkomst)|próxima reunião)(?!\p{L})|^次回/iu;
const attendance =
  /^(?:attendees|present|participants|attending|in attendance|teilnehmer(?:innen)?|anwesend(?:e)?|présents?|participants|asistentes|presentes|presenti|aanwezig|出席者|参加者)/iu;

const label = /^(?!TOP|Punto|Point)[\p{L} ]{2,20}[:：]\s*\S/u;
const mostActions = 6;
const mostTopics = 8;
const longestSummary = 700;
const longestAction = 240;

/** Lines that name a task or a decision, as they stand, in order; empty when the text has none. */
export function actionsIn(outline: Outline, language: string): string[] {
  const isMeeting = outline.pieces.slice(0, 12).some((piece) => meetingWords.test(piece.text.slice(0, 200)));
  const actions: string[] = [];
  let under = false;
  for (const piece of outline.pieces) {
    if (isHeadingOf(piece, actionHeading)) under = true;
    else if (piece.kind === 'heading') under = false;
    else if (piece.kind === 'item' && under) actions.push(piece.text);
    else if (piece.kind !== 'row' && piece.kind !== 'code')
      actions.push(...actionsOf(piece, language, isMeeting));
  }
  return [...new Set(actions)].filter((action) => action.length <= longestAction);
}

function actionsOf({ text }: Piece, language: string, isMeeting: boolean): string[] {
  if (!isMeeting && !actionLabel.test(text)) return [];
  return sentencesOf(text, language).filter(
    (sentence) => actionLabel.test(sentence) || (isMeeting && promise.test(sentence)),
  );
}

function isHeadingOf(piece: Piece, words: RegExp): boolean {
  const short = piece.kind === 'heading' || piece.kind === 'line';
  return (
    short &&
    piece.text.length <= 40 &&
    words.test(piece.text) &&
    !actionLabel.test(piece.text) &&
    !nextMeeting.test(piece.text)
  );
}

/** What was decided: under a heading that says so, or in sentences that do. */
function decisionsIn(outline: Outline, language: string): string[] {
  const found: string[] = [];
  let under = false;
  for (const piece of outline.pieces) {
    if (isHeadingOf(piece, decisionHeading)) under = true;
    else if (piece.kind === 'heading' || isHeadingOf(piece, actionHeading)) under = false;
    else if (piece.kind === 'item' && under) found.push(piece.text);
    else if (piece.kind === 'paragraph' || piece.kind === 'item') {
      found.push(...sentencesOf(piece.text, language).filter((sentence) => decision.test(sentence)));
    }
  }
  return [...new Set(found)].filter((one) => one.length <= longestAction);
}

/** Decisions as summary; tasks and the next meeting as key points. */
export const minutesForm: Form = (material) => {
  const { outline, lines, language, title } = material;
  const top = outline.pieces.slice(0, 8);
  const named = top.find(
    ({ kind, text }) =>
      kind !== 'row' &&
      !isEnded(text) &&
      text.length <= 120 &&
      titleWords.test(text) &&
      !/[:：]\s*\S/.test(text.replace(titleWords, '').slice(0, 3)),
  );
  const attended = top.some(({ text }) => attendance.test(text));
  if (!named && !(attended && top.some(({ text }) => meetingWords.test(text.slice(0, 200)))))
    return undefined;
  const actions = actionsIn(outline, language);
  const next = lines.find(
    (line) => nextMeeting.test(line) && line.length <= longestAction && /\d/.test(line),
  );
  const points = [
    ...actions.slice(0, next === undefined ? mostActions : mostActions - 1),
    ...(next === undefined ? [] : [next]),
  ];
  const decisions = decisionsIn(outline, language).filter((one) => !points.includes(one));
  const topics = topicsIn(outline, [title, named?.text ?? '']);
  const draft = keySentences(material, { points, from: new Set(decisions) });
  const agenda = topics.length < 2 ? '' : `${topics.join(' · ')}. `;
  const hasAgenda = agenda !== '' && agenda.length + draft.summary.length <= longestSummary;
  return {
    ...draft,
    title: dated(named?.text ?? title, material.lines),
    summary: hasAgenda ? agenda + draft.summary : draft.summary,
    composed: hasAgenda || (draft.composed ?? false),
    tag: ownWords(language).minutes.toLowerCase(),
    about: { pieces: outline.pieces.filter((piece) => !isFrame(piece)) },
  };
};

/** What was spoken about: headings and short numbered lines, each above what was said. */
function topicsIn({ pieces }: Outline, titles: readonly string[]): string[] {
  const topics = pieces.filter((piece, place) => {
    const { kind, text } = piece;
    const isShort =
      kind === 'heading' || ((kind === 'item' || kind === 'line') && text.length <= 50 && !isEnded(text));
    const above = pieces[place + 1]?.kind;
    const isAbove = above === 'paragraph' || (kind === 'heading' && above === 'item');
    return isShort && isAbove && !titles.includes(text) && !isFrame(piece) && !label.test(text);
  });
  return topics
    .slice(0, mostTopics)
    .map(({ text }) =>
      text.replace(/^(?:TOP|Punto|Point|Item)\s*\d+\s*[:.]\s*|^\d+(?:\.\d+)*[.)]?\s+/iu, ''),
    );
}

/** What minutes have whatever they are about. */
function isFrame(piece: Piece): boolean {
  const { text } = piece;
  return (
    attendance.test(text) ||
    nextMeeting.test(text) ||
    isHeadingOf(piece, actionHeading) ||
    isHeadingOf(piece, decisionHeading) ||
    (piece.kind === 'line' && label.test(text))
  );
}

/** Minutes are told apart by their day. */
function dated(title: string, lines: readonly string[]): string {
  if (/\d{4}|\d{1,2}\./.test(title)) return title;
  const field = labelledIn(lines.slice(0, 20)).find(({ label }) =>
    /^(?:date|datum|data|fecha|日時|日付|when|wann|time|held on)/.test(label),
  );
  const [date] = field === undefined ? [] : datesIn(field.value);
  return date === undefined ? title : `${title}, ${date}`;
}
