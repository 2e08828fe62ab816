import { AppError } from '../../shared/errors.ts';
import type { Candidate } from './allocation.ts';
import type { FindCandidates, Stock } from './group-ports.ts';
import { freeAlloc, type Decide } from './order-decide.service.ts';
import { needOf } from './order-group.ts';
import { nextHoldNo, type Alloc, type Order } from './order.ts';
import type { OrderStore } from './order.store.ts';

interface Deps {
  orders: Pick<OrderStore, 'changeFree' | 'endReplace'>;
  stock: Pick<Stock, 'reserve' | 'sell' | 'letGo' | 'release'>;
  findCandidates: FindCandidates;
  decide: Decide;
  now: () => Date;
}

/** Another batch for goods that wait 换批: the intent first, then the holds, then the alloc. */
export function createReplace({ orders, stock, findCandidates, decide: d, now }: Deps) {
  const { get, decide } = d;

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
      const n = nextHoldNo(order);
      const next = { hid: `${id}:r:${n}`, batchId: batch.batchId, t: now(), g: alloc.g };
      return orders.changeFree(order, hid, { change: { next }, now: now() });
    });
    const order = await get(id);
    const alloc = order.allocs.find((each) => each.hid === hid);
    if (alloc) await finishReplace(order, alloc);
    return get(id);
  }

  async function serving(order: Order, alloc: Alloc): Promise<Candidate[]> {
    const line = order.lines.find(({ no }) => no === alloc.line);
    if (!line) return [];
    const { keepsUntil: needAt } = needOf(order.needOn, '06:00', 1);
    const wanted = { productId: line.productId, sellerId: order.sellerId, needAt };
    const found = await findCandidates(wanted);
    return found.filter(({ batchId, availG }) => batchId !== alloc.batchId && availG >= alloc.g);
  }

  /** P1, P3 on the new; P4 on the old; then the alloc is the new one. Never P4 on the new. */
  async function finishReplace(
    order: Order,
    { hid, batchId, t, next, past }: Alloc,
  ): Promise<void> {
    if (!next) return;
    const { needOn, _id: ref } = order;
    const { keepsUntil: needAt } = needOf(needOn, '06:00', 1);
    const wanted = { id: next.hid, ref, g: next.g, t: next.t, exp: null, needAt };
    const held = await stock.reserve(next.batchId, wanted);
    const sold = held.done && (await stock.sell(next.batchId, { id: next.hid, g: next.g })).done;
    if (!sold && (await stock.letGo(next.batchId, { id: next.hid, t: next.t })) !== 'sold') {
      const tried = { hid: next.hid, batchId: next.batchId, t: next.t };
      await orders.endReplace(ref, next.hid, { next: null, past: [...past, tried] });
      return;
    }
    await stock.release(batchId, { id: hid, t });
    await orders.endReplace(ref, next.hid, {
      ...{ hid: next.hid, batchId: next.batchId, g: next.g, t: next.t, k: 0, next: null },
      past: [...past, { hid, batchId, t }],
    });
  }

  return { replace, finishReplace };
}

function noOtherBatch({ g }: Alloc): AppError {
  return new AppError('conflict', 'batch.not-enough-stock', 'No other batch has that much.', {
    facts: { neededG: g },
  });
}
