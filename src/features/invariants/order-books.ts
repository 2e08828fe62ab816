import { costFen } from '../../shared/money.ts';
import {
  isOlder,
  type AllocRow,
  type Books,
  type Finder,
  type HoldRow,
  type LineRow,
  type OrderRow,
} from './books.ts';

const LET_GO = ['cancelled', 'cancelling'];
const WORKING = ['reserved', 'awaiting_approval', 'secured', 'repairing', 'committed'];

/** I5: what is sold is ordered, and what is ordered is sold: hold by hold. */
export const soldUnlikeOrdered: Finder = async function* (books, moment) {
  const ordered = new Set<string>();
  for await (const order of books.orders()) {
    for (const alloc of order.allocs) {
      ordered.add(alloc.hid);
      if (alloc.next) ordered.add(alloc.next.hid);
      const why = await unsold(books, order, alloc);
      if (why !== undefined) yield { id: `${order._id} ${alloc.hid}`, why };
    }
  }
  for await (const balance of books.balances()) {
    for (const hold of soldOf(balance.holds).filter(({ id }) => !ordered.has(id))) {
      if (!isOlder(hold.t, moment) || (await isAtWork(books, hold.ref))) continue;
      yield {
        id: `${balance._id} ${hold.id}`,
        why: `${hold.g} g ${hold.s}, and no order has them`,
      };
    }
  }
};

/** A group that is not split into orders yet. */
async function isAtWork(books: Books, groupId: string): Promise<boolean> {
  return WORKING.includes((await books.group(groupId))?.state ?? '');
}

function soldOf(holds: readonly HoldRow[]): HoldRow[] {
  return holds.filter(({ kind, s }) => kind === 'sale' && (s === 'sold' || s === 'shipped'));
}

/** Where its goods are sold: in a batch, or still in the field. */
async function holdOf(
  books: Books,
  { pool, batchId, hid }: AllocRow,
): Promise<HoldRow | undefined> {
  const found = pool === 'plan' ? await books.plan(batchId) : await books.balance(batchId);
  return found?.holds.find(({ id }) => id === hid);
}

async function unsold(
  books: Books,
  { state }: OrderRow,
  alloc: AllocRow,
): Promise<string | undefined> {
  if (alloc.drop || alloc.next !== null || LET_GO.includes(state)) return undefined;
  const hold = await holdOf(books, alloc);
  if (hold) {
    if (hold.s !== 'sold' && hold.s !== 'shipped') return `its hold is ${hold.s}`;
    return hold.g === alloc.g ? undefined : `ordered ${alloc.g} g, its hold has ${hold.g} g`;
  }
  const inBook = await books.movementsOf(alloc.batchId);
  return inBook.some(({ _id }) => _id === alloc.hid) ? undefined : 'it has no hold';
}

/** I6: one group a command. */
export const placedTwice: Finder = async function* (books) {
  const seen = new Map<string, string>();
  for await (const { _id, buyerId, cmdKey } of books.groups()) {
    const command = `${buyerId}\n${cmdKey}`;
    const first = seen.get(command);
    if (first !== undefined) yield { id: _id, why: `the same command made ${first}` };
    seen.set(command, first ?? _id);
  }
};

/** I7: lines cost what price and quantity say, and totals are the sums of their lines. */
export const miscalculated: Finder = async function* (books) {
  for await (const group of books.groups()) {
    for (const why of wrongLines(group.lines)) yield { id: group._id, why };
    const lines = sumOf(group.lines.filter(({ dropped }) => dropped !== true));
    yield* unequal(group._id, {
      of: 'lines and fees',
      is: lines + group.feesFen,
      totalFen: group.totalFen,
    });
    if (group.state !== 'done') continue;
    const orders = await books.ordersOf(group._id);
    const is = orders.reduce((sum, { totalFen }) => sum + totalFen, group.feesFen);
    yield* unequal(group._id, { of: 'orders and fees', is, totalFen: group.totalFen });
  }
  for await (const order of books.orders()) {
    for (const why of wrongLines(order.lines)) yield { id: order._id, why };
    yield* unequal(order._id, { of: 'lines', is: sumOf(order.lines), totalFen: order.totalFen });
  }
};

function* unequal(id: string, { of, is, totalFen }: { of: string; is: number; totalFen: number }) {
  if (is !== totalFen) yield { id, why: `its ${of} are ${is} fen, not ${totalFen}` };
}

function sumOf(lines: readonly LineRow[]): number {
  return lines.reduce((sum, { lineFen }) => sum + lineFen, 0);
}

function wrongLines(lines: readonly LineRow[]): string[] {
  return lines.flatMap(({ no, price, orderedUnits: units, orderedG: grams, lineFen }) => {
    if (units === 0)
      return lineFen === 0 ? [] : [`line ${no}: nothing ordered costs ${lineFen} fen`];
    const right = costFen(
      price.perG === undefined
        ? { fen: price.fen, perUnit: 1 }
        : { fen: price.fen, perG: price.perG },
      { units, grams },
    );
    return right === lineFen ? [] : [`line ${no} costs ${lineFen} fen, not ${right}`];
  });
}
