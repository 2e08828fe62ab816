import { expect } from 'chai';
import { loopsOf } from '../../src/app/loops.ts';
import { open } from '../../src/app/start.ts';
import { loadConfig } from '../../src/config/config.ts';
import { createBooks, findViolations } from '../../src/features/invariants/index.ts';
import { newCommandKey } from '../../src/http/command.ts';
import { createFolderBlobs } from '../../src/platform/blobs.ts';
import { createPerson, type Person } from '../scenarios/day/person.ts';
import { aReleasedBatch } from '../support/batches.ts';
import { anOffer } from '../support/catalogue.ts';
import {
  aCommand,
  aLogin,
  anOrganisation,
  enterOrganisation,
  PASSWORD,
  theOperator,
} from '../support/people.ts';
import { freePort, useProduct, type Running } from '../support/product.ts';
import { aSeller } from '../support/sellers.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
const MINUTE = 60_000;

/** Somebody who orders, and what the product told them. */
interface Buyer {
  readonly person: Person;
  readonly path: string;
  readonly content: () => object;
  /** Orders that were acknowledged. */
  readonly told: Set<string>;
  /** What was sent and not answered: sent again, with the same key, until it is. */
  pending: { key: string; body: string } | undefined;
}

describe('the whole product, killed while people order', function () {
  this.timeout(60_000 + ROUNDS * 30_000);
  const product = useProduct();
  let port = 0;
  let buyers: Buyer[] = [];

  before(async () => {
    port = await freePort();
    buyers = await withServices(0, (services) => market(services, `http://localhost:${port}`));
  });

  it(`keeps every acknowledged order in ${ROUNDS} rounds of kill -9, and its books add up`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const running = await started(round === 0);
      await lookFor(buyers);
      await killedWhileOrdering(running);
    }
    const last = await started(false);
    await Promise.all(buyers.filter(({ pending }) => pending).map(send));
    await lookFor(buyers);
    last.child.kill('SIGTERM');
    expect(await last.ended, last.said()).to.equal(0);

    const told = buyers.map(({ told: { size } }) => size).reduce((sum, size) => sum + size, 0);
    expect(told).to.be.at.least(ROUNDS);
    expect(await violationsAtRest()).to.deep.equal([]);
  });

  async function started(isFirst: boolean): Promise<Running> {
    const running = product.run({ PORT: String(port), DEMO: '1' }); // the sandbox takes payments
    await running.ready;
    if (isFirst) await Promise.all(buyers.map(({ person }) => person.signsIn()));
    return running;
  }

  /** Dies with the answer to a random request, wherever the other requests and the loops are then. */
  async function killedWhileOrdering({ child, ended }: Running): Promise<void> {
    let left = 1 + Math.floor(Math.random() * 15);
    async function shop(buyer: Buyer): Promise<void> {
      while (await send(buyer)) {
        if (--left === 0) child.kill('SIGKILL');
      }
    }
    await Promise.all(buyers.map(shop));
    expect(await ended).to.equal('SIGKILL');
  }

  /** Whether an order was acknowledged; not when the product is gone. Another answer is a fault. */
  async function send(buyer: Buyer): Promise<boolean> {
    const { person, path, content, told } = buyer;
    buyer.pending ??= { key: newCommandKey(), body: JSON.stringify(content()) };
    const { key, body } = buyer.pending;
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    const answer = await person.request('POST', path, { headers, body }).catch(() => undefined);
    if (!answer) return false;
    expect(answer.status, JSON.stringify(answer.body)).to.equal(201);
    told.add((answer.body as { id: string }).id);
    buyer.pending = undefined;
    return true;
  }

  function withServices<T>(
    laterMs: number,
    use: (services: Awaited<ReturnType<typeof open>>['services']) => Promise<T>,
  ): Promise<T> {
    const config = loadConfig(product.environment({ DEMO: '1' }));
    const now = () => new Date(Date.now() + laterMs);
    return open(config, { now, note: () => undefined }).then(async ({ services, close }) => {
      try {
        return await use(services);
      } finally {
        await close();
      }
    });
  }

  /** An hour later, when every lease of the dead is over and every loop has nothing left to do. */
  function violationsAtRest() {
    return withServices(60 * MINUTE, async (services) => {
      const loops = loopsOf(services);
      for (let did = 1; did > 0;) {
        did = 0;
        for (const { step } of loops) did += await step();
      }
      const { db, uploadsDir, now } = services.world;
      const books = createBooks(db, createFolderBlobs(uploadsDir));
      return findViolations(books, { now: now(), graceMs: 0 });
    });
  }
});

/** Each order that was told of is there, and is its buyer's. */
async function lookFor(buyers: readonly Buyer[]): Promise<void> {
  const orders = buyers.flatMap(({ person, told }) => [...told].map((id) => ({ person, id })));
  const seen = await Promise.all(
    orders.map(({ person, id }) => person.request('GET', `/api/orders/${id}`, {})),
  );
  expect(seen.filter(({ status }) => status !== 200)).to.deep.equal([]);
}

/** Two canteens and two consumers before one seller with much to sell. */
async function market(
  services: Awaited<ReturnType<typeof open>>['services'],
  origin: string,
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
  for (let n = 0; n < 2; n += 1) {
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
