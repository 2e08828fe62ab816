import { newCommandKey } from '../../src/http/command.ts';
import type { TestApp } from '../support/app.ts';
import { aReleasedBatch } from '../support/batches.ts';
import { anOffer } from '../support/catalogue.ts';
import { anOrganisation, aCommand } from '../support/people.ts';
import { aSeller } from '../support/sellers.ts';
import type { Sample } from './samples.ts';

const operator = { userId: 'u-operator', role: 'operator', orgId: 'platform', duties: [] } as const;
const ann = { userId: 'u-ann', role: 'consumer', orgId: 'c:u-ann', duties: [] } as const;
const CRATE = { fen: 500, perG: 1_000 };
const BOX = { fen: 6_800, perUnit: 1 } as const;

/** A canteen with an order and one that waits for a signature; a consumer who has not paid yet. */
export async function orderSamples(app: TestApp): Promise<Readonly<Record<string, Sample>>> {
  const { organisations, ordering } = app.services;
  const sellerId = await aSeller(app);
  const [crate, box] = [
    await anOffer(app, { sellerId, channel: 'canteen' }),
    await anOffer(app, { sellerId }),
  ];
  await aReleasedBatch(app, { sellerId, grams: 900_000 });
  const { orgId } = await organisations.enter(anOrganisation(), {
    actor: operator,
    command: aCommand(),
  });
  const buyer = { userId: 'u-buyer', role: 'canteen', orgId, duties: ['buyer'] } as const;
  const by = () => ({ command: { key: newCommandKey(), reqHash: 'h' } });
  const wish = { offerId: crate, units: 2, shown: CRATE, needOn: '2026-09-24' };
  await ordering.submitSheet([wish], { actor: buyer, ...by() });
  const { settings } = (await organisations.get(orgId)) ?? {};
  if (settings) {
    const { termsDays, payerId, ...rest } = settings;
    const approvals = [{ overFen: 1_000, role: 'approver' as const, count: 1 }];
    const reached = { address: '杭州', contact: { name: '林', phone: '1' } };
    const admin = { ...buyer, duties: ['admin'] } as const;
    await organisations.setSettings(
      { ...rest, ...reached, approvals },
      { actor: admin, command: aCommand() },
    );
  }
  await ordering.submitSheet([wish], { actor: buyer, ...by() });
  const order = await ordering.checkout(
    {
      lines: [{ offerId: box, units: 1, shown: BOX }],
      deliverTo: { name: '安', phone: '13800000000', address: '杭州市拱墅区某路 1 号' },
      isAdult: false,
    },
    { actor: ann, ...by() },
  );
  const as = `canteen@${orgId}`;
  return {
    '/canteen/order': { as },
    '/canteen/orders': { as },
    '/canteen/agreements': { as },
    '/canteen/calendar': { as },
    '/canteen/prices/:offerId': { as, params: { offerId: crate } },
    '/canteen/approvals': { as },
    '/checkout': { as: 'consumer@ann' },
    '/cart': { budget: { js: 16.5 } }, // prices by tier and weight, days and goods in the field
    '/orders': { as: 'consumer@ann' },
    '/orders/:id': { as: 'consumer@ann', params: { id: order._id } },
    '/sandbox-pay/:ref': { as: 'consumer@ann', params: { ref: order.pay?.sessionId ?? '' } },
  };
}
