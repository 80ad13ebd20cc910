/** What a night would have cost elsewhere, as Markdown. */
import { usdText } from './money-text.ts';
import type { InsteadFacts } from './morning-facts.ts';
import { escapeCell } from './safe-markdown.ts';
import { humanDuration } from './times.ts';

/**
 * Nothing where this machine did nothing that could have been bought.
 * @param modelSeconds of this machine's models.
 * @param spentUsd what was bought in this night all the same.
 */
export function insteadSection(instead: InsteadFacts, modelSeconds: number, spentUsd: number): string {
  const { cloud, cloudUsd, assumptions, gpus } = instead;
  if (cloud.length === 0 && modelSeconds === 0) return '';
  const rows = cloud.map(
    ({ what, spec, calls, amount, usd }) =>
      `| ${what} | ${escapeCell(spec)} | ${calls} | ${amount} | ${usdText(usd)} |`,
  );
  const both = Number((cloudUsd + spentUsd).toFixed(6));
  const total =
    spentUsd > 0
      ? `Together ${usdText(cloudUsd)}, and with what was bought all the same (${usdText(spentUsd)}) ${usdText(both)}.`
      : `Together ${usdText(cloudUsd)}.`;
  const table = ['| what | model | calls | amount | cost |', '| --- | --- | --: | --- | --: |', ...rows].join(
    '\n',
  );
  const summed = [total, ...assumptions].join(' ');
  const rented = gpus.map(
    ({ gpu, provider, perHourUsd, source, asOf, usd }) =>
      `| ${escapeCell(gpu)} | [${escapeCell(provider)}](<${source}>), ${asOf} | ${usdText(perHourUsd)} | ${usdText(usd)} |`,
  );
  return [
    '## What this night would have cost elsewhere',
    'An estimate, to compare with.',
    ...(cloud.length === 0 ? [] : ['**All in the cloud**, text too:', table, summed]),
    `**On a rented processor**, for the ${humanDuration(modelSeconds)} that the models of this machine took, as if it were just as fast:`,
    ['| processor | offer, as of | an hour | this night |', '| --- | --- | --: | --: |', ...rented].join(
      '\n',
    ),
  ].join('\n\n');
}
