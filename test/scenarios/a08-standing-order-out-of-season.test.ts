import { expect } from 'chai';
import { newCommandKey } from '../../src/http/command.ts';
import { useTestApp } from '../support/app.ts';
import { aReleasedBatch } from '../support/batches.ts';
import { anOffer } from '../support/catalogue.ts';
import { settleHarvest } from '../support/harvest.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import {
  anOrganisation,
  enterOrganisation,
  theOperator,
  type Organised,
} from '../support/people.ts';
import { aSeller } from '../support/sellers.ts';

/** A Thursday; its window opens five days before, on Saturday at noon. */
const DAY = '2026-09-24';
const NEVER = [0, 0, 0, 0, 0];
const thursday = (units: number) => NEVER.with(3, units);

describe('a standing order with goods out of season (A8)', function () {
  this.timeout(120_000);
  checkInvariantsAfter(() => app());
  const app = useTestApp();
  let sellerId = '';
  let canteen: Organised;
  const offers = { pear: '', autumn: '', other: '', scarce: '' };
  const send = (...args: Parameters<ReturnType<typeof app>['client']['send']>) =>
    app().client.send(...args);
  const as = () => `canteen+buyer@${canteen.orgId}`;

  before(async () => {
    app().clock.set('2026-09-18T02:00:00Z');
    sellerId = await aSeller(app());
    const operator = await theOperator(app().services);
    canteen = await enterOrganisation(app().services, operator, anOrganisation());
    const offer = (productId: string, more: object = {}) =>
      anOffer(app(), { sellerId, productId, channel: 'canteen', ...more });
    offers.pear = await offer('ds-pear-1');
    offers.autumn = await offer('ds-pear-2', { seasonFrom: 11, seasonTo: 12 });
    offers.other = await offer('ds-pear-3');
    offers.scarce = await offer('ds-pear-4');
    await aReleasedBatch(app(), { sellerId, productId: 'ds-pear-1', grams: 300_000 });
    await aReleasedBatch(app(), { sellerId, productId: 'ds-pear-3', grams: 300_000 });
    await aReleasedBatch(app(), { sellerId, productId: 'ds-pear-4', grams: 30_000 });
  });

  const line = (offerId: string, more: object = {}) => ({
    ...{ offerId, units: thursday(3), onMissing: 'skip', substitutes: [] },
    ...more,
  });
  const save = (lines: object[], rev: number, more: object = {}) =>
    send('PUT', '/api/canteen/standing', {
      as: as(),
      key: newCommandKey(),
      body: { state: 'active', rhythm: 'weekly', pausedDates: [], lines, rev, ...more },
    });
  const view = async () => {
    const { body } = await send('GET', '/api/canteen/standing', { as: as() });
    return body as {
      rev: number;
      preview: { day: string; totalFen: number; lines: number; rows: { kind: string }[] }[];
      reports: {
        state: string;
        deliveryDate: string;
        groupId: string;
        rows: { offerId: string; kind: string; why: string; to: number; toOfferId: string }[];
      }[];
    };
  };

  it('is saved whatever is wrong with one of its lines, and says so for next week', async () => {
    const actor = app().services.organisations.membershipsOf(canteen.admin.userId);
    expect((await actor)[0]?.duties).to.include('buyer');
    const answer = await app().services.standing.save(
      {
        ...{ state: 'active', rhythm: 'weekly', pausedDates: [], rev: 0 },
        lines: [
          { ...line(offers.pear), units: thursday(3), onMissing: 'skip', substitutes: [] },
          { ...line(offers.autumn), onMissing: 'substitute', substitutes: [offers.other] },
          { ...line('gone:offer:canteen'), onMissing: 'skip', substitutes: [] },
          { ...line(offers.scarce), onMissing: 'partial', substitutes: [] },
        ],
      },
      { userId: canteen.admin.userId, orgId: canteen.orgId, role: 'canteen', duties: ['buyer'] },
      { key: newCommandKey(), reqHash: 'save' },
    );
    expect(answer).to.equal(1);
    const next = (await view()).preview.find(({ day }) => day === DAY);
    expect(next?.lines).to.equal(3);
    expect(next?.rows.map(({ kind }) => kind)).to.have.members(['replaced', 'skipped']);
  });

  it('becomes one order when the window opens, whoever and however many open it', async () => {
    app().clock.set('2026-09-19T04:00:01Z');
    const { standing, orders } = app().services;
    await Promise.all([standing.generate(), standing.generate(), standing.resume()]);
    app().clock.advanceMs(61_000);
    await Promise.all([standing.generate(), standing.resume(), standing.resume()]);
    await settleHarvest(app());
    const placed = await orders.history.ofBuyer(canteen.orgId);
    expect(placed).to.have.length(1);
    expect(placed[0]?.orders).to.have.length(1);
    expect(placed[0]?.group.placedBy).to.equal(canteen.admin.userId);
  });

  it('says what was left out, replaced and cut, and why; stock is never negative', async () => {
    const [report] = (await view()).reports;
    expect(report).to.include({ state: 'placed', deliveryDate: DAY });
    const row = (offerId: string) => report?.rows.find((each) => each.offerId === offerId);
    expect(row(offers.autumn)).to.include({
      ...{ kind: 'replaced', why: 'offer.out-of-season', toOfferId: offers.other },
    });
    expect(row('gone:offer:canteen')).to.include({ kind: 'skipped', why: 'offer.not-offered' });
    expect(row(offers.scarce)).to.include({ kind: 'cut', to: 2 });
    expect(row(offers.pear)).to.equal(undefined);
    const inbox = await app().services.notifications.inboxOf(canteen.orgId);
    expect(inbox.filter(({ kind }) => kind === 'standing-report')).to.have.length(1);
  });

  it('can be cancelled until the cut-off, and is not made again', async () => {
    const { services } = app();
    const [placed] = await services.orders.history.ofBuyer(canteen.orgId);
    const id = placed?.orders[0]?._id ?? '';
    const answer = await send('POST', `/api/canteen/orders/${encodeURIComponent(id)}/cancel`, {
      ...{ as: as(), key: newCommandKey(), body: {} },
    });
    if (answer.status === 404) {
      const actor = { userId: 'u', orgId: canteen.orgId, role: 'canteen', duties: [] } as const;
      await services.orders.orders.cancel(id, '', actor);
    }
    app().clock.advanceMs(3_600_000 * 24);
    await services.standing.generate();
    await settleHarvest(app());
    expect(await services.orders.history.ofBuyer(canteen.orgId)).to.have.length(1);
  });

  it('is not saved over what somebody else saved meanwhile', async () => {
    expect(await save([line(offers.pear)], 0)).to.include({ status: 409 });
    expect(await save([line(offers.pear)], 1)).to.include({ status: 200 });
  });

  it('orders nothing on a day that is skipped, nor while it is paused', async () => {
    await save([line(offers.pear)], 2, { pausedDates: ['2026-10-01'] });
    app().clock.set('2026-09-26T04:00:01Z');
    await app().services.standing.generate();
    expect((await view()).reports).to.have.length(1);
    await save([line(offers.pear)], 3, { state: 'paused' });
    app().clock.set('2026-10-03T04:00:01Z');
    await app().services.standing.generate();
    expect((await view()).reports).to.have.length(1);
  });
});
