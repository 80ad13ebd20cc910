/** Reads the JSON file that whisper.cpp writes with `-oj` (`output_json` in `examples/cli/cli.cpp`). */
import { z } from 'zod';
import type { Transcript } from '../types/task.ts';

const outputSchema = z.object({
  result: z.object({ language: z.string() }),
  transcription: z.array(
    z.object({
      /** Milliseconds from the start. */
      offsets: z.object({ from: z.number(), to: z.number() }),
      text: z.string(),
    }),
  ),
});

/** The transcript in a file's `content`, or undefined when it is not what whisper.cpp writes. */
export function parseWhisperOutput(content: string): Transcript | undefined {
  const parsed = outputSchema.safeParse(jsonOf(content));
  if (!parsed.success) return undefined;
  const segments = parsed.data.transcription
    .map(({ offsets, text }) => ({
      fromSeconds: offsets.from / 1000,
      toSeconds: offsets.to / 1000,
      text: text.trim(),
    }))
    .filter(({ text }) => text !== '' && text !== '[BLANK_AUDIO]');
  // The language of silence is a guess.
  return segments.length === 0 ? { segments } : { language: parsed.data.result.language, segments };
}

function jsonOf(content: string): unknown {
  try {
    // It escapes quotes and backslashes only, so that a control character in a text breaks its JSON.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
    return JSON.parse(content.replace(/[\u0000-\u001f]/g, ' '));
  } catch {
    return undefined;
  }
}
