import { coldBreach } from './cold-chain.ts';
import type { Delivery } from './delivery.ts';
import type { DeliveryStore } from './delivery.store.ts';
import type { Goods } from './ports.ts';

interface Deps {
  deliveries: Pick<DeliveryStore, 'arrive'>;
  goods: Pick<Goods, 'zone'>;
  get: (id: string) => Promise<Delivery>;
  advance: (id: string) => Promise<unknown>;
  now: () => Date;
}

interface Arriving {
  readonly by: string;
  readonly role: 'cooperative' | 'canteen';
  readonly tempC10?: number | null | undefined;
}
const SOMEBODY: Arriving = { by: 'system', role: 'cooperative' };

/** The run's arrival. */
export function createArriving({ deliveries, goods, get, advance, now }: Deps) {
  /** It is there, says the driver or the receiver. Safe to repeat. @throws AppError `delivery.not-found` */
  async function arrive(id: string, said: Arriving = SOMEBODY): Promise<Delivery> {
    const at = now();
    const { tempC10 = null, ...by } = said;
    const { snapshot } = await get(id);
    const zones = await Promise.all(snapshot.map(({ origin }) => goods.zone(origin.productId)));
    const isWarm = tempC10 !== null && coldBreach(zones, tempC10) !== undefined;
    const out = isWarm ? [{ id: `${id}:cold`, kind: 'cold', at, doneAt: null }] : [];
    await deliveries.arrive(id, { ...by, tempC10, at }, out);
    await advance(id);
    return get(id);
  }

  return { arrive };
}
