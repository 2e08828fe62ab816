import { AppError } from '../../shared/errors.ts';
import type { OfferedSku } from '../catalogue/index.ts';
import type { GroupLine } from '../orders/index.ts';
import type { Wish } from './quote.ts';

/** A line as it would stand on the order, or why it cannot. */
export type Tried =
  | { readonly line: GroupLine; readonly refusal?: never }
  | { readonly line?: never; readonly refusal: AppError };

/** What a quote says, refusals too. */
export async function tried(quote: () => Promise<readonly GroupLine[]>): Promise<Tried> {
  try {
    const [line] = await quote();
    if (!line) throw new RangeError('a wish becomes a line');
    return { line };
  } catch (error) {
    if (error instanceof AppError) return { refusal: error };
    throw error;
  }
}

/**
 * The same line of other goods: as many whole units as its grams need, at their own price, for the same
 * day. What cannot be ordered now is left out.
 */
export async function linesInstead(
  line: Pick<GroupLine, 'no' | 'needOn' | 'onShort' | 'substitutes' | 'note' | 'orderedG'>,
  { found, quote }: { found: readonly OfferedSku[]; quote: (wish: Wish) => Promise<GroupLine[]> },
): Promise<GroupLine[]> {
  const { no, needOn, onShort, substitutes, note } = line;
  const offered = substitutes.flatMap((id) => found.find(({ offer }) => offer.id === id) ?? []);
  const lines = await Promise.all(
    offered.map((other) => {
      const units = unitsFor(line.orderedG, other);
      return tried(() => quote({ offerId: other.offer.id, units, needOn, note }));
    }),
  );
  return lines.flatMap((each) =>
    each.refusal ? [] : [{ ...each.line, no, onShort, substitutes }],
  );
}

/** Whole units of other goods for so many grams, by their step and their least. */
function unitsFor(g: number, { version }: OfferedSku): number {
  const { nominalG, stepUnits, minUnits } = version;
  const steps = Math.ceil(g / (nominalG * stepUnits));
  return Math.max(minUnits, steps * stepUnits);
}
