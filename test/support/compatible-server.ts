/** A server that speaks OpenAI's chat and embedding protocol as LM Studio, llama.cpp and vLLM do, with faults to order. */
import type { ServerResponse } from 'node:http';
import { answerForSchema, answerInWords, countTokens, vectorFor } from './fake-answers.ts';
import { answerJson, type FakeHttp, pause, type RecordedRequest, startFakeHttp } from './fake-http.ts';

/** A misbehaviour of `/v1/chat/completions` and `/v1/embeddings`. */
export type CompatibleFault =
  | { readonly kind: 'busy' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'stall' }
  | { readonly kind: 'cut'; readonly how: 'end' | 'reset' }
  | { readonly kind: 'stream-error'; readonly message: string }
  | { readonly kind: 'nonsense' }
  | { readonly kind: 'page' }
  | { readonly kind: 'wordy' }
  | { readonly kind: 'silent-cut'; readonly tokens: number }
  | { readonly kind: 'says'; readonly text: string };

/** The running server. */
export interface CompatibleServer extends FakeHttp {
  /** The URL that settings name: with `/v1`. */
  readonly baseUrl: string;
  /** What strikes every call from now on; undefined heals. */
  fault: CompatibleFault | undefined;
}

/** Starts a server with one model. */
export async function startCompatibleServer(
  options: { readonly model?: string; readonly contextTokens?: number } = {},
): Promise<CompatibleServer> {
  const { model = 'local-model', contextTokens } = options;
  const http = await startFakeHttp(async (request, response, gone) => {
    const { fault } = server;
    if (request.path === '/v1/models') {
      const entry = { id: model, object: 'model', ...(contextTokens && { max_model_len: contextTokens }) };
      answerJson(response, 200, { object: 'list', data: [entry] });
    } else if (fault?.kind === 'busy') {
      answerJson(response, 503, {
        error: { message: 'Loading model', type: 'unavailable_error', code: 503 },
      });
    } else if (fault?.kind === 'missing' || request.body.model !== model) {
      answerJson(response, 404, { error: { message: 'The model does not exist.', code: 'model_not_found' } });
    } else if (fault?.kind === 'hang') {
      await pause(Number.POSITIVE_INFINITY, gone);
    } else if (fault?.kind === 'page') {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html>hello</html>');
    } else if (request.path === '/v1/chat/completions') {
      await chat(request, response, gone, fault);
    } else if (request.path === '/v1/embeddings') {
      const data = ([request.body.input].flat() as string[])
        .map((text, index) => ({ object: 'embedding', index, embedding: vectorFor(text, 32) }))
        .reverse();
      answerJson(response, 200, {
        object: 'list',
        model,
        data,
        usage: { prompt_tokens: 5, total_tokens: 5 },
      });
    } else {
      answerJson(response, 404, { error: { message: 'Not found' } });
    }
  });
  const server: CompatibleServer = { ...http, baseUrl: `${http.url}/v1`, fault: undefined };
  return server;
}

type Content = string | readonly { type: string; text?: string; image_url?: { url: string } }[];

async function chat(
  request: RecordedRequest,
  response: ServerResponse,
  gone: AbortSignal,
  fault: CompatibleFault | undefined,
): Promise<void> {
  const messages = request.body.messages as readonly { role: string; content: Content }[];
  const content = messages.at(-1)?.content ?? '';
  const parts = typeof content === 'string' ? [{ type: 'text', text: content }] : content;
  const prompt = parts.map((part) => part.text ?? '').join('');
  const url = parts.find((part) => 'image_url' in part && part.image_url)?.image_url?.url;
  const bytes = url === undefined ? undefined : Buffer.from(url.split(',')[1] ?? '', 'base64').length;
  const format = request.body.response_format as
    | { json_schema?: { schema: Record<string, unknown> } }
    | undefined;
  const schema = format?.json_schema?.schema;
  const plain = schema ? JSON.stringify(answerForSchema(prompt, schema)) : answerInWords(prompt, bytes);
  const text = fault?.kind === 'says' ? fault.text : plain;
  const sent = countTokens(messages.map((message) => JSON.stringify(message.content)).join('\n'));

  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (value: unknown) => response.write(`data: ${JSON.stringify(value)}\n\n`);
  const words = text.match(/\s*\S+/g) ?? [];
  for (const [index, word] of words.entries()) {
    if (index === Math.min(2, words.length - 1)) {
      if (fault?.kind === 'cut') {
        if (fault.how === 'end') response.end();
        else response.write('\n', () => response.destroy());
        return;
      }
      if (fault?.kind === 'stream-error') {
        response.end(`data: ${JSON.stringify({ error: { message: fault.message } })}\n\n`);
        return;
      }
      if (fault?.kind === 'nonsense') {
        response.end('data: <html>\n\n');
        return;
      }
      if (fault?.kind === 'stall') return pause(Number.POSITIVE_INFINITY, gone);
    }
    send({ choices: [{ index: 0, delta: { content: word }, finish_reason: null }] });
  }
  send({ choices: [{ index: 0, delta: {}, finish_reason: fault?.kind === 'wordy' ? 'length' : 'stop' }] });
  const prompt_tokens = fault?.kind === 'silent-cut' ? fault.tokens : sent;
  send({ choices: [], usage: { prompt_tokens, completion_tokens: words.length, total_tokens: 0 } });
  response.end('data: [DONE]\n\n');
}
