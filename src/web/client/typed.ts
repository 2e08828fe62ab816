/**
 * What people type, read without floats. Full-width digits and stops are what a Chinese keyboard
 * gives; `undefined` means: not a number of this kind.
 */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\s,，¥]/g, '')
    .replaceAll('。', '.');
}

/** '39.9' → 3990 fen */
export function readFen(text: string): number | undefined {
  return scaled(text, 2);
}

/** '96.5' mu → 9650 hundredths of a mu */
export function readMu100(text: string): number | undefined {
  return scaled(text, 2);
}

/** '12.5' kilograms → 12500 grams */
export function readGrams(text: string): number | undefined {
  return scaled(text, 3);
}

/** '-18.5' degrees → −185 tenths; null: nothing was typed. */
export function readDegrees(text: string): number | null | undefined {
  const typed = text.normalize('NFKC').replace('−', '-').trim();
  if (typed === '') return null;
  return /^-?\d{1,3}(\.\d)?$/.test(typed) ? Math.round(Number(typed) * 10) : undefined;
}

/** '18' → 18 */
export function readCount(text: string): number | undefined {
  return scaled(text, 0);
}

/** '12.5' → 12.5 units, at most three decimals */
export function readUnits(text: string): number | undefined {
  const thousandths = scaled(text, 3);
  return thousandths === undefined ? undefined : thousandths / 1_000;
}

function scaled(text: string, decimals: number): number | undefined {
  const [, whole = '', rest = ''] = /^(\d{1,9})(?:\.(\d*))?$/.exec(plain(text)) ?? [];
  const digits = rest.replace(/0+$/, '');
  if (whole === '' || digits.length > decimals) return undefined;
  return Number(whole + digits.padEnd(decimals, '0'));
}
