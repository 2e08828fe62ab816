import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Services } from '../../src/app/services.ts';
import { open } from '../../src/app/start.ts';
import { loadConfig } from '../../src/config/config.ts';
import { newCommandKey } from '../../src/http/command.ts';
import { connectDb } from '../../src/platform/database.ts';
import { testDbUri } from '../support/db.ts';
import { aMarket, findOrders, sendOrder, violationsAtRest, type Buyer } from '../support/market.ts';
import { aSmallPhoto } from '../support/photos.ts';
import { freePort, useProduct, type Running } from '../support/product.ts';
import { startRoundRobin, type RoundRobin } from '../support/proxy.ts';
import { beginDay, STEPS } from './day/day.ts';
import { createPerson, type Person } from './day/person.ts';
import { worldOn } from './day/world.ts';

const HOUR = 60 * 60_000;
const isServerGiven = Boolean(process.env['TEST_MONGODB_URI'] ?? process.env['MONGOD_BINARY']);

describe('two processes on one store, behind a proxy', function () {
  this.timeout(120_000);
  const two = useTwo();
  let buyers: Buyer[] = [];
  let person: Person;

  before(async () => {
    buyers = await two.alone((services) => aMarket(services, { origin: two.origin(), pairs: 8 }));
    const [canteen] = buyers;
    person = canteen?.person ?? expect.fail('nobody buys');
    await two.start();
    await Promise.all(buyers.map((buyer) => buyer.person.signsIn()));
  });

  it('knows at the second process who signed in at the first, and at the first who signed out there', async () => {
    const somebody = createPerson(two.origin(), person.login, person.password);
    two.only(0);
    await somebody.signsIn();
    two.only(1);
    expect((await somebody.request('GET', '/api/me', {})).status).to.equal(200);
    await somebody.does('POST', '/api/session/end', {});
    two.only(0);
    expect((await somebody.request('GET', '/api/me', {})).status).to.equal(401);
  });

  it('counts wrong passwords in both as one: after ten neither listens', async () => {
    const login = buyers.at(-1)?.person.login ?? '';
    const guess = createPerson(two.origin(), login, 'not the password');
    const tries = async (count: number) => {
      const body = JSON.stringify({ login, password: guess.password });
      const headers = { 'content-type': 'application/json', 'idempotency-key': newCommandKey() };
      const sent = Array.from({ length: count }, () =>
        guess.request('POST', '/api/session', { headers, body }),
      );
      return (await Promise.all(sent)).map(({ status }) => status);
    };
    two.both();
    expect(new Set(await tries(10))).to.deep.equal(new Set([401]));
    for (const which of [0, 1] as const) {
      two.only(which);
      expect(await tries(1)).to.deep.equal([429]);
    }
  });

  it('makes one order of one key that is sent to both at once', async () => {
    two.both();
    const [{ path: to, content } = expect.fail('nobody buys')] = buyers;
    const headers = { 'content-type': 'application/json', 'idempotency-key': newCommandKey() };
    const body = JSON.stringify(content());
    const send = () => person.request('POST', to, { headers, body });
    const answers = await Promise.all([send(), send(), send(), send()]);
    expect(answers.map(({ status }) => status)).to.deep.equal([201, 201, 201, 201]);
    expect(new Set(answers.map((one) => (one.body as { id: string }).id)).size).to.equal(1);
  });

  it('shows at the second process the photo that was uploaded at the first', async () => {
    two.only(0);
    const id = await person.uploads('/api/photos', await aSmallPhoto(41), 'image/jpeg');
    two.only(1);
    const { status } = await person.request('GET', `/files/${id}/jpg1600`, {});
    expect(status).to.equal(200);
  });

  it('leaves work alone that another process has leased, and does it once when the lease is over', async () => {
    two.both();
    const [mine, other] = buyers;
    for (const buyer of [mine, other]) if (buyer) expect(await sendOrder(buyer)).to.equal('told');
    const ids = [mine, other].map((buyer) => [...(buyer?.told ?? [])].at(-1) ?? '');
    await two.beside(async ({ world: { db } }) => {
      const groups = db.collection<Job>('orderGroups');
      const job = (id = '') => groups.findOne({ _id: id });
      const now = new Date();
      const leased = new Date(now.getTime() + HOUR);
      await groups.updateOne({ _id: ids[0] ?? '' }, { $set: work(now, leased) });
      await groups.updateOne({ _id: ids[1] ?? '' }, { $set: work(now, now) });
      await until(async () => (await job(ids[1]))?.lease.epoch === 101);
      expect((await job(ids[0]))?.lease).to.deep.equal({ epoch: 100, until: leased });
      await groups.updateOne({ _id: ids[0] ?? '' }, { $set: { 'lease.until': now } });
      await until(async () => (await job(ids[0]))?.lease.epoch === 101);
    });
  });

  it('sells to sixteen at once through both, each order once', async () => {
    two.both();
    const before = two.answers();
    await Promise.all(
      buyers.map(async (buyer) => {
        for (let n = 0; n < 3; n += 1) expect(await sendOrder(buyer)).to.equal('told');
      }),
    );
    await findOrders(buyers);
    const answers = two.answers().map((count, n) => count - (before[n] ?? 0));
    expect(Math.min(...answers), 'both answered').to.be.at.least(40);
  });

  for (const victim of ['owner', 'other'] as const) {
    const who = victim === 'owner' ? 'that owns the engine' : 'that is attached to it';
    it(`loses nothing it acknowledged when the process ${who} is killed under load and comes back`, async () => {
      two.both();
      const count = () => buyers.reduce((sum, { told }) => sum + told.size, 0);
      let isOver = false;
      const shopping = Promise.all(
        buyers.map(async (buyer) => {
          while (!isOver) {
            const how = await sendOrder(buyer); // anything but 201, 503 and a cut fails
            if (how !== 'told') await new Promise((resolve) => setTimeout(resolve, 100));
          }
        }),
      );
      const more = async (orders: number) => {
        const goal = count() + orders;
        await Promise.race([shopping, until(() => Promise.resolve(count() >= goal))]);
      };
      await more(8);
      const killed = await two.kill(victim);
      await more(8);
      await two.restart(killed);
      await more(8);
      isOver = true;
      await shopping;
      for (const buyer of buyers) while (buyer.pending) await sendOrder(buyer);
      await findOrders(buyers);
    });
  }

  it('leaves books that add up', async () => {
    await two.stop();
    expect(await two.alone(violationsAtRest, HOUR)).to.deep.equal([]);
  });
});

describe('a day with the service, through a proxy before two processes', function () {
  this.timeout(120_000);
  const two = useTwo();
  let day: Awaited<ReturnType<typeof beginDay>> | undefined;
  let beside: Awaited<ReturnType<typeof open>> | undefined;

  before(async () => {
    two.clock(new Date('2025-10-15T08:00:00+08:00'));
    await two.start();
    beside = await two.open();
    const world = worldOn(two.origin(), beside.services, two.clock);
    day = await beginDay(world, () => undefined);
  });
  after(() => beside?.close());

  for (const { words, play } of STEPS) {
    it(words, () => play(day ?? expect.fail('the day did not begin')));
  }

  it('is served by both, and leaves books that add up', async () => {
    expect(Math.min(...two.answers())).to.be.at.least(20);
    await two.stop();
    await beside?.close();
    beside = undefined;
    expect(await two.alone(violationsAtRest)).to.deep.equal([]);
  });
});

interface Job {
  readonly _id: string;
  readonly due?: Date;
  readonly lease: { readonly epoch: number; readonly until: Date };
}

const work = (due: Date, leasedUntil: Date) => ({ due, lease: { epoch: 100, until: leasedUntil } });

async function until(done: () => Promise<boolean>): Promise<void> {
  while (!(await done())) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Two processes of the product on one store, one uploads folder and one clock, behind a proxy. */
function useTwo() {
  const product = useProduct('test/scenarios/two-processes.child.ts');
  const clockFile = path.join(product.folder, 'clock');
  let env: Record<string, string> = {};
  let proxy: RoundRobin | undefined;
  let running: Running[] = [];
  let ports: [number, number] = [0, 0];
  let owner: 0 | 1 = 0;
  const now = () => (isMoved ? new Date(readFileSync(clockFile, 'utf8')) : new Date());
  let isMoved = false;

  before(async () => {
    proxy = await startRoundRobin();
    ports = [await freePort(), await freePort()];
    env = {
      ...{ DEMO: '1', PUBLIC_URL: `http://localhost:${proxy.port}`, TRUST_PROXY: '1' },
      ...(isServerGiven && { MONGODB_URI: await testDbUri(`two-${randomUUID()}`) }),
      ...(isMoved && { CLOCK: clockFile }),
    };
  });
  after(async () => {
    for (const { child } of running) child.kill('SIGKILL');
    await proxy?.close();
    if (!env['MONGODB_URI']) return;
    const connection = await connectDb(env['MONGODB_URI']);
    await connection.dropDatabase();
    await connection.close();
  });

  async function run(which: 0 | 1): Promise<void> {
    const one = product.run({ ...env, PORT: String(ports[which]) });
    running[which] = one;
    await one.ready;
  }

  const opened = (laterMs = 0) =>
    open(loadConfig(product.environment(env)), {
      now: () => new Date(now().getTime() + laterMs),
      note: () => undefined,
    });

  async function alone<T>(use: (services: Services) => Promise<T>, laterMs = 0): Promise<T> {
    const { services, close } = await opened(laterMs);
    return use(services).finally(close);
  }

  return {
    origin: () => env['PUBLIC_URL'] ?? '',
    /** The clock of both; until it is set, that of the machine. */
    clock: (to: Date) => {
      isMoved = true;
      env['CLOCK'] = clockFile;
      writeFileSync(clockFile, to.toISOString());
    },
    start: async () => {
      await run(0); // the first owns the engine
      await run(1);
      owner = 0;
      proxy?.to(...ports);
    },
    stop: async () => {
      for (const { child } of running) child.kill('SIGTERM');
      for (const { ended, said } of running) expect(await ended, said()).to.equal(0);
      running = [];
    },
    /** With nobody else at the store, or with both: then the test is attached too. */
    alone,
    beside: alone,
    open: opened,
    only: (which: 0 | 1) => proxy?.to(ports[which]),
    both: () => proxy?.to(...ports),
    answers: () => ports.map((port) => proxy?.answers(port) ?? 0),
    kill: async (victim: 'owner' | 'other'): Promise<0 | 1> => {
      const which = victim === 'owner' ? owner : owner === 0 ? 1 : 0;
      running[which]?.child.kill('SIGKILL');
      expect(await running[which]?.ended).to.equal('SIGKILL');
      if (victim === 'owner') owner = which === 0 ? 1 : 0;
      return which;
    },
    restart: run,
  };
}
