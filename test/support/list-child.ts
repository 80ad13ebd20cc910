/** Lists the folder in its first argument without root's rights and sends `[path, type or refusal code][]`. */
import { listIngest } from '../../src/ingest/list.ts';

if (process.getuid?.() === 0) process.seteuid?.(65_534);
const found: [string, string][] = [];
for await (const item of listIngest(process.argv[2] ?? '')) {
  found.push([item.path, item.type === 'refused' ? item.why.code : item.type]);
}
process.send?.(found, () => process.disconnect());
