/** Numbers of list items in other signs than 1, 2, 3. */

const romans: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

/** `c` or `iii` for 3; `aa` follows `z`, as office programs count. What has no such sign is the number itself. */
export function romanOrLetter(value: number, kind: 'Roman' | 'Letter', upper: boolean): string {
  if (!Number.isInteger(value) || value < 1 || value > 9999) return String(value);
  const signs = kind === 'Roman' ? roman(value) : letters(value);
  return upper ? signs.toUpperCase() : signs.toLowerCase();
}

function letters(value: number): string {
  return String.fromCharCode(97 + ((value - 1) % 26)).repeat(Math.ceil(value / 26));
}

function roman(value: number): string {
  let rest = value;
  let out = '';
  for (const [worth, sign] of romans) {
    out += sign.repeat(Math.floor(rest / worth));
    rest %= worth;
  }
  return out;
}
