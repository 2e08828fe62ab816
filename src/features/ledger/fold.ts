import { addDays } from '../../shared/calendar.ts';
import type { Day } from '../../shared/day.ts';
import type { Entry } from './entry.ts';

/** A charge and what is still to be paid of it. */
interface OpenCharge {
  readonly key: string;
  readonly orderNo: string;
  readonly acceptedOn: Day;
  readonly dueOn: Day;
  readonly fen: number;
  readonly openFen: number;
}

export interface Folded {
  readonly charges: readonly OpenCharge[];
  readonly chargedFen: number;
  readonly creditedFen: number;
  readonly paidFen: number;
  /** Charged less credited less paid; below 0 paid ahead. */
  readonly owedFen: number;
  readonly overdueFen: number;
  readonly nextDueOn: Day | null;
  /** Open fen by age since acceptance: up to 30 days, to 60, over. */
  readonly ageing: readonly [number, number, number];
}

/**
 * What is paid, of one payer and seller: each charge less its own credits, then payments and what is
 * left of credits, the oldest due first (`orders.md` §10.4). Nothing of it is stored.
 */
export function fold(entries: readonly Entry[], today: Day): Folded {
  const charges = entries
    .filter(({ fen, kind }) => fen > 0 && kind !== 'reversal')
    .toSorted((a, b) => dueOf(a).localeCompare(dueOf(b)) || a._id.localeCompare(b._id))
    .map((entry) => ({ entry, openFen: entry.fen }));
  let ahead = 0;
  for (const credit of entries.filter(({ kind, fen }) => kind === 'credit' && fen < 0)) {
    const own = charges.filter(({ entry }) => credit.corrects.includes(entry._id));
    ahead += take(own, -credit.fen);
  }
  const paidFen = entries
    .filter(({ kind }) => kind === 'payment' || kind === 'reversal')
    .reduce((sum, { fen }) => sum - fen, 0);
  take(charges, ahead + paidFen);
  return summed(entries, { charges, paidFen, today });
}

interface Open {
  readonly entry: Entry;
  openFen: number;
}

/** Sets `fen` against the charges in their order; what is left over. */
function take(charges: readonly Open[], fen: number): number {
  let left = fen;
  for (const charge of charges) {
    const part = Math.max(0, Math.min(left, charge.openFen));
    charge.openFen -= part;
    left -= part;
  }
  return left;
}

function summed(
  entries: readonly Entry[],
  { charges, paidFen, today }: { charges: readonly Open[]; paidFen: number; today: Day },
): Folded {
  const sum = (of: readonly { readonly fen: number }[]) =>
    of.reduce((all, { fen }) => all + fen, 0);
  const open = charges.filter(({ openFen }) => openFen > 0);
  const openSum = (some: readonly Open[]) => some.reduce((all, { openFen }) => all + openFen, 0);
  const [month, two] = [addDays(today, -30), addDays(today, -60)];
  const bornOn = ({ entry }: Open) => entry.acceptedOn ?? entry.on;
  return {
    charges: charges.map(({ entry, openFen }) => ({
      ...{ key: entry._id, orderNo: entry.orderNo ?? '', fen: entry.fen, openFen },
      ...{ acceptedOn: entry.acceptedOn ?? entry.on, dueOn: dueOf(entry) },
    })),
    chargedFen: sum(charges.map(({ entry }) => entry)),
    creditedFen: -sum(entries.filter(({ kind, fen }) => kind === 'credit' && fen < 0)),
    paidFen,
    owedFen: sum(entries),
    overdueFen: openSum(open.filter(({ entry }) => dueOf(entry) < today)),
    nextDueOn: open[0] ? dueOf(open[0].entry) : null,
    ageing: [
      openSum(open.filter((each) => bornOn(each) >= month)),
      openSum(open.filter((each) => bornOn(each) < month && bornOn(each) >= two)),
      openSum(open.filter((each) => bornOn(each) < two)),
    ],
  };
}

function dueOf({ dueOn, on }: Entry): Day {
  return dueOn ?? on;
}
