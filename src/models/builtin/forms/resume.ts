/** Curricula vitae: whose, what they are, and where they worked and learned. */
import { cut, joined } from '../key-sentences.ts';
import { ownWords } from '../language/own-words.ts';
import { isEnded } from '../language/sentences.ts';
import { hasBusinessWord } from '../names/organisation-words.ts';
import type { Piece } from '../outline.ts';
import type { Form } from './form.ts';

const titleWords =
  /^(?:curriculum(?: vitae)?|cv|résumé|resume|lebenslauf|currículum(?: vitae)?|currículo|履歴書|职务经历|резюме)(?!\p{L})/iu;
const sections =
  /^(?:(?:work |professional )?experience|employment(?: history)?|education|skills|languages|certifications|publications|references|profile|summary|berufserfahrung|beruflicher werdegang|ausbildung|studium|kenntnisse|sprachen|weiterbildung|expériences?(?: professionnelles?)?|formation|compétences|langues|experiencia(?: laboral| profesional)?|formación|educación|idiomas|habilidades|esperienz[ae](?: professional[ei]| lavorativ[ae])?|istruzione|formazione|competenze|lingue|werkervaring|opleiding(?:en)?|vaardigheden|talen|experiência(?: profissional)?|formação|competências|学歴|職歴)[:：]?$/iu;
const work =
  /^(?:(?:work |professional )?experience|employment|berufserfahrung|beruflicher|expérience|experiencia|esperienz|werkervaring|experiência|職歴)/iu;
const profile = /^(?:profile|summary|about(?: me)?|profil|über mich|perfil|profilo|profiel)[:：]?$/iu;
const name = /^\p{Lu}[\p{Ll}’'-]+(?: (?:van |von |de |der |di |da )?\p{Lu}[\p{L}.’'-]+){1,3}$/u;
const contact = /@|\+?\d[\d /()-]{6,}|https?:/;
const mostPoints = 6;

/** The name with what it says of itself; then the lines of work and education. */
export const resumeForm: Form = ({ outline, language, title }) => {
  const { pieces } = outline;
  const named = pieces.slice(0, 6).some(({ text }) => titleWords.test(text));
  const headings = pieces.filter((piece) => isSection(piece));
  if (headings.length < (named ? 1 : 3)) return undefined;
  const whose = pieces
    .slice(0, 6)
    .map(({ text }) => text.replace(titleWords, '').replace(/^[\s:–-]+/, ''))
    .find((text) => name.test(text) && !hasBusinessWord(text));
  const first = pieces.findIndex((piece) => isSection(piece));
  const opening = pieces
    .slice(0, first)
    .filter(({ text }) => text.length <= 80 && !titleWords.test(text) && !contact.test(text))
    .slice(0, 2);
  const about = under(pieces, profile)
    .filter(({ text }) => isEnded(text))
    .slice(0, 2);
  const jobs = under(pieces, work)
    .filter(({ kind }) => kind !== 'item')
    .slice(0, 2);
  const said = [
    ...opening,
    ...(about.length > 0 ? about : []),
    ...jobs.slice(0, about.length > 0 ? 1 : 2),
  ].map(plain);
  const points = headings
    .flatMap((heading) =>
      under(pieces, new RegExp(`^${escaped(heading.text)}$`, 'u'))
        .map(plain)
        .slice(0, 3),
    )
    .filter((text) => !contact.test(text) && !said.includes(text));
  const words = ownWords(language);
  return {
    title: whose === undefined ? title : `${words.resumeOf} ${whose}`,
    summary: joined(said.map(cut)) || title,
    composed: true,
    keyPoints: [...new Set(points)].slice(0, mostPoints).map(cut),
    tag: language === 'de' ? 'lebenslauf' : 'cv',
    about: { pieces: pieces.filter((piece) => !isSection(piece)) },
  };
};

const isSection = ({ kind, text }: Piece) => (kind === 'heading' || kind === 'line') && sections.test(text);
const plain = (piece: Piece) =>
  piece.kind === 'row' ? piece.cells.filter((cell) => cell !== '').join(' · ') : piece.text;
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The pieces below the first heading of these words, to the next one. */
function under(pieces: readonly Piece[], words: RegExp): Piece[] {
  const start = pieces.findIndex(
    (piece) => (piece.kind === 'heading' || piece.kind === 'line') && words.test(piece.text),
  );
  if (start === -1) return [];
  const end = pieces.findIndex((piece, place) => place > start && isSection(piece));
  return pieces.slice(start + 1, end === -1 ? undefined : end);
}
