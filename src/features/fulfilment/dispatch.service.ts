import {
  deliveryNotFound,
  deliveryState,
  type Aboard,
  type Delivery,
  type DeliveryHold,
  type LeftBehind,
  type Leaving,
} from './delivery.ts';
import type { DeliveryStore } from './delivery.store.ts';
import { createDepartureEffects } from './departure-effects.service.ts';
import type { ColdChain, Goods, Orders, Stock } from './ports.ts';

interface Deps {
  orders: Pick<Orders, 'get' | 'loaded' | 'unload' | 'credit'>;
  coldChain: ColdChain;
  deliveries: DeliveryStore;
  stock: Stock;
  goods: Goods;
  now: () => Date;
}

/** Leaving: every hold is aboard or stays, then one write says so for good (`orders.md` §6). */
export function createDispatch(deps: Deps) {
  const { deliveries, stock, goods, now } = deps;
  const effects = createDepartureEffects(deps);

  async function get(id: string): Promise<Delivery> {
    const delivery = await deliveries.byId(id);
    if (!delivery) throw deliveryNotFound(id);
    return delivery;
  }

  /**
   * It leaves. What was stopped meanwhile stays behind; with nothing aboard the delivery is void.
   * Safe to repeat: the first departure stands, with its plate.
   * @throws AppError `delivery.wrong-state` while it is loaded, `pool.busy`
   */
  async function dispatch(id: string, leaving: Departure): Promise<Delivery> {
    const at = now();
    const departedAt = leaving.departedAt && leaving.departedAt < at ? leaving.departedAt : at;
    const rest = { driverPhone: '', tempC10: null };
    await deliveries.leave(id, { ...rest, ...leaving, at, departedAt });
    const seen = await get(id);
    if (seen.state === 'loading') throw deliveryState(seen.state);
    await advance(id);
    return get(id);
  }

  /** Goes on from wherever it stands; any worker may, at any time, two at once. */
  async function advance(id: string): Promise<void> {
    const delivery = await get(id);
    if (delivery.state === 'packed' && delivery.leaving) await depart(delivery);
    await effects.deliver(await get(id));
  }

  async function depart(delivery: Delivery): Promise<void> {
    const aboard: Aboard[] = [];
    const off: LeftBehind[] = [...delivery.off];
    for (const hold of delivery.holds) {
      const why = await decideHold(hold, delivery.n);
      if (why !== undefined) off.push({ hid: hold.hid, why });
      else aboard.push({ ...hold, origin: await goods.origin(hold.batchId) });
    }
    const at = now();
    const state = aboard.length > 0 ? 'dispatched' : 'void';
    const kinds = state === 'void' ? ['order'] : ['order', 'light', 'trace:E14'];
    const out = kinds.map((kind) => ({ id: `${delivery._id}:${kind}`, kind, at, doneAt: null }));
    const supplier = await goods.supplier(delivery.sellerId);
    await deliveries.depart(delivery._id, { at, state, snapshot: aboard, off, out, supplier });
  }

  /** P6, or P6b when it is refused. undefined: aboard; else why it stays. */
  async function decideHold(
    { batchId, hid: id, g }: DeliveryHold,
    n: number,
  ): Promise<string | undefined> {
    const outcome = await stock.ship(batchId, { id, g, n });
    if (outcome.done) return undefined;
    if (outcome.refusal.kind === 'busy') throw outcome.refusal;
    return (await stock.bar(batchId, { id, n })) === 'aboard' ? undefined : outcome.refusal.code;
  }

  return { get, dispatch, advance };
}

/** Who says that it leaves, with what. */
export interface Departure extends Pick<Leaving, 'by' | 'plate' | 'driver'> {
  readonly driverPhone?: string;
  readonly departedAt?: Date | undefined;
  readonly tempC10?: number | null;
}
