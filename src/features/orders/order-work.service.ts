import { AppError } from '../../shared/errors.ts';
import type { Candidate } from './allocation.ts';
import type { FindCandidates, Stock } from './group-ports.ts';
import { needOf } from './order-group.ts';
import {
  isFree,
  newestWeight,
  orderNotFound,
  type Alloc,
  type Load,
  type Order,
  type Weight,
} from './order.ts';
import type { OrderStore } from './order.store.ts';

interface Deps {
  orders: OrderStore;
  stock: Stock;
  findCandidates: FindCandidates;
  now: () => Date;
}

export interface Weighing {
  readonly hid: string;
  readonly g: number;
  readonly by: string;
  /** The command that says it: the same again is the same weight. */
  readonly cmdKey: string;
  /** A weight ten times off what was ordered is meant. */
  readonly isMeant: boolean;
}

const TRIES = 5;
const FAR_OFF = 10;

/** The steps of packing (`orders.md` §6): weigh, replace, drop, load. All re-entrant. */
export function createOrderWork({ orders, stock, findCandidates, now }: Deps) {
  async function get(id: string): Promise<Order> {
    const order = await orders.byId(id);
    if (!order) throw orderNotFound(id);
    return order;
  }

  /** Tries a decision on the order as read until no one else was quicker. */
  async function decide(id: string, act: (order: Order) => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      if (await act(await get(id))) return;
    }
    throw new AppError('busy', 'order.busy', 'This order is being worked on. Please try again.');
  }

  /**
   * Stores what an alloc weighs, once per command, and brings its hold there.
   * @throws AppError `order.wrong-state`, `alloc.not-free`, `weight.far-off` with both figures,
   * `batch.not-enough-stock` when the batch has no more: the hold's own weight then stands
   */
  async function weigh(id: string, { hid, g, by, cmdKey, isMeant }: Weighing): Promise<Order> {
    await decide(id, async (order) => {
      if (order.weights.some((weight) => weight.cmdKey === cmdKey)) return true;
      const alloc = freeAlloc(order, hid, 'picking');
      if (!isMeant) checkNear(alloc, g);
      return orders.addWeight(order, weightOf(order, alloc, { g, by, cmdKey, at: now() }));
    });
    const order = await get(id);
    const weight = order.weights.find((each) => each.cmdKey === cmdKey);
    const refusal = weight && (await reach(order, weight.hid));
    if (refusal) throw refusal;
    return get(id);
  }

  /** Brings the hold of an alloc to its newest stored weight. The refusal, where stock says no. */
  async function reach(order: Order, hid: string): Promise<AppError | undefined> {
    const alloc = order.allocs.find((each) => each.hid === hid);
    const weight = newestWeight(order, hid);
    if (!alloc || !weight || alloc.k >= weight.k) return undefined;
    const { k, g } = weight;
    const outcome = await stock.reweigh(alloc.batchId, { id: hid, from: alloc.g, to: g, k });
    if (outcome.done) {
      await orders.weighed(order._id, { hid, k, g });
      return undefined;
    }
    if (outcome.refusal.code === 'batch.not-enough-stock') {
      const cmdKey = `stock:${hid}:${k}`;
      const own = weightOf(order, alloc, { g: alloc.g, by: 'system', cmdKey, at: now() });
      await orders.addWeight(order, own); // no stock for it: a new, lower weight
    }
    return outcome.refusal;
  }

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
   * Another batch for a free alloc; the named one, or the first to expire that has enough.
   * @throws AppError `alloc.not-free`, `batch.not-enough-stock`
   */
  async function replace(id: string, hid: string, batchId?: string): Promise<Order> {
    await decide(id, async (order) => {
      const alloc = freeAlloc(order, hid);
      const found = await serving(order, alloc);
      const batch = found.find((each) => batchId === undefined || each.batchId === batchId);
      if (!batch) throw noOtherBatch(alloc);
      const n = order.allocs.reduce((sum, { past }) => sum + past.length, 1);
      const next = { hid: `${id}:r:${n}`, batchId: batch.batchId, t: now(), g: alloc.g };
      return orders.changeFree(order, hid, { change: { next }, now: now() });
    });
    await settle(await get(id));
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
      for (const hid of hids) freeAlloc(order, hid, 'packed');
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

function freeAlloc(order: Order, hid: string, state?: Order['state']): Alloc {
  if (state && order.state !== state) {
    throw new AppError('conflict', 'order.wrong-state', `This order is ${order.state}.`, {
      facts: { state: order.state },
    });
  }
  const alloc = order.allocs.find((each) => each.hid === hid);
  if (!alloc || !isFree(alloc)) {
    throw new AppError('conflict', 'alloc.not-free', 'These goods are dropped or aboard.', {
      facts: { hid },
    });
  }
  return alloc;
}

function checkNear({ orderedG }: Alloc, g: number): void {
  if (g < orderedG * FAR_OFF && g * FAR_OFF > orderedG) return;
  throw new AppError('conflict', 'weight.far-off', 'Ten times off what was ordered: is it meant?', {
    facts: { orderedG, g },
  });
}

function weightOf(
  order: Order,
  { hid, line, batchId }: Alloc,
  said: Pick<Weight, 'g' | 'by' | 'cmdKey' | 'at'>,
): Weight {
  const k = (newestWeight(order, hid)?.k ?? 0) + 1;
  return { ...said, hid, k, key: `${order._id}:${line}:${batchId}:${k}` };
}

function noOtherBatch({ g }: Alloc): AppError {
  return new AppError('conflict', 'batch.not-enough-stock', 'No other batch has that much.', {
    facts: { neededG: g },
  });
}
