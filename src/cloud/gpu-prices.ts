/** What it costs to rent one graphics processor by the hour, in dollars, with the page that says so. */

/** A price as it stood on a day. */
export interface GpuPrice {
  /** With its memory. */
  readonly gpu: string;
  readonly provider: string;
  readonly perHour: number;
  readonly source: string;
  /** The day on which the page was read. */
  readonly asOf: string;
}

/**
 * One that holds models of up to about 20 GB, and two that hold those of 40 GB and more (llama3.3). On demand, without
 * a term; taxes and disks come on top.
 */
export const gpuPrices: readonly GpuPrice[] = [
  {
    gpu: 'RTX 4090, 24 GB',
    provider: 'OpenRelay',
    perHour: 0.29,
    source: 'https://openrelay.inc/gpu-pricing-calculator',
    asOf: '2026-09-20',
  },
  {
    gpu: 'A100 PCIe, 80 GB',
    provider: 'RunPod (Secure Cloud)',
    perHour: 1.79,
    source: 'https://www.runpod.io/pricing',
    asOf: '2026-11-09',
  },
  {
    gpu: 'A100 SXM, 80 GB',
    provider: 'Lambda',
    perHour: 2.79,
    source: 'https://lambda.ai/instances',
    asOf: '2026-09-20',
  },
];
