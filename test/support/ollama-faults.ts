/** The misbehaviours of the fake Ollama server. */
import type { ServerResponse } from 'node:http';
import { answerJson, pause, type RecordedRequest } from './fake-http.ts';

/** A misbehaviour of the model endpoints (`/api/chat`, `/api/embed`). */
export type Fault = {
  /** How many calls it strikes; for ever when not given. */
  readonly times?: number;
  /** Only calls to this model, e.g. `llama3.3`. */
  readonly model?: string;
} & (
  | { readonly kind: 'busy' }
  | { readonly kind: 'error'; readonly status: number; readonly message: string }
  /** A proxy's page instead of Ollama's JSON. */
  | { readonly kind: 'page'; readonly status: number }
  | { readonly kind: 'missing' }
  /** No byte for so long, as while a model loads. */
  | { readonly kind: 'loading'; readonly milliseconds: number }
  /** Takes the call and never answers. */
  | { readonly kind: 'hang' }
  /** Begins to answer and falls silent. */
  | { readonly kind: 'stall' }
  /** So long between two words. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** The stream ends without its last message; or its connection breaks. */
  | { readonly kind: 'cut'; readonly how: 'end' | 'reset' }
  | { readonly kind: 'stream-error'; readonly message: string }
  /** Lines that are not JSON, under HTTP 200. */
  | { readonly kind: 'nonsense' }
  /** The model says this, whatever was asked. */
  | { readonly kind: 'says'; readonly text: string }
  /** The answer reaches `num_predict`. */
  | { readonly kind: 'wordy' }
  /** Only so many tokens of the prompt are read, and nothing said about it. */
  | { readonly kind: 'silent-cut'; readonly tokens: number }
  /** A vector too few. */
  | { readonly kind: 'short-embed' }
);

/** Plays a fault that keeps the model from answering; false when the call goes on. */
export async function interfere(
  fault: Fault,
  request: RecordedRequest,
  response: ServerResponse,
  gone: AbortSignal,
): Promise<boolean> {
  switch (fault.kind) {
    case 'busy':
      answerJson(response, 503, {
        error: 'server busy, please try again.  maximum pending requests exceeded',
      });
      return true;
    case 'error':
      answerJson(response, fault.status, { error: fault.message });
      return true;
    case 'page':
      response.writeHead(fault.status, { 'content-type': 'text/html' });
      response.end('<html><body>Bad gateway</body></html>');
      return true;
    case 'missing':
      notFound(response, request);
      return true;
    case 'loading':
      await pause(fault.milliseconds, gone);
      return gone.aborted;
    case 'hang':
      await pause(Number.POSITIVE_INFINITY, gone);
      return true;
    default:
      return false;
  }
}

/** Plays a fault in the middle of a stream; false when the stream goes on. */
export function breakOff(fault: Fault, response: ServerResponse): boolean {
  // Not before what was written has left: else the asker would see no answer at all.
  if (fault.kind === 'cut' && fault.how === 'reset') response.write('\n', () => response.destroy());
  else if (fault.kind === 'cut') response.end();
  else if (fault.kind === 'stream-error') response.end(`${JSON.stringify({ error: fault.message })}\n`);
  else if (fault.kind === 'nonsense') response.end('<html>hello</html>\n');
  else return false;
  return true;
}

/** Ollama's answer about a model that is not installed. */
export function notFound(response: ServerResponse, request: RecordedRequest): void {
  answerJson(response, 404, { error: `model '${String(request.body.model)}' not found` });
}
