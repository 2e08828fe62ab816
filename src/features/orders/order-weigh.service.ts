import { AppError } from '../../shared/errors.ts';
import type { Stock } from './group-ports.ts';
import { freeAlloc, type Decide } from './order-decide.service.ts';
import { newestWeight, type Alloc, type Order, type Weight } from './order.ts';
import type { OrderStore } from './order.store.ts';

interface Deps {
  orders: Pick<OrderStore, 'addWeight' | 'weighed'>;
  stock: Pick<Stock, 'reweigh'>;
  decide: Decide;
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

const FAR_OFF = 10;

/** Weights of a packed order: stored first, then their holds are brought there (P5). */
export function createWeigh({ orders, stock, decide: { get, decide }, now }: Deps) {
  /**
   * Stores what an alloc weighs, once per command, and brings its hold there.
   * @throws AppError `order.wrong-state`, `alloc.not-free`, `weight.far-off` with both figures,
   * `batch.not-enough-stock` when the batch has no more: the hold's own weight then stands
   */
  async function weigh(id: string, { hid, g, by, cmdKey, isMeant }: Weighing): Promise<Order> {
    await decide(id, async (order) => {
      if (order.weights.some((weight) => weight.cmdKey === cmdKey)) return true;
      const alloc = freeAlloc(order, hid, ['picking', 'packed']);
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

  return { weigh, reach };
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
  const prefix = `${order._id}:${line}:${batchId}:`;
  // a replacement can bring two holds of one line into one batch: they share the numbers
  const before = order.weights.filter((each) => each.hid === hid || each.key.startsWith(prefix));
  const k = Math.max(0, ...before.map((each) => each.k)) + 1;
  return { ...said, hid, k, key: `${prefix}${k}` };
}
