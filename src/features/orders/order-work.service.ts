import type { FindCandidates, Stock } from './group-ports.ts';
import { createDecide, freeAlloc } from './order-decide.service.ts';
import { createReplace } from './order-replace.service.ts';
import { createWeigh } from './order-weigh.service.ts';
import { newestWeight, type Load, type Order } from './order.ts';
import type { OrderStore } from './order.store.ts';

interface Deps {
  orders: OrderStore;
  stock: Stock;
  findCandidates: FindCandidates;
  now: () => Date;
}

/** The steps of packing (`orders.md` §6): weigh, replace, drop, load. All re-entrant. */
export function createOrderWork({ orders, stock, findCandidates, now }: Deps) {
  const decision = createDecide(orders);
  const { get, decide } = decision;
  const { weigh, reach } = createWeigh({ orders, stock, decide: decision, now });
  const { replace, finishReplace } = createReplace({
    ...{ orders, stock, findCandidates, now },
    decide: decision,
  });

  /**
   * Whatever packing left undone: dropped goods back, replacements through, holds at their weights.
   * True when something was done.
   */
  async function settle(order: Order): Promise<boolean> {
    for (const { drop, batchId, hid, t } of order.allocs) {
      if (drop) await stock.release(batchId, { id: hid, t });
    }
    const replacing = order.allocs.find(({ drop, next }) => !drop && next !== null);
    if (replacing) {
      await finishReplace(order, replacing);
      return true;
    }
    if (order.state !== 'picking') return false;
    const behind = order.allocs.find(
      ({ hid, k, drop }) => !drop && (newestWeight(order, hid)?.k ?? 0) > k,
    );
    return behind !== undefined && (await reach(order, behind.hid)) === undefined;
  }

  /**
   * A free alloc falls away; what it is worth is booked and, where paid, refunded.
   * @throws AppError `alloc.not-free`
   */
  async function drop(id: string, hid: string): Promise<void> {
    await decide(id, (order) => {
      if (order.allocs.find((alloc) => alloc.hid === hid)?.drop) return Promise.resolve(true);
      freeAlloc(order, hid);
      const row = { id: `${id}:order:drop:${hid}`, kind: 'drop', at: now(), doneAt: null };
      return orders.changeFree(order, hid, { change: { drop: true }, out: [row], now: now() });
    });
  }

  /**
   * Gives free allocs of a packed order to its next delivery; the same number again is done.
   * Returns the order with them aboard.
   * @throws AppError `order.wrong-state`, `alloc.not-free`
   */
  async function load(id: string, n: number, hids: readonly string[]): Promise<Order> {
    await decide(id, (order) => {
      if (order.loads.some((each) => each.n === n)) return Promise.resolve(true);
      for (const hid of hids) freeAlloc(order, hid, ['packed']);
      const allocs = order.allocs.map((a) => (hids.includes(a.hid) ? { ...a, d: n } : a));
      return orders.load(order, allocs, { n, state: 'loading' });
    });
    return get(id);
  }

  /** What became of a delivery: those that stayed `off` are free again. Safe to repeat. */
  async function loaded(id: string, load_: Load, off: readonly string[] = []): Promise<void> {
    await decide(id, (order) => {
      const known = order.loads.find(({ n }) => n === load_.n);
      if (known?.state === load_.state || known?.state === 'final') return Promise.resolve(true);
      const allocs = order.allocs.map((alloc) =>
        alloc.d === load_.n && off.includes(alloc.hid) ? { ...alloc, d: 0 } : alloc,
      );
      return orders.loaded(order, allocs, { load: load_, now: now() });
    });
  }

  return { weigh, settle, replace, drop, load, loaded };
}

export type OrderWork = ReturnType<typeof createOrderWork>;
