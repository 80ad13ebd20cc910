/** `ollama:NAME`: a model of an Ollama server. */
import type { Ability, Answer, GenerateRequest, ModelError, PictureRequest, Provider } from './contract.ts';
import { type Callee, modelError, refused } from './errors.ts';
import type { Patience } from './fetch.ts';
import { chat, type Turn } from './ollama-chat.ts';
import { embed } from './ollama-embed.ts';
import type { Host } from './ollama-host.ts';
import { notLocal, rememberModel } from './ollama-memory.ts';
import type { OllamaModel } from './ollama-model.ts';
import { ParallelMeter, type Room } from './parallel.ts';
import { seeingInstructions, toDescription, toRecognition } from './seeing.ts';

/** Where the server is and how it is used. */
export interface OllamaOptions {
  readonly host: Host;
  /** How many calls the server works on at once (`OLLAMA_NUM_PARALLEL`); measured when nobody has said it. */
  readonly slots?: number;
  readonly patience?: Patience;
}

/** Loading 40 GB from a slow disk and reading a long prompt without a GPU both take minutes. */
const callPatience: Patience = { firstByteMs: 20 * 60_000, idleMs: 5 * 60_000 };
/** These requests touch no model and are answered at once, even while another one loads. */
const checkPatience: Patience = { firstByteMs: 5_000, idleMs: 5_000 };

const recogniseTokens = 4096;
const describeTokens = 1024;

/** A provider for one model; sends nothing until it is asked. */
export function createOllama(model: string, options: OllamaOptions): Provider {
  const callee: Callee = {
    spec: `ollama:${model}`,
    model,
    url: options.host.url,
    install: `Run "ollama pull ${model}".`,
    start: 'Start Ollama ("ollama serve" or the Ollama app), or correct OLLAMA_HOST.',
  };
  const patience = options.patience ?? callPatience;
  const facts = rememberModel(callee);
  const meter = new ParallelMeter();
  const room = (): Room => (options.slots === undefined ? meter.room : { slots: options.slots, ahead: 1 });

  async function ready(ability: Ability, signal: AbortSignal): Promise<OllamaModel | ModelError> {
    const known = await facts.of({ callee, patience: checkPatience, signal });
    if ('code' in known) return known;
    if (known.remote) return notLocal(callee);
    return known.abilities && !known.abilities.includes(ability) ? unable(callee, ability) : known;
  }

  async function turn(
    ability: Ability,
    request: Omit<Turn, 'contextTokens'>,
    signal: AbortSignal,
  ): Promise<Answer<string>> {
    const known = await ready(ability, signal);
    if ('code' in known) return refused(known);
    const { contextTokens } = known;
    const maxOutputTokens = Math.min(request.maxOutputTokens, Math.floor(contextTokens / 2));
    const asked = { ...request, maxOutputTokens, contextTokens };
    return meter.follow((heard) => chat({ callee, patience, signal }, asked, heard));
  }

  const look = (ability: Ability, prompt: string, maxOutputTokens: number) => {
    return (request: PictureRequest, signal: AbortSignal) =>
      turn(ability, { prompt, picture: request.bytes, maxOutputTokens }, signal);
  };
  const recognise = look('recognise', seeingInstructions.recognise, recogniseTokens);
  const describe = look('describe', seeingInstructions.describe, describeTokens);

  return {
    spec: callee.spec,
    place: options.host.place,
    get slots() {
      return room().slots;
    },
    get ahead() {
      return room().ahead;
    },
    check: (signal) => facts.check({ callee, patience: checkPatience, signal }),
    generate: (request: GenerateRequest, signal) => turn('generate', request, signal),
    async recognise(request, signal) {
      const answer = await recognise(request, signal);
      if (!answer.ok) return answer;
      return { ...answer, value: toRecognition(answer.value) };
    },
    async describe(request, signal) {
      const answer = await describe(request, signal);
      if (!answer.ok) return answer;
      const value = toDescription(answer.value);
      return value ? { ...answer, value } : refused(emptyAnswer(callee));
    },
    async embed(texts, signal) {
      const known = await ready('embed', signal);
      if ('code' in known) return refused(known);
      return embed({ callee, patience, signal }, texts, known.contextTokens);
    },
  };
}

function unable({ spec }: Callee, ability: Ability): ModelError {
  const lack =
    ability === 'embed' ? 'make embeddings' : ability === 'generate' ? 'write text' : 'see pictures';
  return modelError(
    'model-missing',
    `${spec} cannot ${lack}.`,
    `Name a model that can ${lack} in settings.json.`,
  );
}

function emptyAnswer({ spec }: Callee): ModelError {
  return modelError('invalid-answer', `${spec} answered nothing.`, 'Try another model.');
}
