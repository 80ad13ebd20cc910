/** How long the entity graph of many notes takes, and how much memory, without a model. */
import { join } from 'node:path';
import type { Bench } from './bench-options.ts';
import { Child } from './child.ts';
import type { GraphFigures, GraphRequest } from './graph-child.ts';
import { withScratchFolder } from './scratch.ts';

export const graph: Bench = {
  files: 10_000,
  run: ({ files, seed }) =>
    withScratchFolder(async (folder) => {
      const child = new Child('./graph-child.ts');
      try {
        const request: GraphRequest = { root: join(folder, 'root'), files, seed };
        const figures = await child.ask<GraphFigures>(request);
        return {
          ...{ files, index_s: figures.indexS, first_s: figures.firstS, unchanged_s: figures.againS },
          ...{ one_more_s: figures.oneMoreS, rss_mb: figures.rssMb, entities: figures.entities },
          ...{ edges: figures.edges, notes: figures.notes, graph_json_mb: figures.graphMb },
        };
      } finally {
        await child.close();
      }
    }),
  table: (figures) => Object.entries(figures).map(([name, value]) => [name, String(value), ''] as const),
};
