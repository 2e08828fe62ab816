import { expect } from 'chai';
import { aSmallPhoto } from '../../support/photos.ts';
import { signInAgain } from './cast.ts';
import { packs, registersBase, uploadsBatch } from './goods.ts';
import { statusOf, type Day } from './played.ts';

export async function harvest({ world, cast: { melonCoop }, say, found }: Day): Promise<void> {
  await world.timePasses('2026-06-08T07:00:00+08:00');
  await signInAgain(melonCoop);
  const base = await registersBase(melonCoop, {
    ...{ nameZh: '砀山县曹庄镇科技新村', village: '曹庄镇科技新村', crop: '大棚西瓜' },
    ...{ productId: 'ds-melon', titled: true },
  });
  const code = await uploadsBatch(melonCoop, {
    ...{ ...base, productId: 'ds-melon', harvestedOn: '2026-06-08', grams: 2_000_000 },
    subject: '砀山县青垄蔬菜专业合作社（示例）',
  });
  found['melons'] = code;
  const batch = await melonCoop.sees<{ state: string; availG: number; missing: string[] }>(
    `/api/batches/${code}`,
  );
  expect(batch).to.deep.include({ state: 'on_sale', availG: 2_000_000, missing: [] });
  say(`批次 ${code}：2,000 kg，证明齐全，已放行 released by itself`);
}

export async function onSale({ cast: { melonCoop }, say, found }: Day): Promise<void> {
  const code = found['melons'] ?? '';
  const price = { fen: 350, perG: 1_000 };
  const offer = {
    skuId: 'ds-melon.crate15',
    channel: 'canteen',
    price,
    seasonFrom: 5,
    seasonTo: 7,
  };
  found['offer'] = (await melonCoop.does<{ id: string }>('POST', '/api/offers', offer)).id;
  const roll = await melonCoop.does('POST', `/api/batches/${code}/labels`, {
    count: 20,
    netG: 15_000,
  });
  expect(roll).to.deep.equal({ from: 1, to: 20, netG: 15_000 });
  const label = await melonCoop.sees<{ qr: { text: string } }>(`/api/batches/${code}/label`);
  expect(label.qr.text).to.match(new RegExp(`/B/${code}$`));
  const page = await melonCoop.sees<string>(`/coop/batches/${code}/labels`);
  expect(page).to.contain('<svg');
  say(`20 张标签，二维码 ${label.qr.text}`);
}

export async function order({ world, cast, say, found }: Day): Promise<void> {
  const { buyer, approver, canteenAdmin, melonCoop } = cast;
  await world.timePasses('2026-06-08T08:30:00+08:00');
  await signInAgain(buyer, approver, canteenAdmin);
  const sheet = await buyer.sees<string>('/canteen/order');
  expect(sheet).to.contain('大棚西瓜');
  const line = {
    offerId: found['offer'],
    units: 20,
    shown: { fen: 350, perG: 1_000 },
    needOn: '2026-06-10',
  };
  const { id } = await buyer.does<{ id: string }>('POST', '/api/canteen/orders', { lines: [line] });
  found['group'] = id;
  expect(await statusOf(buyer, id)).to.equal('awaiting_approval');
  const waiting = await approver.sees<{ orders: { id: string }[] }>('/api/approvals');
  expect(waiting.orders.map((one) => one.id)).to.deep.equal([id]);
  await approver.does('POST', `/api/approvals/${id}/sign`);
  expect(await statusOf(buyer, id)).to.equal('placed');
  const batch = await melonCoop.sees<{ soldG: number; availG: number }>(
    `/api/batches/${found['melons'] ?? ''}`,
  );
  expect(batch).to.include({ soldG: 300_000, availG: 1_700_000 });
  say('300 kg，¥1,050.00，超过 ¥1,000，分管领导已签；批次还剩 1,700 kg');
}

export async function ship({ world, cast: { melonCoop, buyer }, say, found }: Day): Promise<void> {
  await world.timePasses('2026-06-09T14:00:00+08:00');
  await signInAgain(melonCoop, buyer);
  const list = await melonCoop.sees<PickList>('/api/fulfilment?day=2026-06-10');
  expect(list.products.map(({ orderedG }) => orderedG)).to.deep.equal([300_000]);
  const part = list.orders[0] ?? expect.fail('no order to ship');
  if (part.state === 'placed') await melonCoop.does('POST', `/api/order-parts/${part.id}/confirm`);
  const delivery = await packs(melonCoop, part.id, 300_400);
  found['delivery'] = delivery.id;
  await world.timePasses('2026-06-09T18:00:00+08:00');
  const note = await melonCoop.sees<string>(`/coop/deliveries/${delivery.id}/note`);
  expect(note).to.contain(delivery.noteNo);
  await melonCoop.does('POST', `/api/deliveries/${delivery.id}/dispatch`, {
    plate: '',
    driver: '',
  });
  expect(await statusOf(buyer, found['group'] ?? '')).to.equal('dispatched');
  say(`过秤 300.4 kg，送货单 ${delivery.noteNo}，已发车`);
}

interface PickList {
  readonly products: readonly { readonly orderedG: number }[];
  readonly orders: readonly { readonly id: string; readonly state: string }[];
}

export async function receive({ world, cast, say, found }: Day): Promise<void> {
  const { receiver, second, buyer, melonCoop } = cast;
  await world.timePasses('2026-06-10T06:30:00+08:00');
  await signInAgain(receiver, second, buyer, melonCoop);
  const delivery = found['delivery'] ?? '';
  const coming = await receiver.sees<{ arrivals: { id: string }[] }>('/api/receiving');
  expect(coming.arrivals.map(({ id }) => id)).to.deep.equal([delivery]);
  await receiver.does('POST', `/api/deliveries/${delivery}/arrive`, {});
  const photo = await receiver.uploads('/api/photos', await aSmallPhoto(7), 'image/jpeg');
  const receipt = await receiver.does<{ id: string }>(
    'POST',
    `/api/deliveries/${delivery}/receipts`,
    {
      name: '验收员甲',
      lines: [
        {
          ...{ no: 1, batchId: found['melons'], acceptedG: 285_000, rejectedG: 15_000 },
          ...{ reason: 'damaged', photos: [photo], tempC10: 118, checks: ['smell', 'temperature'] },
        },
      ],
    },
  );
  const once = await receiver.sees<{ state: string }>(`/api/receipts/${receipt.id}`);
  expect(once.state).to.equal('signed_once');
  await second.does('POST', `/api/receipts/${receipt.id}/sign`, { name: '验收员乙' });
  const final = await receiver.sees<FinalReceipt>(`/api/receipts/${receipt.id}`);
  expect(final.state).to.equal('final');
  expect(final.lines[0]).to.include({ acceptedG: 285_000, rejectedG: 15_000, shortageG: 400 });
  expect(final.billed[0]).to.include({ billedG: 285_000, fen: 99_750 });
  const taken = await buyer.sees<TakenIn>(`/api/orders/${found['group'] ?? ''}`);
  expect(taken.parts[0]?.accepted).to.include({ g: 285_000, fen: 99_750 });
  expect(await buyer.sees<string>('/canteen/orders'))
    .to.contain('¥997.50')
    .and.contain('实收 285 kg');
  const ledger = await buyer.sees<Ledger>('/api/ledger?from=2026-06-10&to=2026-06-10');
  expect(ledger.rows).to.have.length(1);
  expect(ledger.rows[0]).to.include({
    lot: found['melons'],
    acceptedG: 285_000,
    rejectedG: 15_000,
  });
  expect(ledger.rows[0]?.inspectors).to.have.length(2);
  const page = await buyer.sees<string>('/canteen/ledger?from=2026-06-10&to=2026-06-10');
  expect(page).to.contain('大棚西瓜');
  say('实收 285 kg，拒收 15 kg（破损），按实收结 ¥997.50；台账一行，两人签名');
}

interface FinalReceipt {
  readonly state: string;
  readonly lines: readonly Record<string, unknown>[];
  readonly billed: readonly Record<string, unknown>[];
}

interface TakenIn {
  readonly parts: readonly { readonly accepted?: { readonly g: number; readonly fen: number } }[];
}

interface Ledger {
  readonly rows: readonly (Record<string, unknown> & { readonly inspectors: string[] })[];
}
