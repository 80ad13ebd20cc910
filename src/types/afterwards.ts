/** Putting off what nobody waits for. */

/**
 * A function that has `act` called once, after all that waits for nothing but this process, however often it is called
 * until then: what was just begun, a claim say, comes as far as it can before.
 */
export function afterwards(act: () => void): () => void {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    setImmediate(() => {
      isAsked = false;
      act();
    });
  };
}
