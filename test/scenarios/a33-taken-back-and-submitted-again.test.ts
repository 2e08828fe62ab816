import { expect } from 'chai';
import type { BaseView } from '../../src/features/bases/base.schema.ts';
import { newCommandKey } from '../../src/http/command.ts';
import { useTestApp } from '../support/app.ts';
import { aBaseWithPlot } from '../support/bases.ts';
import { aDraft, aReadyDraft, aStoredPhoto } from '../support/batches.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';

const SELLER = 'org-a33';
const as = `cooperative@${SELLER}`;
/** What one plot of 1 mu can yield in a year. */
const MU_CAP_G = 3_000_000;

describe('a batch that is taken back and registered again (A33)', function () {
  this.timeout(60_000);
  checkInvariantsAfter(() => app());
  const app = useTestApp();

  const send = (method: string, path: string, body?: unknown) =>
    app().client.send(method, path, {
      ...{ as, key: newCommandKey(), ...(body !== undefined && { body }) },
    });

  it('frees the yield of its plot, so that the corrected one fits', async () => {
    const productId = 'ds-pear-1';
    const plot = { productIds: [productId], areaMu100: 100 };
    const { baseId, plotId } = await aBaseWithPlot(app(), { orgId: SELLER, plot });
    const usedG = async () => {
      const { body } = await send('GET', `/api/bases/${baseId}`);
      return (body as BaseView).cycles.map((cycle) => cycle.harvestedG);
    };
    const of = { sellerId: SELLER, productId, plotId, grams: MU_CAP_G };
    const first = await aDraft(app(), of); // without a certificate: it waits
    const photos = [await aStoredPhoto(app(), SELLER)];
    expect((await send('PUT', `/api/batches/${first.code}/photos`, { photos })).status).to.equal(
      204,
    );
    expect((await send('POST', `/api/batches/${first.code}/submission`)).status).to.equal(200);
    expect(await usedG()).to.deep.equal([MU_CAP_G]);

    const second = await aReadyDraft(app(), of);
    const refused = await send('POST', `/api/batches/${second.code}/submission`);
    expect(refused.body).to.include({ code: 'harvest.over-yield-cap' });

    const path = `/api/batches/${first.code}/rejection`;
    expect((await send('POST', path, { reason: '重量填错' })).status).to.equal(204);
    expect(await usedG()).to.deep.equal([0]);

    expect((await send('POST', `/api/batches/${second.code}/submission`)).status).to.equal(200);
    expect(await usedG()).to.deep.equal([MU_CAP_G]);
    expect(await app().services.pool.get(second.code)).to.include({
      ...{ status: 'released', availG: MU_CAP_G },
    });
    expect(await app().services.pool.get(first.code)).to.include({ status: 'rejected', availG: 0 });
  });
});
