/** Loaded before the program (`node --import`): every hard link is refused, as on exFAT and on some shares. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

fs.promises.link = async () => {
  throw Object.assign(new Error('EPERM: operation not permitted, link'), { code: 'EPERM' });
};
syncBuiltinESMExports();
