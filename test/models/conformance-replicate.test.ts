import { createReplicate } from '../../src/models/replicate.ts';
import { pictureOrder, recordingOrder } from '../support/departing.ts';
import { type PaidCase, type PaidMaking, paidConformance } from '../support/paid-conformance.ts';
import { type ReplicateServer, startReplicateServer } from '../support/replicate-server.ts';

const make =
  (model: string) =>
  ({ baseUrl, key, limits }: PaidMaking) =>
    createReplicate(model, { url: baseUrl, key, ...(limits && { limits }) });

const common: Omit<PaidCase<ReplicateServer>, 'order' | 'make'> = {
  start: startReplicateServer,
  findable: 'id',
  asksById: true,
  prepares: true,
  unit: 'hardwareSeconds',
  tells: (server, metrics) => {
    server.fate = { metrics };
  },
  kept: (server) => server.files().length,
};
const seeing = { ...common, make: make('owner/sees') };

paidConformance('replicate: describing', { ...seeing, order: pictureOrder('describe') });
paidConformance('replicate: recognising', { ...seeing, order: pictureOrder('recognise') });
paidConformance('replicate: transcribing', {
  ...common,
  make: make('owner/hears'),
  order: recordingOrder(),
});
