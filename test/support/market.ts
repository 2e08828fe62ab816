import { expect } from 'chai';
import { loopsOf } from '../../src/app/loops.ts';
import type { Services } from '../../src/app/services.ts';
import { createBooks, findViolations } from '../../src/features/invariants/index.ts';
import { newCommandKey } from '../../src/http/command.ts';
import { createFolderBlobs } from '../../src/platform/blobs.ts';
import { createPerson, type Person } from '../scenarios/day/person.ts';
import { aReleasedBatch } from './batches.ts';
import { anOffer } from './catalogue.ts';
import {
  aCommand,
  aLogin,
  anOrganisation,
  enterOrganisation,
  PASSWORD,
  theOperator,
} from './people.ts';
import { aSeller } from './sellers.ts';

/** Somebody who orders, and what the product told them. */
export interface Buyer {
  readonly person: Person;
  readonly path: string;
  readonly content: () => object;
  /** Orders that were acknowledged. */
  readonly told: Set<string>;
  /** What was sent and not answered: sent again, with the same key, until it is. */
  pending: { key: string; body: string } | undefined;
}

/** So many canteens and consumers before one seller with much to sell. */
export async function aMarket(
  services: Services,
  { origin, pairs = 2 }: { origin: string; pairs?: number },
): Promise<Buyer[]> {
  const clock = { now: services.world.now, set: () => undefined, advanceMs: () => undefined };
  const app = { services, clock };
  const sellerId = await aSeller(app);
  const crate = await anOffer(app, { sellerId, channel: 'canteen' });
  const box = await anOffer(app, { sellerId });
  for (let n = 0; n < 2; n += 1) await aReleasedBatch(app, { sellerId, grams: 400_000_000 });
  const operator = await theOperator(services);

  const buyer = (login: string, path: string, content: Buyer['content']): Buyer => {
    const person = createPerson(origin, login, PASSWORD);
    return { person, path, content, told: new Set(), pending: undefined };
  };
  const buyers: Buyer[] = [];
  for (let n = 0; n < pairs; n += 1) {
    const { admin } = await enterOrganisation(services, operator, anOrganisation());
    const line = { offerId: crate, units: 2, shown: { fen: 500, perG: 1_000 } };
    buyers.push(buyer(admin.login, '/api/canteen/orders', () => ({ lines: [line] })));

    const login = aLogin();
    const newcomer = { login, password: PASSWORD, name: '市民（示例）' };
    await services.accounts.registerConsumer(newcomer, aCommand());
    const deliverTo = { name: '安', phone: '13800000000', address: '杭州市拱墅区某路 1 号' };
    const lines = [{ offerId: box, units: 1, shown: { fen: 6_800, perUnit: 1 } }];
    buyers.push(buyer(login, '/api/checkout', () => ({ lines, deliverTo })));
  }
  return buyers;
}

/**
 * Sends what is pending, or a new order. `told`: acknowledged; `busy`: told to come again; `gone`:
 * nobody answered. Any other answer is a fault.
 */
export async function sendOrder(buyer: Buyer): Promise<'told' | 'busy' | 'gone'> {
  const { person, path, content, told } = buyer;
  buyer.pending ??= { key: newCommandKey(), body: JSON.stringify(content()) };
  const { key, body } = buyer.pending;
  const headers = { 'content-type': 'application/json', 'idempotency-key': key };
  const answer = await person.request('POST', path, { headers, body }).catch(() => undefined);
  if (!answer) return 'gone';
  if (answer.status === 503) return 'busy';
  expect(answer.status, JSON.stringify(answer.body)).to.equal(201);
  told.add((answer.body as { id: string }).id);
  buyer.pending = undefined;
  return 'told';
}

/** Each order that was told of is there, and is its buyer's. */
export async function findOrders(buyers: readonly Buyer[]): Promise<void> {
  const orders = buyers.flatMap(({ person, told }) => [...told].map((id) => ({ person, id })));
  const seen = await Promise.all(
    orders.map(({ person, id }) => person.request('GET', `/api/orders/${id}`, {})),
  );
  expect(seen.filter(({ status }) => status !== 200)).to.deep.equal([]);
}

/** What is wrong in the books when every loop has nothing left to do. */
export async function violationsAtRest(services: Services) {
  const loops = loopsOf(services);
  for (let did = 1; did > 0;) {
    did = 0;
    for (const { step } of loops) did += await step();
  }
  const { db, uploadsDir, now } = services.world;
  const books = createBooks(db, createFolderBlobs(uploadsDir));
  return findViolations(books, { now: now(), graceMs: 0 });
}
