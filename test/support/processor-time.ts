/** Milliseconds that this process computes during `work`; unlike the time on a clock, a busy machine does not add to it. */
export async function processorMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
