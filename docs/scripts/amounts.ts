/** Limits in words. */

/** `64 MiB`. */
export function mebibytes(bytes: number): string {
  return `${amount(bytes / 1024 / 1024)} MiB`;
}

/** `5,000`. */
export function amount(count: number): string {
  return count.toLocaleString('en-US');
}
