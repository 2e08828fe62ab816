import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { expect } from 'chai';
import { newCommandKey } from '../../src/http/command.ts';
import { readXlsx, writeXlsx } from '../../src/platform/xlsx.ts';
import { AppError } from '../../src/shared/errors.ts';
import { useTestApp } from '../support/app.ts';
import { aReleasedBatch } from '../support/batches.ts';
import { anOffer } from '../support/catalogue.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { anOrganisation, enterOrganisation, theOperator } from '../support/people.ts';
import { aSeller } from '../support/sellers.ts';

const SHOWN = { fen: 500, perG: 1_000 };
const DAY = '2026-09-24';

interface Draft {
  readonly rows: readonly { offerId: string; units: number; rev: number; onShort: string }[];
  readonly note: string;
  readonly noteRev: number;
}

describe('the order sheet over HTTP', function () {
  this.timeout(60_000);
  checkInvariantsAfter(() => app());
  const app = useTestApp();
  let [sellerId, orgId, crate, box] = ['', '', '', ''];

  before(async () => {
    sellerId = await aSeller(app());
    const operator = await theOperator(app().services);
    ({ orgId } = await enterOrganisation(app().services, operator, anOrganisation()));
    crate = await anOffer(app(), { sellerId, channel: 'canteen' });
    const skuId = 'ds-pear-1.box5';
    box = await anOffer(app(), {
      sellerId,
      skuId,
      channel: 'canteen',
      price: { fen: 4_000, perUnit: 1 },
    });
    await aReleasedBatch(app(), { sellerId, grams: 1_000_000 });
  });

  const send = (as: string, method: string, to: string, body?: object, key = newCommandKey()) =>
    app().client.send(method, to, { as, key, ...(body && { body }) });
  const buyer = () => `canteen@${orgId}`;
  const draft = async () =>
    ((await send(buyer(), 'GET', '/api/canteen/sheet')).body as { draft: Draft }).draft;
  const order = (lines: object[]) => send(buyer(), 'POST', '/api/canteen/orders', { lines });
  const line = (more: object = {}) => ({
    offerId: crate,
    units: 2,
    shown: SHOWN,
    needOn: DAY,
    ...more,
  });
  const row = (units: number, seen: number, more: object = {}) => ({
    ...{ offerId: crate, units, onShort: 'refuse', substitutes: [], seen, ...more },
  });
  const save = (body: object, key?: string) =>
    send(buyer(), 'PUT', '/api/canteen/draft', body, key);

  it('keeps what is typed for the next device, and what another typed is never overwritten unseen', async () => {
    const key = newCommandKey();
    const body = { rows: [row(3, 0)], note: { text: '请早点', seen: 0 } };
    const [one, again] = [await save(body, key), await save(body, key)];
    expect(again.body).to.deep.equal(one.body);
    expect(await draft()).to.deep.include({ note: '请早点', noteRev: 1 });
    expect((await draft()).rows[0]).to.include({ units: 3, rev: 1 });

    const racers = await Promise.all([4, 5, 6].map((units) => save({ rows: [row(units, 1)] })));
    const won = racers.filter(
      ({ body: b }) => (b as { conflicts: string[] }).conflicts.length === 0,
    );
    expect(won).to.have.lengthOf(1);
    expect((await draft()).rows[0]).to.include({ rev: 2 });
  });

  it('is empty once it was ordered, also when the order is sent twice; a refused one stays', async () => {
    expect((await order([line({ units: 90_000 })])).status).to.equal(409);
    expect((await draft()).rows).to.have.lengthOf(1);
    const key = newCommandKey();
    const body = { lines: [line()] };
    const placed = await send(buyer(), 'POST', '/api/canteen/orders', body, key);
    expect(placed.status, JSON.stringify(placed.body)).to.equal(201);
    expect(await draft()).to.deep.include({ rows: [], note: '' });
    await save({ rows: [row(8, 0)] });
    await send(buyer(), 'POST', '/api/canteen/orders', body, key); // late repeat
    expect((await draft()).rows[0]).to.include({ units: 8 });
  });

  it('takes what comes instead only where it could be ordered itself', async () => {
    const wrong = line({ onShort: 'substitute', substitutes: ['nothing:at.all:canteen'] });
    expect((await order([wrong])).body).to.include({ code: 'order.substitute-wrong' });
    expect((await order([line({ onShort: 'substitute' })])).status).to.equal(400);
    const good = await order([line({ onShort: 'substitute', substitutes: [box] })]);
    expect(good.status, JSON.stringify(good.body)).to.equal(201);
    const { id } = good.body as { id: string };
    const group = (await app().services.orders.history.one(id))?.group;
    expect(group?.lines[0]).to.deep.include({ onShort: 'substitute', substitutes: [box] });
  });

  it('refuses a delivery below its seller’s least sum, by name, before anything is reserved', async () => {
    const minimum = (minOrderFen: number) =>
      send(`cooperative@${sellerId}`, 'PUT', `/api/sellers/${sellerId}/minimum`, { minOrderFen });
    expect((await minimum(30_000)).status).to.equal(204);
    const { body } = await order([line()]);
    expect(body).to.include({ code: 'order.below-minimum', minFen: 30_000, fen: 15_000 });
    expect(body).to.include({ name: '砀山梨农合作社（示例）', needOn: DAY });
    expect((await order([line({ units: 4 })])).status).to.equal(201);
    const foreign = await send('cooperative@other', 'PUT', `/api/sellers/${sellerId}/minimum`, {
      minOrderFen: 1,
    });
    expect(foreign.status).to.equal(404);
    await minimum(0);
  });

  it('closes a kind of goods when the operator says so, and for one seller as he says', async () => {
    const early = { daysBefore: 4, time: '12:00', weekdays: [1, 2, 3, 4, 5] };
    const own = `/api/sellers/${sellerId}/cutoffs/fresh`;
    await send(`cooperative@${sellerId}`, 'PUT', own, { rule: early });
    expect((await order([line()])).body).to.include({ code: 'order.past-cutoff' });
    await send(`cooperative@${sellerId}`, 'PUT', own, { rule: null });
    expect((await order([line()])).status).to.equal(201);
    await send('operator@platform', 'PUT', '/api/delivery-rules/fresh', early);
    expect((await order([line()])).body).to.include({ code: 'order.past-cutoff' });
    const usual = { daysBefore: 2, time: '12:00', weekdays: [1, 2, 3, 4, 5, 6] };
    await send('operator@platform', 'PUT', '/api/delivery-rules/fresh', usual);
  });

  it('brings nothing on the days a canteen has crossed out', async () => {
    const closed = [{ from: DAY, to: DAY, why: '秋游' }];
    const calendar = { closed, terms: [], onHolidays: false };
    expect((await send(buyer(), 'PUT', '/api/canteen/calendar', calendar)).status).to.equal(204);
    expect((await order([line()])).body).to.include({ code: 'order.no-delivery-day' });
    const { body } = await send(buyer(), 'GET', '/api/canteen/sheet');
    expect((body as { days: string[] }).days)
      .to.not.include(DAY)
      .and.to.not.include('2026-09-25');
    await send(buyer(), 'PUT', '/api/canteen/calendar', { ...calendar, closed: [] });
  });

  it('says when a price rose by more than a twentieth since the last order', async () => {
    const price = { fen: 530, perG: 1_000 };
    await send(`cooperative@${sellerId}`, 'PUT', `/api/offers/${crate}/price`, price);
    const { body } = await send(buyer(), 'GET', '/api/canteen/sheet');
    const { rows } = body as { rows: { offerId: string; moved: string | null }[] };
    expect(rows.find(({ offerId }) => offerId === crate)?.moved).to.equal('up');
    await send(`cooperative@${sellerId}`, 'PUT', `/api/offers/${crate}/price`, SHOWN);
  });
});

describe('workbooks', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'suhang-xlsx-'));
  const kept = (name: string, content: Buffer) => {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  const refusal = async (file: string) => {
    try {
      await readXlsx(file);
      return 'read';
    } catch (error) {
      return error instanceof AppError ? error.code : String(error);
    }
  };

  it('are read as they were written', async () => {
    const rows = [
      ['品名', '数量'],
      ['酥梨', 12.5],
    ];
    const content = await writeXlsx(rows, { sheet: '采购单', widths: [20, 10] });
    expect(await readXlsx(kept('list.xlsx', content))).to.deep.equal(rows);
  });

  it('are refused when they are none, too long, or blow up when unpacked', async () => {
    expect(await refusal(kept('no.xlsx', Buffer.from('品名,数量')))).to.equal('import.unreadable');
    const long = Array.from({ length: 10_001 }, (_, n) => [n]);
    const content = await writeXlsx(long, { sheet: 'x', widths: [8] });
    expect(await refusal(kept('long.xlsx', content))).to.equal('import.too-many-rows');
    expect(await refusal(kept('bomb.xlsx', aBomb()))).to.equal('import.too-large');
  });

  /** A zip of one entry that says it is small and unpacks to 64 MB. */
  function aBomb(): Buffer {
    const packed = deflateRawSync(Buffer.alloc(64 * 1_048_576));
    const name = Buffer.from('xl/worksheets/sheet1.xml');
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(100, 24); // a lie
    entry.writeUInt16LE(name.length, 28);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(1, 8);
    end.writeUInt16LE(1, 10);
    end.writeUInt32LE(entry.length + name.length, 12);
    end.writeUInt32LE(local.length + name.length + packed.length, 16);
    return Buffer.concat([local, name, packed, entry, name, end]);
  }
});
