import { expect } from 'chai';
import type { Services } from '../../src/app/services.ts';
import { facts } from '../../seeds/facts.ts';
import { prepare } from '../../seeds/marker.ts';
import { playDemonstration } from '../../seeds/play.ts';
import { movableClock } from '../../seeds/stage.ts';
import { useTestApp, type TestApp } from '../support/app.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';

/** A start on any day must find something to show; the long run tries the year. */
const DAYS = process.env['LONG']
  ? ['2026-11-24', '2026-02-15', '2026-05-03', '2026-06-10', '2026-09-19', '2027-01-01']
  : ['2026-11-24'];

for (const day of DAYS) {
  describe(`the demonstration, started on ${day}`, function () {
    this.timeout(300_000);
    checkInvariantsAfter(() => app());
    const app = useTestApp();

    before(async () => {
      const { services, clock } = app();
      const today = new Date(`${day}T08:30:00+08:00`);
      const moved = movableClock(today);
      const both = {
        now: moved.now,
        set: (instant: Date) => {
          moved.set(instant);
          clock.set(instant);
        },
      };
      expect(await prepare(services, { want: 'if-empty', note: () => undefined })).to.equal(true);
      await playDemonstration({ services, clock: both, today, note: () => undefined });
    });

    const count = (name: string, filter = {}) => rows(app().services, name, filter);

    it('lists every product of the five areas, and has bases, batches and canteens to show', async () => {
      const listed = facts.products.filter(({ internal }) => !internal).map(({ id }) => id);
      const products = await column(app(), 'products', '_id', { internal: false });
      expect(products).to.include.members(listed);
      expect(await count('bases')).to.be.at.least(10);
      expect(await count('batches')).to.be.at.least(60);
      expect(await count('organisations', { kind: 'canteen' })).to.equal(8);
      expect(await count('batchBalances', { status: 'released' })).to.be.at.least(20);
    });

    it('has an order in every state that waits for a person, and at every end', async () => {
      const groups = new Set(await column(app(), 'orderGroups', 'state'));
      const ends = ['awaiting_approval', 'done', 'rejected', 'declined', 'expired', 'cancelled'];
      expect(groups).to.include.all.keys(...ends);
      const orders = new Set(await column(app(), 'orders', 'state'));
      const waiting = ['placed', 'confirmed', 'picking', 'packed', 'closed', 'cancelled'];
      expect(orders).to.include.all.keys(...waiting);
      const deliveries = new Set(await column(app(), 'deliveries', 'state'));
      expect(deliveries).to.include.all.keys('packed', 'dispatched', 'delivered', 'final');
      const receipts = new Set(await column(app(), 'receipts', 'state'));
      expect(receipts).to.include.all.keys('signed_once', 'final');
    });

    it('tells the stories of the pears and of the chilled tomatoes with the grams of the facts', async () => {
      for (const [story, at] of [
        ['s-pear', 'acceptedG'],
        ['s-reject', 'rejectedG'],
      ] as const) {
        const line = facts.stories.find(({ id }) => id === story)?.orderLine ?? expect.fail();
        const wanted = at === 'acceptedG' ? line.acceptedG : line.orderedG;
        const found = await app()
          .services.world.db.collection('receipts')
          .findOne({ [`lines.${at}`]: wanted });
        const billed = (found?.['billed'] as { fen: number }[] | undefined)?.[0];
        expect(billed?.fen, story).to.equal(line.lineFen);
      }
    });

    it('dates the pears on the day of the facts', async () => {
      const days = await column(app(), 'batches', 'harvestedOn', { productId: 'ds-pear-2' });
      expect(new Set(days.map((on) => on.slice(5)))).to.deep.equal(new Set(['09-18']));
    });

    it('marks made-up names, and offers wine to no canteen', async () => {
      const names = await column(app(), 'organisations', 'nameZh');
      const unmarked = names.filter((name) => !name.includes('（示例）'));
      expect(unmarked).to.have.length.at.most(1); // the platform itself
      expect(await count('offers', { skuId: 'xx-wine.bottle750', channel: 'canteen' })).to.equal(0);
    });

    it('is not played twice, and never into data of others', async () => {
      const { services } = app();
      const note = () => undefined;
      expect(await prepare(services, { want: 'if-empty', note })).to.equal(false);
      await services.world.db.collection('demo').deleteMany({});
      const refused = await prepare(services, { want: 'reset', note }).catch(
        (error: unknown) => error,
      );
      expect(refused).to.include({ code: 'demo.store-not-empty' });
    });
  });
}

function rows({ world: { db } }: Services, name: string, filter: object): Promise<number> {
  return db.collection(name).countDocuments(filter);
}

async function column(
  { services }: TestApp,
  name: string,
  field: string,
  filter: object = {},
): Promise<string[]> {
  const found = await services.world.db.collection(name).find(filter).toArray();
  return found.map((doc) => String(doc[field]));
}
