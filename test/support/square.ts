import { expect } from 'chai';
import { newCommandKey } from '../../src/http/command.ts';
import type { TestApp } from './app.ts';
import { aReleasedBatch } from './batches.ts';
import { anOffer } from './catalogue.ts';
import { anOrganisation, enterOrganisation, theOperator } from './people.ts';
import { aSeller } from './sellers.ts';

const BOX = { fen: 6_800, perUnit: 1 };
const CRATE = { fen: 500, perG: 1_000 };
const DAY = '2026-09-24';
const deliverTo = { name: '安', phone: '13800000000', address: '杭州市拱墅区某路 1 号' };

interface Placed {
  readonly status: string;
  readonly payUrl?: string;
  readonly parts: readonly {
    readonly id: string;
    readonly state: string;
    readonly allocs: readonly { readonly batchId: string }[];
  }[];
}

/** A market square: one seller with boxes for consumers and crates for canteens, all over HTTP. */
export async function aSquare(app: TestApp, grams: number) {
  const sellerId = await aSeller(app);
  const [box, crate] = [
    await anOffer(app, { sellerId }),
    await anOffer(app, { sellerId, channel: 'canteen' }),
  ];
  const batch = await aReleasedBatch(app, { sellerId, grams });
  const send: TestApp['client']['send'] = (...args) => app.client.send(...args);

  const buy = (as: string, units: readonly number[], key = newCommandKey()) => {
    const lines = units.map((n) => ({ offerId: box, units: n, shown: BOX }));
    return send('POST', '/api/checkout', { as, key, body: { lines, deliverTo } });
  };

  /** So many lines of two crates each. */
  const order = (as: string, lines: number) => {
    const line = { offerId: crate, units: 2, shown: CRATE, needOn: DAY };
    const body = { lines: Array.from({ length: lines }, () => line) };
    return send('POST', '/api/canteen/orders', { as, key: newCommandKey(), body });
  };

  const look = async (id: string, as: string) =>
    (await send('GET', `/api/orders/${id}`, { as })).body as Placed;

  /** The name of the payment page of a checkout. */
  const pageOf = async (id: string, as: string) =>
    (await look(id, as)).payUrl?.split('/').at(-1) ?? expect.fail('no page to pay at');

  const pay = async (id: string, as: string) =>
    send('POST', `/api/sandbox-pay/${await pageOf(id, as)}/pay`, { as });

  const balance = async () => (await app.services.pool.get(batch)) ?? expect.fail('no batch');

  return { sellerId, batch, box, send, buy, order, look, pageOf, pay, balance };
}

export type Square = Awaited<ReturnType<typeof aSquare>>;

/** What a canteen is called in a test that speaks for it. */
export async function aCanteenAt({ services }: TestApp): Promise<string> {
  const operator = await theOperator(services);
  const { orgId } = await enterOrganisation(services, operator, anOrganisation());
  return `canteen@${orgId}`;
}

export function idOf({ body }: { readonly body: unknown }): string {
  return (body as { id: string }).id;
}
