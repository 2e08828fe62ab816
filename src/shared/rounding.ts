/** One of those among whom a total is shared. */
interface Weighed {
  readonly weight: number;
}

/**
 * Largest remainder 最大余数: shares of `total` by weight, whole and adding up to it. What is left over
 * goes to the largest remainders; a tie to the larger weight, then to the earlier one.
 * @throws RangeError unless total and weights are non-negative integers with something to share by
 */
export function shareOut(total: number, among: readonly Weighed[]): number[] {
  const sum = among.reduce((all, { weight }) => all + BigInt(weight), BigInt(0));
  if (sum === BigInt(0)) {
    if (total === 0) return among.map(() => 0);
    throw new RangeError('nothing to share by');
  }
  const parts = among.map(({ weight }, place) => {
    const product = BigInt(total) * BigInt(weight);
    return { place, weight, share: Number(product / sum), rest: product % sum };
  });
  const left = total - parts.reduce((all, { share }) => all + share, 0);
  const first = new Set(
    parts
      .toSorted((a, b) => compare(b.rest, a.rest) || b.weight - a.weight || a.place - b.place)
      .slice(0, left)
      .map(({ place }) => place),
  );
  return parts.map(({ place, share }) => share + (first.has(place) ? 1 : 0));
}

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
