/** Recipes: for how many, how long, and what one needs. */
import { cut, joined } from '../key-sentences.ts';
import { ownWords } from '../language/own-words.ts';
import { isEnded } from '../language/sentences.ts';
import type { Piece } from '../outline.ts';
import type { Form } from './form.ts';

const ingredients =
  /^(?:ingredients|zutaten|ingrédients|ingredientes|ingredienti|ingrediënten|材料|ингредиенты)(?!\p{L})/iu;
const method =
  /^(?:method|directions|instructions|preparation|steps|zubereitung|préparation|preparación|elaboración|preparazione|procedimento|bereiding|werkwijze|(?:modo de )?preparo|preparação|作り方|приготовление)(?!\p{L})/iu;
const measure =
  /^(?:serves|servings|makes|yield|prep(?:aration)?|cook(?:ing)?|total|time|für \d|ergibt|portionen|zubereitungszeit|backzeit|pour \d|préparation|cuisson|para \d|raciones|tiempo|per \d|dosi|tempo|cottura|voor \d|bereidingstijd|\d+ (?:personen|portionen|servings|personnes|personas|persone))(?!\p{L})/iu;
const mostSteps = 4;
const longestList = 300;

/** The introduction and the times as summary; ingredients, then the first steps, as key points. */
export const recipeForm: Form = ({ outline, language, title }) => {
  const { pieces } = outline;
  const needs = pieces.findIndex((piece) => isShort(piece) && ingredients.test(piece.text));
  const does = pieces.findIndex(
    (piece, place) => place > needs && isShort(piece) && method.test(piece.text) && !/\d/.test(piece.text),
  );
  if (needs === -1 || does === -1) return undefined;
  const before = pieces.slice(0, needs).filter(({ text }) => text !== title);
  const introduction = before
    .filter(({ kind, text }) => kind === 'paragraph' && isEnded(text) && !measure.test(text))
    .slice(0, 2);
  const measures = before.filter(({ text }) => text.length <= 120 && /\d/.test(text) && measure.test(text));
  const listed = pieces
    .slice(needs + 1, does)
    .filter(({ kind }) => kind === 'item' || kind === 'line' || kind === 'row');
  const list = `${(pieces[needs]?.text ?? '').replace(/[:：]$/, '')}: ${listed.map(({ text }) => text).join(' · ')}`;
  const steps = pieces
    .slice(does + 1)
    .filter(({ kind }) => kind === 'item' || kind === 'paragraph')
    .slice(0, mostSteps);
  const said = [...introduction, ...measures].map(({ text }) => cut(text));
  return {
    title,
    summary: said.length > 0 ? joined(said) : cut(list),
    composed: introduction.length === 0,
    keyPoints: [
      list.length <= longestList ? list : `${list.slice(0, longestList - 1).replace(/ ·[^·]*$/, '')} …`,
      ...steps.map(({ text }) => cut(text)),
    ],
    tag: ownWords(language).recipe.toLowerCase(),
    about: {
      pieces: pieces.filter((piece, place) => place !== needs && place !== does && !measures.includes(piece)),
    },
  };
};

const isShort = ({ kind, text }: Piece) => (kind === 'heading' || kind === 'line') && text.length <= 40;
