/**
 * Shares `total` over `weights` by largest remainder 最大余数: floor each, then one unit more to the
 * largest remainders; ties go to the larger weight, then to the earlier place. Σ shares = total.
 * Exact at any size.
 * @throws RangeError when nothing has weight but there is something to share: a caller's bug
 */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  if (all === 0 && total !== 0) throw new RangeError('nothing to share by');
  if (all === 0) return weights.map(() => 0);

  const parts = weights.map((weight, place) => {
    const product = BigInt(total) * BigInt(weight);
    const share = product / BigInt(all);
    return { place, weight, share: Number(share), rest: Number(product - share * BigInt(all)) };
  });
  const left = total - parts.reduce((sum, { share }) => sum + share, 0);
  const order = parts.toSorted(
    (a, b) => b.rest - a.rest || b.weight - a.weight || a.place - b.place,
  );
  const luckier = new Set(order.slice(0, left).map(({ place }) => place));
  return parts.map(({ share, place }) => share + (luckier.has(place) ? 1 : 0));
}
