import { expect } from 'chai';
import type { ClaimView } from '../../src/features/claims/index.ts';
import { ann, aPaidOrder, aParcel, aRecall, aShop, settle } from '../support/after-sale.ts';
import { useTestApp } from '../support/app.ts';
import { aStoredPhoto } from '../support/batches.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { aCommand } from '../support/people.ts';
import { aPackedDelivery } from '../support/shipping.ts';

describe('what comes back of one line (A34)', function () {
  this.timeout(60_000);
  checkInvariantsAfter(() => app());
  const app = useTestApp();
  let shop: Awaited<ReturnType<typeof aShop>>;

  before(async () => {
    shop = await aShop(app());
  });

  const asAnn = 'consumer@org-1';
  const asSeller = () => `cooperative@${shop.sellerId}`;
  const post = (path: string, body: unknown, as: string) =>
    app().client.send('POST', path, { as, body });

  async function claim(orderId: string, wanted: object): Promise<string> {
    const photo = await aStoredPhoto(app(), ann.orgId);
    const body = { words: '坏了', photos: [photo], lines: [{ no: 1 }], ...wanted };
    const made = await post(`/api/order-parts/${orderId}/claims`, body, asAnn);
    expect(made.status, JSON.stringify(made.body)).to.equal(201);
    return (made.body as { id: string }).id;
  }

  const grant = (id: string, fen?: number) =>
    post(
      `/api/claims/${id}/decide`,
      { grant: true, ...(fen !== undefined && { lines: [{ no: 1, fen }] }) },
      asSeller(),
    );

  async function one(id: string): Promise<ClaimView> {
    const { body } = await app().client.send('GET', `/api/claims/${id}`, { as: asAnn });
    return body as ClaimView;
  }

  it('light parcel, two claims and a recall at once are together never more than its charge', async () => {
    const { orderId, id } = await aParcel(app(), shop.offerId, 4_500);
    const late = await claim(orderId, { kind: 'recall' });
    await post(`/api/deliveries/${id}/confirm`, undefined, asAnn);
    await settle(app());
    const [bad, wrong] = [
      await claim(orderId, { kind: 'quality' }),
      await claim(orderId, { kind: 'wrong' }),
    ];
    await Promise.all([grant(late), grant(bad), grant(wrong), aRecall(app(), shop.batch)]);
    await settle(app());
    const account = await app().services.orders.accounts.get(orderId);
    expect(account.creditedFen).to.equal(6_800);
    expect(account.lines[0]?.creditableFen).to.equal(0);
    const claims = await Promise.all([late, bad, wrong].map(one));
    expect(claims.map(({ state }) => state).sort()).to.deep.equal(['filed', 'filed', 'granted']);
    const refused = claims.filter(({ state }) => state === 'filed');
    expect(refused[0]?.decisions[0]?.refused).to.include({ code: 'credit.more-than-charged' });
    const refunds = await app()
      .services.world.db.collection<{ orderId: string; fen: number }>('refunds')
      .find({ orderId })
      .toArray();
    expect(refunds.reduce((sum, { fen }) => sum + fen, 0)).to.equal(6_800);
  });

  it('a drop after a claim gives back what is left, and the order goes on', async () => {
    const other = await aShop(app());
    const orderId = await aPaidOrder(app(), other.offerId, 2);
    const { orders } = app().services;
    await app().services.fulfilment.orders.startPicking(orderId);
    const { allocs } = await orders.orders.get(orderId);
    await orders.accounts.row(orderId, {
      key: 'claim:test:1',
      kind: 'credit',
      lines: [{ no: 1, g: 0, fen: 10_000 }],
    });
    await app().services.fulfilment.orders.drop(orderId, allocs[0]?.hid ?? '');
    await settle(app());
    expect((await orders.accounts.get(orderId)).creditedFen).to.equal(13_600);
  });

  it('a cancel and a claim race for the same fen: both end, nothing is paid twice', async () => {
    const other = await aShop(app());
    const orderId = await aPaidOrder(app(), other.offerId);
    const { orders } = app().services;
    await Promise.all([
      orders.orders.cancel(orderId, '不要了', ann),
      orders.orders
        .credit(
          orderId,
          { key: 'claim:race:1', kind: 'credit', lines: [{ no: 1, g: 0, fen: 6_000 }] },
          'x',
        )
        .catch(() => undefined),
    ]);
    await settle(app());
    expect((await orders.accounts.get(orderId)).creditedFen).to.equal(6_800);
  });

  it('a decision is granted once wherever its process dies', async () => {
    const other = await aShop(app());
    const orderId = await aPaidOrder(app(), other.offerId);
    const id = await aPackedDelivery(app(), orderId);
    await app().services.fulfilment.dispatch(id, { plate: '', driver: '', by: 'u' });
    await post(`/api/deliveries/${id}/confirm`, undefined, asAnn);
    await settle(app());
    const { claims } = app().services;
    const wanted = { kind: 'recall', hidden: false, words: '召回', photos: [], lines: [{ no: 1 }] };
    const by = { actor: ann, command: aCommand() };
    const filed = await claims.file(orderId, wanted as never, by);
    const seller = {
      userId: 'u-s',
      orgId: other.sellerId,
      role: 'cooperative',
      duties: [],
    } as const;
    await Promise.all([
      claims.decide(filed._id, { grant: true, words: '' }, seller),
      claims.decide(filed._id, { grant: true, words: '' }, seller).catch(() => undefined),
      claims.resume(),
    ]);
    await settle(app());
    const { rows } = await app().services.orders.accounts.get(orderId);
    expect(rows.filter(({ key }) => key.startsWith('claim:'))).to.have.length(1);
    expect((await claims.get(filed._id)).state).to.equal('granted');
  });
});
