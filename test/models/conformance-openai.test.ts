import { createOpenAi } from '../../src/models/openai.ts';
import { pictureOrder, recordingOrder, textOrder } from '../support/departing.ts';
import { type OpenAiServer, startOpenAiServer } from '../support/openai-server.ts';
import { type PaidCase, type PaidMaking, paidConformance } from '../support/paid-conformance.ts';

const make =
  (model: string) =>
  ({ baseUrl, key, limits }: PaidMaking) =>
    createOpenAi(model, { url: baseUrl, key, ...(limits && { limits }) });

const common = {
  start: startOpenAiServer,
  tells: (server: OpenAiServer, usage: 'missing' | 'zero' | 'nonsense') => {
    server.fate = { usage };
  },
  kept: (server: OpenAiServer) => server.responses().length + server.items(),
};

const responses: Omit<PaidCase<OpenAiServer>, 'order'> = {
  ...common,
  make: make('gpt-6-luna'),
  findable: 'answer',
  asksById: true,
  prepares: true,
  unit: 'outputTokens',
};
const schema = { type: 'object', properties: { title: { type: 'string' } }, required: ['title'] };

paidConformance('openai: describing', { ...responses, order: pictureOrder('describe') });
paidConformance('openai: recognising', { ...responses, order: pictureOrder('recognise') });
paidConformance('openai: answering a text', { ...responses, order: textOrder() });
paidConformance('openai: answering in JSON', { ...responses, order: textOrder(schema) });

const hearing: Omit<PaidCase<OpenAiServer>, 'make'> = {
  ...common,
  order: recordingOrder(),
  findable: 'never',
  asksById: false,
  prepares: false,
  unit: 'audioSeconds',
};
paidConformance('openai: transcribing', { ...hearing, make: make('gpt-transcribe') });
paidConformance('openai: transcribing with times', { ...hearing, make: make('whisper-1') });
