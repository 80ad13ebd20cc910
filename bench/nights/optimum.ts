/**
 * The least that a night could have cost, for one who knew everything beforehand. Computed apart from the planner, by
 * Bellman's table over whole seconds. Exact where every model has one slot. With more slots it is a bound that no plan
 * can be below: as if work could be cut to fill all slots to the last second, but for one file, which cannot be in two.
 */
import { forCloud, type MadeFile, type MadeNight } from './made-night.ts';

/** Micro-dollars; undefined when no plan could have emptied the queue in time. */
export function optimumOf(night: MadeNight): number | undefined {
  const { files, loadSeconds, slots, left, perFile, consent } = night;
  const buyable = files.filter(
    (file) => consent && !file.private && file.offer !== undefined && file.offer.micros <= perFile,
  );
  const work = files.reduce(
    (sum, { steps }) => sum + steps.reduce((all, { seconds }) => all + seconds, 0),
    0,
  );
  const specs = new Set(files.flatMap(({ steps }) => steps.map(({ spec }) => spec)));
  const stay = new Set(files.flatMap((file) => stepsThatStay(file, buyable).map(({ spec }) => spec)));
  const spareable = [...specs].filter((spec) => !stay.has(spec));
  let best: number | undefined;
  for (let way = 0; way < 2 ** spareable.length; way += 1) {
    const without = new Set(spareable.filter((_, index) => (way >> index) & 1));
    const loads = [...specs]
      .filter((spec) => !without.has(spec))
      .reduce((sum, spec) => sum + loadSeconds.get(spec)!, 0);
    const bought = buyable.filter(({ steps }) => steps.some(({ spec }) => without.has(spec)));
    const rest = buyable.filter((file) => !bought.includes(file));
    const idle = [...specs]
      .filter((spec) => !without.has(spec))
      .reduce((sum, spec) => sum + idleSlots(spec, night, buyable), 0);
    // What has to be saved, in seconds of a slot.
    const target =
      work + idle - slots * (night.seconds - loads) - bought.reduce((sum, file) => sum + saved(file), 0);
    const price = bought.reduce((sum, { offer }) => sum + offer!.micros, 0);
    const cheapest = price + leastFor(rest, target);
    if (cheapest <= left && (best === undefined || cheapest < best)) best = cheapest;
  }
  return best;
}

function stepsThatStay(file: MadeFile, buyable: readonly MadeFile[]) {
  return buyable.includes(file) ? file.steps.filter((step) => !forCloud(step)) : file.steps;
}

/** Seconds of slots that stay empty while the longest file that cannot be bought has the model to itself. */
function idleSlots(spec: string, { files, slots }: MadeNight, buyable: readonly MadeFile[]): number {
  const secondsOf = (file: MadeFile): number =>
    file.steps.filter((step) => step.spec === spec).reduce((sum, { seconds }) => sum + seconds, 0);
  const longest = Math.max(0, ...files.filter((file) => !buyable.includes(file)).map(secondsOf));
  return Math.max(0, slots * longest - files.reduce((sum, file) => sum + secondsOf(file), 0));
}

function saved({ steps }: MadeFile): number {
  return steps.filter(forCloud).reduce((sum, { seconds }) => sum + seconds, 0);
}

/** The least that `files` which save `target` seconds cost; infinite when they do not save so much. */
function leastFor(files: readonly MadeFile[], target: number): number {
  if (target <= 0) return 0;
  if (files.reduce((sum, file) => sum + saved(file), 0) < target) return Number.POSITIVE_INFINITY;
  const least = new Float64Array(target + 1).fill(Number.POSITIVE_INFINITY);
  least[0] = 0;
  for (const file of files) {
    const seconds = saved(file);
    const { micros } = file.offer!;
    for (let at = target; at > 0; at -= 1) {
      const bought = least[Math.max(0, at - seconds)]! + micros;
      if (bought < least[at]!) least[at] = bought;
    }
  }
  return least[target]!;
}
