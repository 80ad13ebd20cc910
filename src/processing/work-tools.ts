/** The parts that working on files is made of; `nightshift.ts` puts them together. */
import type { WaitingFiles } from '../ingest/waiting.ts';
import type { CloudDoor } from '../models/purchase.ts';
import type { Router } from '../models/router.ts';
import type { Readers } from '../reading/readers.ts';
import type { Settings } from '../settings.ts';
import type { Tell } from '../types/event.ts';
import type { Errand } from './errand.ts';
import type { Runs } from './file-runs.ts';
import type { HeldFiles } from './held.ts';
import type { Moment } from './notes.ts';
import type { SettleTools } from './settle.ts';

/** Everything that handling a file needs. */
export interface WorkTools extends SettleTools {
  readonly waiting: WaitingFiles;
  readonly held: HeldFiles;
  readonly readers: Readers;
  readonly router: Router;
  readonly cloud: CloudDoor;
  readonly runs: Runs;
  readonly settings: () => Settings;
  readonly tell: Tell;
  /** Now, in the person's time zone. */
  readonly moment: () => Moment;
  /** Of the file that is being handled, while the work follows a plan. */
  readonly errand?: Errand | undefined;
}
