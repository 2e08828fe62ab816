import { poolOf, type FindCandidates, type Pools } from './group-ports.ts';
import { createDecide, freeAlloc } from './order-decide.service.ts';
import { createReplace } from './order-replace.service.ts';
import { createWeigh } from './order-weigh.service.ts';
import { AppError } from '../../shared/errors.ts';
import { isFree, moveRefusal, newestWeight, type Load, type Order } from './order.ts';
import type { OrderStore } from './order.store.ts';

interface Deps {
  orders: OrderStore;
  pools: Pools;
  findCandidates: FindCandidates;
  now: () => Date;
}

/** The steps of packing (`orders.md` §6): weigh, replace, drop, load. All re-entrant. */
export function createOrderWork({ orders, pools, findCandidates, now }: Deps) {
  const decision = createDecide(orders);
  const { decide } = decision;
  const { weigh, reach } = createWeigh({ orders, stock: pools.stock, decide: decision, now });
  const { replace, finishReplace, insteadOfHarvest } = createReplace({
    ...{ orders, pools, findCandidates, now },
    decide: decision,
  });

  /**
   * Whatever packing left undone: dropped goods back, replacements through, holds at their weights.
   * True when something was done.
   */
  async function settle(order: Order): Promise<boolean> {
    for (const { drop, pool = 'stock', batchId, hid, t } of order.allocs) {
      if (drop) await poolOf(pools, pool).release(batchId, { id: hid, t });
    }
    const replacing = order.allocs.find(({ drop, next }) => !drop && next !== null);
    if (replacing) {
      await finishReplace(order, replacing);
      return true;
    }
    if (order.state === 'awaiting_harvest') return settleUnharvested(order);
    if (order.state !== 'picking' && order.state !== 'packed') return false;
    const behind = order.allocs.find(
      ({ hid, k, drop }) => !drop && (newestWeight(order, hid)?.k ?? 0) > k,
    );
    return behind !== undefined && (await reach(order, behind.hid)) === undefined;
  }

  /** A pre-order that no harvest was bound to: other goods of the seller, or it falls away. */
  async function settleUnharvested(order: Order): Promise<boolean> {
    const alloc = order.allocs.find((each) => each.noBind === true && isFree(each));
    if (!alloc) return false;
    const next = await insteadOfHarvest(order, alloc);
    const row = dropRow(order, alloc.hid);
    const how = next ? { change: { next } } : { change: { drop: true }, out: [row] };
    await orders.changeFree(order, alloc.hid, { ...how, now: now() });
    return true;
  }

  function dropRow({ _id }: Order, hid: string) {
    return { id: `${_id}:order:drop:${hid}`, kind: 'drop', at: now(), doneAt: null };
  }

  /**
   * A free alloc falls away; what it is worth is booked and, where paid, refunded.
   * @throws AppError `alloc.not-free`
   */
  async function drop(id: string, hid: string): Promise<void> {
    await decide(id, (order) => {
      if (order.allocs.find((alloc) => alloc.hid === hid)?.drop) return Promise.resolve(true);
      freeAlloc(order, hid);
      const out = [dropRow(order, hid)];
      return orders.changeFree(order, hid, { change: { drop: true }, out, now: now() });
    });
  }

  return { weigh, settle, replace, drop, ...createLoading({ orders, now }) };
}

/** What of an order is aboard a delivery. */
function createLoading({ orders, now }: Pick<Deps, 'orders' | 'now'>) {
  const { get, decide } = createDecide(orders);

  /**
   * Gives free allocs of a packed order to its next delivery; the same number again is done.
   * Returns the order with them aboard.
   * @throws AppError `order.wrong-state`, `alloc.not-free`, `order.not-weighed`
   */
  async function load(id: string, wanted: NewLoad): Promise<Order> {
    const { n, hids, byCrate } = wanted;
    await decide(id, (order) => {
      if (order.loads.some((each) => each.n === n)) return Promise.resolve(true);
      for (const hid of hids) loadable(order, hid);
      const allocs = order.allocs.map((a) => (hids.includes(a.hid) ? { ...a, d: n } : a));
      return orders.load(order, allocs, { n, state: 'loading', byCrate });
    });
    return get(id);
  }

  /**
   * One more free alloc into a delivery that is still loading. Safe to repeat.
   * @throws AppError `order.wrong-state`, `alloc.not-free`, `order.not-weighed`
   */
  async function loadMore(id: string, n: number, hid: string): Promise<void> {
    await decide(id, (order) => {
      const load_ = order.loads.find((each) => each.n === n);
      if (order.allocs.some((alloc) => alloc.hid === hid && alloc.d === n)) {
        return Promise.resolve(true);
      }
      if (load_?.state !== 'loading') throw moveRefusal(order.state, 'packed');
      loadable(order, hid);
      const allocs = order.allocs.map((a) => (a.hid === hid ? { ...a, d: n } : a));
      return orders.loaded(order, allocs, { load: load_, now: now() });
    });
  }

  /** Taken off a delivery before it left: free again. Safe to repeat. */
  async function unload(id: string, n: number, hid: string): Promise<void> {
    await decide(id, (order) => {
      const load_ = order.loads.find((each) => each.n === n);
      const isAboard = order.allocs.some((alloc) => alloc.hid === hid && alloc.d === n);
      if (!isAboard || load_?.state !== 'loading') return Promise.resolve(true);
      const allocs = order.allocs.map((a) => (a.hid === hid ? { ...a, d: 0 } : a));
      return orders.loaded(order, allocs, { load: load_, now: now() });
    });
  }

  /** What became of a delivery: those that stayed `off` are free again. Safe to repeat. */
  async function loaded(id: string, load_: Load, off: LeftOff = []): Promise<void> {
    await decide(id, (order) => {
      const known = order.loads.find(({ n }) => n === load_.n);
      if (known?.state === load_.state || known?.state === 'final') return Promise.resolve(true);
      const stayed = typeof off === 'function' ? off(order) : off;
      const allocs = order.allocs.map((alloc) =>
        alloc.d === load_.n && stayed.includes(alloc.hid) ? { ...alloc, d: 0 } : alloc,
      );
      return orders.loaded(order, allocs, { load: load_, now: now() });
    });
  }

  return { load, loadMore, unload, loaded };
}

/** Holds that stayed behind; or which of the order as read. */
type LeftOff = readonly string[] | ((order: Order) => readonly string[]);

interface NewLoad {
  readonly n: number;
  readonly hids: readonly string[];
  readonly byCrate?: boolean;
}

/** @throws AppError `order.wrong-state`, `alloc.not-free`, `order.not-weighed`: a weight is on its way to the hold */
function loadable(order: Order, hid: string): void {
  const { k } = freeAlloc(order, hid, ['packed']);
  if ((newestWeight(order, hid)?.k ?? 0) <= k) return;
  throw new AppError('conflict', 'order.not-weighed', 'It is being weighed.', {
    facts: { allocs: [{ hid }] },
  });
}

export type OrderWork = ReturnType<typeof createOrderWork>;
