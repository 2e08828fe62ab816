import type { TestApp } from './app.ts';
import { aReleasedBatch } from './batches.ts';
import { anOffer } from './catalogue.ts';
import {
  anOrganisation,
  aCommand,
  theOperator,
  enterOrganisation,
  type Organised,
} from './people.ts';
import { aSeller } from './sellers.ts';
import type { Actor } from '../../src/shared/actor.ts';

export interface Trade {
  readonly sellerId: string;
  readonly canteen: Organised;
  readonly buyer: Actor;
  readonly offerId: string;
  readonly batch: string;
}

interface OfTrade {
  readonly school?: boolean;
  readonly productId?: string;
  readonly grams?: number;
}

/** A seller with 500 kg of pears on sale by the kilogram, and a canteen that may order them. */
export async function aTrade(
  app: TestApp,
  { school = false, productId = 'ds-pear-1', grams = 500_000 }: OfTrade = {},
): Promise<Trade> {
  const sellerId = await aSeller(app);
  const operator = await operatorOf(app);
  const canteen = await enterOrganisation(app.services, operator, anOrganisation({ school }));
  const offerId = await anOffer(app, { sellerId, productId, channel: 'canteen' });
  const batch = await aReleasedBatch(app, { sellerId, productId, grams });
  const buyer: Actor = {
    ...{ userId: canteen.admin.userId, orgId: canteen.orgId, role: 'canteen' },
    duties: ['buyer', 'receiver'],
  };
  return { sellerId, canteen, buyer, offerId, batch };
}

const operators = new WeakMap<object, Promise<Actor>>();

function operatorOf({ services }: TestApp): Promise<Actor> {
  const known = operators.get(services) ?? theOperator(services);
  operators.set(services, known);
  return known;
}

/** The one order of a sheet of one line, confirmed. */
export async function aConfirmedOrder(
  { services }: TestApp,
  { buyer, offerId }: Trade,
  units = 2,
): Promise<string> {
  const wish = { offerId, units, shown: { fen: 500, perG: 1_000 } };
  const { _id } = await services.ordering.submitSheet([wish], {
    actor: buyer,
    command: aCommand(),
  });
  await services.orders.groups.advance(_id);
  const [order] = (await services.orders.history.one(_id))?.orders ?? [];
  if (!order) throw new Error('the sheet became no order');
  await services.orders.orders.confirm(order._id);
  return order._id;
}

/** Weighed (nominal unless said), packed, loaded: the id of its delivery. */
export async function aPackedDelivery(
  { services }: TestApp,
  orderId: string,
  weighedG?: number,
): Promise<string> {
  const { fulfilment, orders } = services;
  await fulfilment.orders.startPicking(orderId);
  const actor: Actor = { userId: 'u-packer', orgId: 'x', role: 'cooperative', duties: ['packer'] };
  for (const { hid, orderedG } of (await orders.orders.get(orderId)).allocs) {
    const weight = { hid, g: weighedG ?? orderedG };
    await fulfilment.weigh(orderId, weight, { actor, command: aCommand() });
  }
  await fulfilment.orders.pack(orderId);
  return (await fulfilment.load(orderId))._id;
}
