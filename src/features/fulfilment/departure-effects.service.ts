import type { OrderAccount, RowLine } from '../orders/index.ts';
import type { Delivery } from './delivery.ts';
import type { DeliveryStore } from './delivery.store.ts';
import { lightLines } from './light.ts';
import { coldBreach } from './cold-chain.ts';
import type { ColdChain, Goods, Orders } from './ports.ts';

interface Deps {
  orders: Pick<Orders, 'get' | 'loaded' | 'unload' | 'credit'>;
  coldChain: ColdChain;
  deliveries: Pick<DeliveryStore, 'markOut'>;
  goods: Pick<Goods, 'minG' | 'zone'>;
  now: () => Date;
}

/** What follows from a departure, from its outbox. Events are taken by the trace writer. */
export function createDepartureEffects({ orders, deliveries, goods, coldChain, now }: Deps) {
  /** What follows from a departure; each effect is keyed, so a repeat changes nothing. */
  async function deliver(delivery: Delivery): Promise<void> {
    for (const { id, kind, doneAt } of delivery.out) {
      if (doneAt !== null || kind.startsWith('trace:')) continue;
      if (kind === 'order') await tellOrder(delivery);
      if (kind === 'light') await creditLight(delivery);
      if (kind === 'cold') await tellCold(delivery);
      if (kind.startsWith('off:')) await orders.unload(delivery.orderId, delivery.n, kind.slice(4));
      await deliveries.markOut(delivery._id, id, now());
    }
  }

  /** The order learns what left; what stayed behind, whyever it is not aboard, is free again. */
  function tellOrder({ orderId, n, snapshot, state }: Delivery): Promise<void> {
    const load = { n, state: state === 'void' ? ('void' as const) : ('dispatched' as const) };
    return orders.loaded(orderId, load, ({ allocs }) =>
      allocs
        .filter((alloc) => alloc.d === n && !snapshot.some(({ hid }) => hid === alloc.hid))
        .map(({ hid }) => hid),
    );
  }

  /** A parcel lighter than paid for: credited when it leaves, once (`light:{delivery}`). */
  async function creditLight({ _id, orderId, channel, snapshot }: Delivery): Promise<void> {
    if (channel !== 'retail') return;
    const order = await orders.get(orderId);
    const minimums = await Promise.all(
      order.lines.map(async ({ skuVersionId }) => ({
        skuVersionId,
        minG: await goods.minG(skuVersionId),
      })),
    );
    const lines = lightLines(order, snapshot, minimums);
    if (lines.length === 0) return;
    const key = `light:${_id}`;
    await orders.credit(
      orderId,
      (account) => ({
        ...{ key, kind: 'credit' },
        lines: account.rows.find((row) => row.key === key)?.lines ?? capped(lines, account),
      }),
      'order.light-parcel',
    );
  }

  /** The goods were too warm on the road: a task, and a draft against whoever drove. */
  async function tellCold({ _id: deliveryId, orderId, sellerId, snapshot, arrival }: Delivery) {
    const tempC10 = arrival?.tempC10 ?? null;
    if (tempC10 === null) return;
    const zones = await Promise.all(snapshot.map(({ origin }) => goods.zone(origin.productId)));
    const breach = coldBreach(zones, tempC10);
    if (breach === undefined) return;
    const lines = snapshot.map(({ line: no, batchId, g }) => ({ no, batchId, g }));
    await coldChain({ orderId, deliveryId, sellerId, tempC10, limitC10: breach, lines });
  }

  return { deliver };
}

/** Never more of a line than is left of its charge. */
function capped(lines: readonly RowLine[], account: OrderAccount): RowLine[] {
  return lines
    .map((line) => {
      const left = account.lines.find(({ no }) => no === line.no)?.creditableFen ?? 0;
      return { ...line, fen: Math.min(line.fen, left) };
    })
    .filter(({ fen }) => fen > 0);
}
