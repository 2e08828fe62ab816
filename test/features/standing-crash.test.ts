import { expect } from 'chai';
import { createServices, type Services } from '../../src/app/services.ts';
import { newCommandKey } from '../../src/http/command.ts';
import type { Actor } from '../../src/shared/actor.ts';
import { useTestApp } from '../support/app.ts';
import { aReleasedBatch } from '../support/batches.ts';
import { anOffer } from '../support/catalogue.ts';
import { crashing, type Moment } from '../support/crashing.ts';
import { settleHarvest } from '../support/harvest.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { anOrganisation, enterOrganisation, theOperator } from '../support/people.ts';
import { aSeller } from '../support/sellers.ts';

/** More writes than an order that comes by itself has. */
const MOST = 60;

describe('a process that dies while it places a standing order', function () {
  this.timeout(600_000);
  checkInvariantsAfter(() => app());
  const app = useTestApp();
  let mortal: Services;
  let crash: ReturnType<typeof crashing>;
  let offerId = '';

  before(async () => {
    const sellerId = await aSeller(app());
    offerId = await anOffer(app(), { sellerId, channel: 'canteen' });
    await aReleasedBatch(app(), { sellerId, grams: 9_000_000 });
    const { world } = app().services;
    const db = world.db.useDb(world.db.name, { useCache: false }); // models and collections of its own
    mortal = createServices({ ...world, db });
    crash = crashing(db);
  });
  after(() => mortal.close());

  let people = 0;
  async function aStandingOrder(): Promise<Actor> {
    const draft = anOrganisation({ firstLogin: `standing-${(people += 1)}@example.com` });
    const operator = await theOperator(app().services);
    const { orgId, admin } = await enterOrganisation(app().services, operator, draft);
    const actor: Actor = { userId: admin.userId, orgId, role: 'canteen', duties: ['buyer'] };
    const line = { offerId, units: [0, 0, 0, 2, 0], onMissing: 'skip' as const, substitutes: [] };
    const wanted = { state: 'active' as const, rhythm: 'weekly' as const, pausedDates: [] };
    const command = { key: newCommandKey(), reqHash: 'save' };
    await app().services.standing.save({ ...wanted, rev: 0, lines: [line] }, actor, command);
    return actor;
  }

  async function generate({ standing, orders }: Services): Promise<void> {
    await standing.generate();
    await standing.resume();
    await orders.groups.resume();
  }

  for (const moment of ['before', 'after'] as const) {
    it(`places exactly one, and says so once, wherever it died ${moment} a write`, async () => {
      for (let n = 1; n <= MOST; n += 1) if (!(await round(n, moment))) return;
      throw new Error(`more than ${MOST} writes`);
    });
  }

  /** False when the whole way had fewer writes. */
  async function round(n: number, moment: Moment): Promise<boolean> {
    app().clock.set('2026-09-18T02:00:00Z');
    const { orgId } = await aStandingOrder();
    app().clock.set('2026-09-19T04:00:01Z'); // the window of Thursday opens
    crash.dieAt(n, moment);
    await generate(mortal).catch(() => undefined);
    const died = crash.heal();
    for (let look = 0; look < 3; look += 1) {
      app().clock.advanceMs(61_000);
      await generate(app().services);
      await settleHarvest(app());
    }
    const placed = await app().services.orders.history.ofBuyer(orgId);
    expect(placed.map(({ orders }) => orders.length)).to.deep.equal([1]);
    const inbox = await app().services.notifications.inboxOf(orgId);
    expect(inbox.filter(({ kind }) => kind === 'standing-report')).to.have.length(1);
    return died;
  }
});
