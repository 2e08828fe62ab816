import { AppError } from '../../shared/errors.ts';
import type { Candidate } from './allocation.ts';
import { poolOf, type FindCandidates, type Pools } from './group-ports.ts';
import { freeAlloc, type Decide } from './order-decide.service.ts';
import { needOf } from './order-group.ts';
import { nextHoldNo, type Alloc, type NextHold, type Order } from './order.ts';
import type { OrderStore } from './order.store.ts';

interface Deps {
  orders: Pick<OrderStore, 'changeFree' | 'endReplace'>;
  pools: Pools;
  findCandidates: FindCandidates;
  decide: Decide;
  now: () => Date;
}

/** Replacements of one alloc after which it is given up. */
const MOST_TRIES = 4;

/** Another batch for goods that wait 换批: the intent first, then the holds, then the alloc. */
export function createReplace({ orders, pools, findCandidates, decide: d, now }: Deps) {
  const { get, decide } = d;
  const { nextOf, serving, insteadOfHarvest } = createOthers({ findCandidates, now });

  /**
   * Another batch for a free alloc; the named one, or the first to expire that has enough.
   * @throws AppError `alloc.not-free`, `batch.not-enough-stock`
   */
  async function replace(id: string, hid: string, batchId?: string): Promise<Order> {
    await decide(id, async (order) => {
      const alloc = freeAlloc(order, hid);
      const found = await serving(order, alloc);
      const batch = found.find((each) => batchId === undefined || each.batchId === batchId);
      if (!batch) throw noOtherBatch(alloc);
      return orders.changeFree(order, hid, {
        change: { next: nextOf(order, alloc, batch) },
        now: now(),
      });
    });
    const order = await get(id);
    const alloc = order.allocs.find((each) => each.hid === hid);
    if (alloc) await finishReplace(order, alloc);
    return get(id);
  }

  /** P1, P3 on the new; P4 on the old; then the alloc is the new one. Never P4 on the new. */
  async function finishReplace(
    order: Order,
    { hid, batchId, pool = 'stock', t, next, past }: Alloc,
  ): Promise<void> {
    if (!next) return;
    const { needOn, _id: ref } = order;
    const [own, other] = [poolOf(pools, pool), poolOf(pools, next.pool ?? 'stock')];
    const { bind = false } = next;
    const { keepsUntil: needAt } = needOf(needOn, '06:00', 1);
    const wanted = { id: next.hid, ref, g: next.g, t: next.t, exp: null, needAt, bind };
    const held = await other.reserve(next.batchId, wanted);
    const sold =
      held.done && (await other.sell(next.batchId, { id: next.hid, g: next.g, bind })).done;
    if (!sold && (await other.letGo(next.batchId, { id: next.hid, t: next.t })) !== 'sold') {
      const tried = { hid: next.hid, batchId: next.batchId, t: next.t, pool: next.pool };
      const change = { next: null, past: [...past, tried], ...(bind && { noBind: true }) };
      await orders.endReplace(ref, next.hid, change);
      return;
    }
    await own.release(batchId, { id: hid, t });
    await orders.endReplace(ref, next.hid, {
      ...{ hid: next.hid, batchId: next.batchId, g: next.g, t: next.t, k: 0, next: null },
      ...{ pool: next.pool ?? 'stock', noBind: false },
      past: [...past, { hid, batchId, t, pool }],
    });
  }

  return { replace, finishReplace, insteadOfHarvest };
}

/** What else there is for goods that wait. */
function createOthers({ findCandidates, now }: Pick<Deps, 'findCandidates' | 'now'>) {
  function nextOf(order: Order, { g }: Alloc, { batchId, pool = 'stock' }: Candidate): NextHold {
    return { hid: `${order._id}:r:${nextHoldNo(order)}`, batchId, pool, t: now(), g };
  }

  /**
   * A pre-order that its harvest could not be bound to: other goods of the seller, or undefined where
   * there are none or it was tried often enough.
   */
  async function insteadOfHarvest(order: Order, alloc: Alloc): Promise<NextHold | undefined> {
    if (alloc.past.length >= MOST_TRIES) return undefined;
    const [first] = await serving(order, alloc);
    return first && nextOf(order, alloc, first);
  }

  async function serving(order: Order, alloc: Alloc): Promise<Candidate[]> {
    const line = order.lines.find(({ no }) => no === alloc.line);
    if (!line) return [];
    const { keepsUntil: needAt } = needOf(order.needOn, '06:00', 1);
    const { needOn, sellerId } = order;
    const wanted = { productId: line.productId, sellerId, needAt, needOn };
    const found = await findCandidates(wanted);
    return found.filter(({ batchId, availG }) => batchId !== alloc.batchId && availG >= alloc.g);
  }

  return { nextOf, serving, insteadOfHarvest };
}

function noOtherBatch({ g }: Alloc): AppError {
  return new AppError('conflict', 'batch.not-enough-stock', 'No other batch has that much.', {
    facts: { neededG: g },
  });
}
