import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { billedOf } from '../../src/features/receiving/billing.ts';
import type { OrderLine } from '../../src/features/orders/index.ts';
import { useTestApp } from '../support/app.ts';
import { aReleasedBatch } from '../support/batches.ts';
import { aCommand, aNewSku, anOffer } from '../support/catalogue.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { anOrganisation, enterOrganisation, theOperator } from '../support/people.ts';
import { aSeller } from '../support/sellers.ts';

/** Twelve pears of 350 g in a box. */
const BOX_G = 12 * 350;
const DAY = '2026-09-24';

/** The table as somebody made it by hand, with a pocket calculator. */
const table = readFileSync(new URL('../fixtures/a22-pears-by-the-box.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((row) => {
    const [line = '', ...cells] = row.split(',');
    const figure = (place: number) => Number(cells[place] ?? 0);
    return {
      ...{ line, boxes: figure(0), orderedG: figure(1), fen: figure(2), perG: figure(3) },
      ...{ orderedFen: figure(4), acceptedG: figure(5), capG: figure(6), floorG: figure(7) },
      ...{ billedG: figure(8), billedFen: figure(9) },
    };
  });
const rows = table.filter(({ line }) => line !== 'total');
const total = table.at(-1) ?? expect.fail('no total');

describe('pears of 350 g by the box, paid by the gram (A22)', function () {
  this.timeout(60_000);
  checkInvariantsAfter(() => app());
  const app = useTestApp();
  const offers: string[] = [];
  let lines: readonly OrderLine[] = [];

  before(async () => {
    const sellerId = await aSeller(app());
    const operator = await theOperator(app().services);
    const { orgId } = await enterOrganisation(app().services, operator, anOrganisation());
    for (const { line, fen, perG } of rows) {
      const productId = `ds-pear-${line}`;
      await aReleasedBatch(app(), { sellerId, productId, grams: 200_000 });
      const sku = aNewSku({ id: `${productId}.box12`, productId, innerPieces: 12 });
      const pack = { ...sku.pack, nominalG: BOX_G, minG: 4_074, maxG: 4_326 };
      await app().services.catalogue.createSku({ ...sku, pack }, aCommand());
      const offer = { skuId: sku.id, price: { fen, perG }, channel: 'canteen' } as const;
      offers.push(await anOffer(app(), { sellerId, productId, ...offer }));
    }
    const wanted = rows.map(({ boxes: units, fen, perG }, place) => ({
      ...{ offerId: offers[place], units, shown: { fen, perG }, needOn: DAY },
    }));
    const body = { lines: wanted };
    const placed = await app().client.send('POST', '/api/canteen/orders', {
      as: `canteen+buyer@${orgId}`,
      body,
    });
    expect(placed.status, JSON.stringify(placed.body)).to.equal(201);
    const { id } = placed.body as { id: string };
    const one = await app().services.orders.history.one(id);
    lines = one?.group.lines ?? [];
  });

  it('orders whole boxes, and says what they weigh and cost as the table does', () => {
    const seen = lines.map(({ orderedUnits, orderedG, lineFen }) => [
      orderedUnits,
      orderedG,
      lineFen,
    ]);
    expect(seen).to.deep.equal(rows.map((row) => [row.boxes, row.orderedG, row.orderedFen]));
    expect(lines.reduce((sum, { lineFen }) => sum + lineFen, 0)).to.equal(total.orderedFen);
  });

  it('bills what was accepted, to the cap, rounded once a line, as the table does', () => {
    const aboard = lines.map(({ no, orderedG }) => ({ line: no, orderedG, g: orderedG }));
    const received = rows.map(({ acceptedG }, place) => ({
      no: place + 1,
      acceptedG,
      units: null,
    }));
    const billed = billedOf(
      lines,
      { aboard, lines: received } as unknown as Parameters<typeof billedOf>[1], // only what counts
      { tolPermille: 20, excess: [] },
    );
    const seen = billed.map(({ capG, floorG, billedG, fen }) => [capG, floorG, billedG, fen]);
    const wanted = rows.map(({ capG, floorG, billedG, billedFen }) => [
      ...[capG, floorG, billedG, billedFen],
    ]);
    expect(seen).to.deep.equal(wanted);
    expect(billed.reduce((sum, { fen }) => sum + fen, 0)).to.equal(total.billedFen);
  });
});
