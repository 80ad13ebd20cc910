/** Models that run in this process, beside any other: nothing has to be loaded for them. */

const beside: ReadonlySet<string> = new Set(['builtin', 'tesseract']);

/** Whether the model of `spec` takes no other one's place in memory. */
export function runsBeside(spec: string): boolean {
  return beside.has(spec.split(':')[0] ?? '');
}
