import type { Actor, Owners } from '../../shared/actor.ts';
import type { Command } from '../../shared/command.ts';
import type { FactSource } from '../../shared/trace-fact.ts';
import { sweep } from '../../platform/due.ts';
import type { Order } from '../orders/index.ts';
import { ownersOfDelivery, shippedFact } from './delivery.ts';
import type { DeliveryStore } from './delivery.store.ts';
import { createCrates } from './crates.service.ts';
import { createArriving } from './arriving.service.ts';
import { createDispatch } from './dispatch.service.ts';
import { createFulfilmentViews } from './fulfilment-views.service.ts';
import { createLoading } from './loading.service.ts';
import type { ColdChain, Goods, LabelOf, Orders, Stock } from './ports.ts';
import { createSwaps } from './swaps.service.ts';
import { checkWeight, type NewWeight } from './weighing.ts';

interface Deps {
  orders: Orders;
  deliveries: DeliveryStore;
  stock: Stock;
  goods: Goods;
  labelOf: LabelOf;
  coldChain: ColdChain;
  now: () => Date;
}

/** From a confirmed order to goods on the road. */
export function createFulfilmentService(deps: Deps) {
  const { orders, deliveries, now } = deps;
  const { load, openOwed, seal, pack } = createLoading(deps);
  const { get, dispatch, advance } = createDispatch(deps);
  const crates = createCrates({ ...deps, advance });
  const { noteSwap } = createSwaps(deps);
  const { arrive } = createArriving({ ...deps, get, advance });
  const { pickList, orderPart, delivery } = createFulfilmentViews({ orders, deliveries, get });

  /**
   * Puts one part of an order on the scale, once per command.
   * @throws AppError `weight.confirm`, `order.wrong-state`, `alloc.not-free`, `batch.not-enough-stock`
   */
  async function weigh(orderId: string, wanted: NewWeight, by: By): Promise<Order> {
    checkWeight(await orders.get(orderId), wanted);
    const { hid, g } = wanted;
    const said = { by: by.actor.userId, cmdKey: by.command.key, isMeant: true };
    return orders.weigh(orderId, { hid, g, ...said });
  }

  async function ownersOf(id: string): Promise<Owners | undefined> {
    const delivery = await deliveries.byId(id);
    return delivery && ownersOfDelivery(delivery);
  }

  /** One round of the sweeper over deliveries: whatever was begun is finished. */
  async function resume(): Promise<number> {
    const opened = await openOwed();
    const swept = await sweep(deliveries.sweeper, {
      now,
      advance: async (id) => {
        await seal(id);
        await advance(id);
        return undefined;
      },
    });
    return opened + swept;
  }

  const facts = createFacts(deliveries);

  return {
    ...{
      pickList,
      orderPart,
      delivery,
      weigh,
      load,
      pack,
      get,
      ownersOf,
      dispatch,
      arrive,
      resume,
      facts,
    },
    ...crates,
    noteSwap,
    /** Steps of the order itself. */
    orders,
    /** What is on its way to a buyer, or there and not received yet. */
    comingTo: (buyerId: string) => deliveries.ofBuyer(buyerId, ['dispatched', 'delivered']),
    /** R3: one receipt wins a delivery. */
    win: (id: string, receiptId: string) => deliveries.win(id, receiptId),
    final: (id: string, receiptId: string) => deliveries.final(id, receiptId),
    silentRetail: (before: Date, limit: number) => deliveries.silentRetail(before, limit),
    silentCanteen: (before: Date, limit: number) => deliveries.silentCanteen(before, limit),
  };
}

export type FulfilmentService = ReturnType<typeof createFulfilmentService>;

interface By {
  readonly actor: Actor;
  readonly command: Command;
}

/** Departures that the record does not have yet. */
function createFacts(deliveries: DeliveryStore): FactSource {
  return async (limit) => {
    const waiting = await deliveries.waitingFor('trace:E14', limit);
    return waiting.map((delivery) => ({
      fact: shippedFact(delivery),
      done: (at) => deliveries.markOut(delivery._id, `${delivery._id}:trace:E14`, at),
    }));
  };
}
