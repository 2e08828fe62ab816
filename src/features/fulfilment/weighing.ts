import { AppError } from '../../shared/errors.ts';
import type { Alloc, Order } from '../orders/index.ts';

/** How the figure on the scale was said again, when it is far from what was ordered. */
export interface WeightConfirmed {
  readonly g: number;
  readonly nominalG: number;
}

export interface NewWeight {
  readonly hid: string;
  readonly g: number;
  readonly confirm?: WeightConfirmed | undefined;
}

/** A slip of the comma: ten times as much as ordered, or a tenth (`orders.md` §7). */
const SLIP = 10;

/**
 * A weight ten times off the nominal must be said again, with both figures.
 * @throws AppError `weight.confirm` with `g` and `nominalG`
 */
export function checkWeight({ g, confirm }: NewWeight, nominalG: number): void {
  const isFarOff = g >= nominalG * SLIP || g * SLIP <= nominalG;
  if (!isFarOff || (confirm?.g === g && confirm.nominalG === nominalG)) return;
  throw new AppError('conflict', 'weight.confirm', `${g} g for ${nominalG} g: is that right?`, {
    facts: { g, nominalG },
  });
}

/** The alloc of an order that may be weighed now. @throws AppError `order.no-such-part` */
export function allocOf({ _id, allocs }: Order, hid: string): Alloc {
  const found = allocs.find((alloc) => alloc.hid === hid && !alloc.drop);
  if (found) return found;
  throw new AppError('not-found', 'order.no-such-part', `Order ${_id} has no part ${hid}.`, {
    facts: { hid },
  });
}

/** Why an order is not packed: what still wants the scale. */
export function notWeighed(allocs: readonly Alloc[]): AppError {
  return new AppError('conflict', 'order.not-weighed', 'Not all of it is weighed.', {
    facts: { parts: allocs.map(({ hid, line, batchId }) => ({ hid, line, batchId })) },
  });
}
