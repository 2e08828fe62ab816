import type { Books, Finder, Moment, Violation } from './books.ts';
import { lostFiles, misreceived, stuck, undelivered, unrecorded } from './effects.ts';
import { adrift, pastTheGate, refrozen } from './gate.ts';
import { childrenPastTheGate, unlikeMade } from './made.ts';
import { misspent, overcredited, paidTwice, unledgered } from './money.ts';
import { heldUnlikeAccount, unlikeState, unposted, usedUnlikeOwed } from './money-state.ts';
import { miscalculated, placedTwice, soldUnlikeOrdered } from './order-books.ts';
import { heldForTheDead, miscounted, rewritten, unbalanced } from './stock.ts';

/** Several ways to break one promise. */
function each(...finders: readonly Finder[]): Finder {
  return async function* (books, moment) {
    for (const find of finders) yield* find(books, moment);
  };
}

/** `orders.md` §12, as far as their subjects exist. What must hold, in words. */
export const INVARIANTS: readonly {
  readonly no: string;
  readonly holds: string;
  readonly find: Finder;
}[] = [
  { no: 'I1', holds: 'no negative pool; mass balance exact', find: unbalanced },
  { no: 'I2', holds: 'counters are what holds and movements add up to', find: miscounted },
  { no: 'I3', holds: 'a recorded hold never changes', find: rewritten },
  { no: 'I4', holds: 'nothing is held for the dead', find: heldForTheDead },
  { no: 'I5', holds: 'sold is ordered', find: soldUnlikeOrdered },
  { no: 'I6', holds: 'one group a command', find: placedTwice },
  { no: 'I7', holds: 'lines and totals add up', find: miscalculated },
  { no: 'I8', holds: 'money is where the state of its order says', find: unlikeState },
  { no: 'I9', holds: 'one capture pays a group, and no more goes back', find: paidTwice },
  { no: 'I10', holds: 'every effect of a finished document is done, once', find: undelivered },
  {
    no: 'I11',
    holds: 'the ledger balances and has every row; every debt stands on one statement',
    find: each(unledgered, unposted),
  },
  { no: 'I12', holds: 'nothing is stuck', find: stuck },
  {
    no: 'I13',
    holds: 'quantities of a receipt add up; one final receipt a delivery',
    find: misreceived,
  },
  { no: 'I14', holds: 'every inspected line has its record', find: unrecorded },
  {
    no: 'I15',
    holds: 'nothing stopped is on sale, nor what was made of it; recalls know what left',
    find: each(pastTheGate, childrenPastTheGate),
  },
  { no: 'I16', holds: 'what is made weighs no more than what went in', find: unlikeMade },
  { no: 'I17', holds: 'frozen records are what was signed', find: refrozen },
  { no: 'I18', holds: 'files and their rows match', find: lostFiles },
  { no: 'I20', holds: 'every shipped gram travels once', find: adrift },
  { no: 'I21', holds: 'nothing is credited twice or beyond its charge', find: overcredited },
  {
    no: 'I22',
    holds: 'credit and budgets add up, and hold what their orders cost',
    find: each(misspent, heldUnlikeAccount, usedUnlikeOwed),
  },
];

/** Rows younger than this are still under way. */
export const GRACE_MS = 2 * 60_000;

/** Reads everything and returns what does not add up; an empty list is a clean bill. */
export async function findViolations(books: Books, moment: Moment): Promise<Violation[]> {
  const violations: Violation[] = [];
  for (const { no, find } of INVARIANTS) {
    for await (const found of find(books, moment)) violations.push({ invariant: no, ...found });
  }
  return violations;
}
