import type { TestApp } from '../support/app.ts';
import { PASSWORD } from '../support/people.ts';
import { aConfirmedOrder, aPackedDelivery, aTrade } from '../support/shipping.ts';
import { moneySamples } from './samples-money.ts';
import { batchSamples } from './samples-batches.ts';
import type { Sample } from './samples.ts';

const BY = { by: 'u-packer', plate: '皖L·示例', driver: '' };

/** A day of a cooperative and its canteen: an order being weighed, a note, a delivery, a ledger. */
export async function shippingSamples(app: TestApp): Promise<Readonly<Record<string, Sample>>> {
  const { fulfilment, receiving } = app.services;
  const trade = await aTrade(app, { productId: 'ds-pear-9' });
  const received = await aPackedDelivery(app, await aConfirmedOrder(app, trade), 29_500);
  await fulfilment.dispatch(received, BY);
  const lines = [
    { no: 1, batchId: trade.batch, acceptedG: 29_400, rejectedG: 0, photos: [], checks: [] },
  ];
  const command = { key: PASSWORD.padEnd(20, '-').replaceAll(' ', '-'), reqHash: 'h' };
  const by = { actor: trade.buyer, command };
  await receiving.receive(received, { name: '林老师', lines, excess: [] }, by);
  const coming = await aPackedDelivery(app, await aConfirmedOrder(app, trade));
  await fulfilment.dispatch(coming, BY);
  const picking = await aConfirmedOrder(app, trade);
  await fulfilment.orders.startPicking(picking);
  const loading = await aPackedDelivery(app, await aConfirmedOrder(app, trade));
  const wanted = { kind: 'recall', hidden: false, words: '通知召回', photos: [] } as const;
  const { orderId } = await fulfilment.get(received);
  const claim = await app.services.claims.file(
    orderId,
    { ...wanted, lines: [{ no: 1, g: 400 }] },
    { actor: trade.buyer, command: { key: 'sample-claim-of-pears', reqHash: 'h' } },
  );

  const seller = `cooperative@${trade.sellerId}`;
  const canteen = `canteen@${trade.canteen.orgId}`;
  return {
    ...(await batchSamples(app, trade)),
    ...(await moneySamples(app, trade, orderId)),
    '/coop/orders': { as: seller },
    '/coop/orders/:id': { as: seller, params: { id: picking } },
    '/coop/deliveries/:id/note': { as: seller, params: { id: received } },
    '/canteen/receive': { as: canteen },
    '/canteen/receive/:id': { as: canteen, params: { id: coming }, budget: { js: 26 } }, // photos, a long form, and what is sent later
    '/canteen/ledger': { as: canteen },
    '/canteen/ledger/print': { as: canteen },
    '/coop/deliveries/:id': { as: seller, params: { id: loading } },
    '/claims': { as: seller },
    '/claims/new/:id': { as: canteen, params: { id: orderId } },
    '/claims/:id': { as: seller, params: { id: claim._id } },
    '/claims/:id/credit-note': { as: seller, params: { id: claim._id } },
  };
}
