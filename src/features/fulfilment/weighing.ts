import { AppError } from '../../shared/errors.ts';
import { orderNotFound, type Order } from '../orders/index.ts';

/** How the figure on the scale was said again, when it is far from what was ordered. */
interface WeightConfirmed {
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
 * @throws AppError `weight.confirm` with `g` and `nominalG`; `order.not-found` for a part that is none
 */
export function checkWeight({ _id, allocs }: Order, { hid, g, confirm }: NewWeight): void {
  const alloc = allocs.find((each) => each.hid === hid && !each.drop);
  if (!alloc) throw orderNotFound(`${_id} ${hid}`);
  const nominalG = alloc.orderedG;
  const isFarOff = g >= nominalG * SLIP || g * SLIP <= nominalG;
  if (!isFarOff || (confirm?.g === g && confirm.nominalG === nominalG)) return;
  throw new AppError('conflict', 'weight.confirm', `${g} g for ${nominalG} g: is that right?`, {
    facts: { g, nominalG },
  });
}
