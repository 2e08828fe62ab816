import { expect } from 'chai';
import type { Services } from '../../src/app/services.ts';
import { open } from '../../src/app/start.ts';
import { loadConfig } from '../../src/config/config.ts';
import { aMarket, findOrders, sendOrder, violationsAtRest, type Buyer } from '../support/market.ts';
import { freePort, useProduct, type Running } from '../support/product.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
const HOUR = 60 * 60_000;

describe('the whole product, killed while people order', function () {
  this.timeout(60_000 + ROUNDS * 30_000);
  const product = useProduct();
  let port = 0;
  let buyers: Buyer[] = [];

  before(async () => {
    port = await freePort();
    const origin = `http://localhost:${port}`;
    buyers = await withServices(0, (services) => aMarket(services, { origin }));
  });

  it(`keeps every acknowledged order in ${ROUNDS} rounds of kill -9, and its books add up`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const running = await started(round === 0);
      await findOrders(buyers);
      await killedWhileOrdering(running);
    }
    const last = await started(false);
    await Promise.all(buyers.filter(({ pending }) => pending).map(sendOrder));
    await findOrders(buyers);
    last.child.kill('SIGTERM');
    expect(await last.ended, last.said()).to.equal(0);

    const told = buyers.map(({ told: { size } }) => size).reduce((sum, size) => sum + size, 0);
    expect(told).to.be.at.least(ROUNDS);
    // an hour later, when every lease of the dead is over
    expect(await withServices(HOUR, violationsAtRest)).to.deep.equal([]);
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
      for (;;) {
        const how = await sendOrder(buyer);
        expect(how).to.not.equal('busy');
        if (how === 'gone') return;
        if (--left === 0) child.kill('SIGKILL');
      }
    }
    await Promise.all(buyers.map(shop));
    expect(await ended).to.equal('SIGKILL');
  }

  function withServices<T>(laterMs: number, use: (services: Services) => Promise<T>): Promise<T> {
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
});
