import { expect } from 'chai';
import { createBooks, findViolations } from '../../src/features/invariants/index.ts';
import { createFolderBlobs } from '../../src/platform/blobs.ts';
import { useTestApp } from '../support/app.ts';
import { aBy, aDraft, aStoredPhoto } from '../support/batches.ts';
import { aCommand } from '../support/catalogue.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { aConfirmedOrder, aPackedDelivery, aTrade, type Trade } from '../support/shipping.ts';

const HOUR_MS = 3_600_000;
const PLATE = { by: 'u-packer', plate: '皖L·示例', driver: '' };

describe('putting settled holds away', function () {
  this.timeout(60_000);
  after('the record is written', async () => {
    while ((await app().services.trace.drain()) > 0);
  });
  checkInvariantsAfter(() => app()); // before the hook that drops the database
  const app = useTestApp();
  let trade: Trade;

  before(async () => {
    trade = await aTrade(app());
  });

  const poolOf = async (code: string) =>
    (await app().services.pool.get(code)) ?? expect.fail(`no batch ${code}`);

  async function tidy(): Promise<void> {
    while ((await app().services.tidying.step()) > 0);
  }

  async function anAcceptedOrder(): Promise<string> {
    const orderId = await aConfirmedOrder(app(), trade);
    const delivery = await aPackedDelivery(app(), orderId);
    await app().services.fulfilment.dispatch(delivery, PLATE);
    const line = { no: 1, batchId: trade.batch, acceptedG: 30_000, rejectedG: 0 };
    const body = { name: '林老师', lines: [{ ...line, checks: ['look', 'papers'] }] };
    const as = `canteen@${trade.canteen.orgId}`;
    const made = await app().client.send('POST', `/api/deliveries/${delivery}/receipts`, {
      as,
      body,
    });
    expect(made.status).to.equal(201);
    return orderId;
  }

  /** I1, I2, I3, I5 now. */
  async function stockAddsUp(): Promise<void> {
    const { db, uploadsDir } = app().services.world;
    const books = createBooks(db, createFolderBlobs(uploadsDir));
    const found = await findViolations(books, { now: app().clock.now(), graceMs: 0 });
    const own = found.filter(({ invariant }) => ['I1', 'I2', 'I3', 'I5'].includes(invariant));
    expect(own).to.deep.equal([]);
  }

  it('keeps what is open, puts the rest away, and seals the pool', async () => {
    const { services, clock } = app();
    const accepted = await anAcceptedOrder();
    const open = await aConfirmedOrder(app(), trade);
    const gone = await aConfirmedOrder(app(), trade);
    const seller = { userId: 'u', orgId: trade.sellerId, role: 'cooperative', duties: [] } as const;
    await services.orders.orders.cancel(gone, '缺车', seller);
    await services.orders.orders.advance(gone);
    const placedAt = clock.now();
    const before = await poolOf(trade.batch);
    expect(before.holds.map(({ s }) => s)).to.have.members(['done', 'shipped', 'sold', 'released']);

    await tidy(); // the book is written at once, nothing is put away yet
    expect((await poolOf(trade.batch)).holds).to.have.length(4);
    expect((await services.pool.book(trade.batch)).map(({ kind }) => kind).sort()).to.deep.equal([
      'receive',
      'ship',
    ]);
    await stockAddsUp();

    clock.advanceMs(25 * HOUR_MS);
    await tidy();
    const after = await poolOf(trade.batch);
    expect(after.holds.map(({ s, ref }) => [s, ref])).to.deep.equal([['sold', open]]);
    expect(after.sealedBefore).to.deep.equal(new Date(placedAt.getTime() + 1));
    expect(after).to.include({ shippedG: before.shippedG, soldG: before.soldG });
    await stockAddsUp();

    const [alloc] = (await services.orders.orders.get(accepted)).allocs;
    const again = { id: alloc?.hid ?? '', g: 30_000, n: 1 };
    expect(await services.pool.ship(trade.batch, again)).to.deep.equal({ done: true });
    const late = { id: 'late', ref: 'late', g: 1, t: placedAt, exp: null, needAt: clock.now() };
    const refused = await services.pool.reserve(trade.batch, late);
    expect(refused.done ? '' : refused.refusal.code).to.equal('hold.too-late');
    const fresh = await aConfirmedOrder(app(), trade);
    expect((await poolOf(trade.batch)).holds.map(({ ref }) => ref)).to.deep.equal([open, fresh]);
  });

  it('reverses a receipt that was put away, once', async () => {
    const { services, clock } = app();
    const { code } = await aDraft(app());
    const submittedAt = clock.now();
    await services.batches.setPhotos(code, [await aStoredPhoto(app(), 'org-1')], aBy('org-1'));
    await services.batches.submit(code, aBy('org-1'));
    expect(await poolOf(code)).to.include({ status: 'submitted', availG: 100_000 });
    clock.advanceMs(25 * HOUR_MS);
    await tidy();
    expect((await poolOf(code)).holds).to.deep.equal([]);

    const by = { sellerId: 'org-1', userId: 'u-org-1', command: aCommand() };
    await services.batches.reject(code, '登错了', by);
    expect(await poolOf(code)).to.include({ status: 'rejected', availG: 0, receivedG: 0 });
    clock.advanceMs(25 * HOUR_MS);
    await tidy();
    await services.pool.reverse(code, { id: `${code}.1:in`, t: submittedAt });
    expect(await poolOf(code)).to.include({ availG: 0, receivedG: 0 });
    await stockAddsUp();
  });
});
