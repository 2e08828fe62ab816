import { expect } from 'chai';
import { aSmallPhoto } from '../../support/photos.ts';
import { castOf, signInAgain, type Cast } from './cast.ts';
import { entersProduct, registersBase, uploadsBatch } from './goods.ts';
import type { Person } from './person.ts';
import type { DayWorld } from './world.ts';

/** What is said aloud while the day is played. */
export type Say = (words: string) => void;

interface Day {
  readonly world: DayWorld;
  readonly cast: Cast;
  readonly say: Say;
  /** Codes and ids that come up as the day goes on. */
  readonly found: Record<string, string>;
}

/** One step of "A day with the service" (`product.md`), in words, and what is done and seen. */
interface Step {
  readonly words: string;
  readonly play: (day: Day) => Promise<void>;
}

export const STEPS: readonly Step[] = [
  {
    words:
      '1 合作社登记基地与地块，上传批次 A cooperative registers base and plot, and uploads a batch',
    play: harvest,
  },
  { words: '2 打印标签，批次上架 Labels are printed, the batch is on sale', play: onSale },
  {
    words: '3 食堂截单前下单，分管领导签批 A canteen orders before the cut-off, its approver signs',
    play: order,
  },
  { words: '4 合作社拣货、过秤、发车 The cooperative picks, weighs and dispatches', play: ship },
  {
    words:
      '5 06:30 双人验收，拒收一筐，台账自动生成 Two inspectors receive, refuse a crate, the ledger writes itself',
    play: receive,
  },
  {
    words: '6 市民买一箱梨，扫码看产地 A citizen buys a box of pears and scans its code',
    play: citizenBuys,
  },
];

/** Opens the day: everybody is there, and the pears were picked the autumn before. */
export async function beginDay(world: DayWorld, say: Say): Promise<Day> {
  const cast = await castOf(world);
  const { operator, pearCoop } = cast;
  const melon = { id: 'ds-melon', nameZh: '大棚西瓜', nameEn: 'Greenhouse watermelon' };
  await entersProduct(
    operator,
    { ...melon, shelfLifeDays: 15, zone: 'warm_veg' },
    { id: 'ds-melon.crate15', nameZh: '筐15 kg', packZh: '筐', soldBy: 'kg', nominalG: 15_000 },
  );
  const pear = {
    id: 'ds-pear-1',
    nameZh: '砀山酥梨 一级果',
    nameEn: 'Dangshan crisp pear, grade 1',
  };
  await entersProduct(
    operator,
    { ...pear, shelfLifeDays: 270, zone: 'fruit' },
    { id: 'ds-pear-1.box5', nameZh: '箱装5 kg', packZh: '箱', soldBy: 'box', nominalG: 5_000 },
  );
  const orchard = await registersBase(pearCoop, {
    ...{ nameZh: '良梨示范梨园（示例）', village: '良梨镇良梨村', crop: '酥梨' },
    ...{ productId: 'ds-pear-1', titled: false },
  });
  const pears = await uploadsBatch(pearCoop, {
    ...{ ...orchard, productId: 'ds-pear-1', harvestedOn: '2025-10-15', grams: 3_600_000 },
    subject: '砀山禾棠果蔬专业合作社（示例）',
  });
  await pearCoop.does('POST', '/api/offers', {
    ...{ skuId: 'ds-pear-1.box5', channel: 'retail', price: { fen: 6_800, perUnit: 1 } },
    ...{ seasonFrom: 1, seasonTo: 12 },
  });
  return { world, cast, say, found: { pears } };
}

async function harvest({ world, cast: { melonCoop }, say, found }: Day): Promise<void> {
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

async function onSale({ cast: { melonCoop }, say, found }: Day): Promise<void> {
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

async function order({ world, cast, say, found }: Day): Promise<void> {
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

async function statusOf(buyer: Person, id: string): Promise<string> {
  return (await buyer.sees<{ status: string }>(`/api/orders/${id}`)).status;
}

async function ship({ world, cast: { melonCoop, buyer }, say, found }: Day): Promise<void> {
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

/** Picks, weighs (all parts together `grams`, or as ordered), packs and loads an order. */
async function packs(coop: Person, orderId: string, grams?: number) {
  await coop.does('POST', `/api/order-parts/${orderId}/pick`);
  const { lines } = await coop.sees<{ lines: { parts: { hid: string; g: number }[] }[] }>(
    `/api/order-parts/${orderId}`,
  );
  for (const { hid, g } of lines.flatMap(({ parts }) => parts)) {
    await coop.does('POST', `/api/order-parts/${orderId}/weights`, { hid, g: grams ?? g });
  }
  await coop.does('POST', `/api/order-parts/${orderId}/pack`);
  return coop.does<{ id: string; noteNo: string }>(
    'POST',
    `/api/order-parts/${orderId}/deliveries`,
    {},
  );
}

async function receive({ world, cast, say, found }: Day): Promise<void> {
  const { receiver, second, buyer, melonCoop } = cast;
  await world.timePasses('2026-06-10T06:30:00+08:00');
  await signInAgain(receiver, second, buyer, melonCoop);
  const delivery = found['delivery'] ?? '';
  const coming = await receiver.sees<{ arrivals: { id: string }[] }>('/api/receiving');
  expect(coming.arrivals.map(({ id }) => id)).to.deep.equal([delivery]);
  await receiver.does('POST', `/api/deliveries/${delivery}/arrive`);
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

interface Ledger {
  readonly rows: readonly (Record<string, unknown> & { readonly inspectors: string[] })[];
}

async function citizenBuys({ world, cast, say, found }: Day): Promise<void> {
  const { citizen, pearCoop } = cast;
  await world.timePasses('2026-06-10T10:00:00+08:00');
  await signInAgain(citizen, pearCoop);
  const shop = await citizen.sees<{ cards: { offerId: string; price: unknown }[] }>(
    '/api/shop?q=suli',
  );
  const card = shop.cards[0] ?? expect.fail('no pears in the shop');
  const { id } = await citizen.does<{ id: string }>('POST', '/api/checkout', {
    lines: [{ offerId: card.offerId, units: 1, shown: card.price }],
    deliverTo: { name: '市民', phone: '000-00000000', address: '杭州市西湖区示例路 1 号' },
  });
  const order = await citizen.sees<{ payUrl: string; status: string }>(`/api/orders/${id}`);
  expect(order.status).to.equal('awaiting_payment');
  const ref = new URL(order.payUrl, world.origin).pathname.split('/').at(-1) ?? '';
  await citizen.does('POST', `/api/sandbox-pay/${ref}/pay`);
  expect(await statusOf(citizen, id)).to.equal('placed');
  const parts = await citizen.sees<{ parts: { id: string }[] }>(`/api/orders/${id}`);
  const partId = parts.parts[0]?.id ?? expect.fail('no order of the cooperative');
  await pearCoop.does('POST', `/api/order-parts/${partId}/confirm`);
  const parcel = await packs(pearCoop, partId);
  await pearCoop.does('POST', `/api/deliveries/${parcel.id}/dispatch`, { plate: '', driver: '' });
  await world.timePasses('2026-06-12T15:00:00+08:00');
  await signInAgain(citizen);
  await citizen.does('POST', `/api/deliveries/${parcel.id}/confirm`);
  expect(await statusOf(citizen, id)).to.equal('closed');
  await world.timePasses('2026-06-12T15:01:00+08:00');
  await scans({ world, found }, say);
}

/** A stranger's phone: no account, no cookie, no script. */
async function scans({ world, found }: Pick<Day, 'world' | 'found'>, say: Say): Promise<void> {
  const pears = await (await fetch(`${world.origin}/b/${found['pears'] ?? ''}`)).text();
  for (const words of [
    '砀山酥梨',
    '良梨示范梨园（示例）',
    '2025 年 10 月 15 日',
    '合格证',
    '发往杭州',
  ]) {
    expect(pears).to.contain(words);
  }
  expect(pears).to.not.contain('市民（示例）').and.not.contain('<script');
  const melons = await (
    await fetch(`${world.origin}/b/${(found['melons'] ?? '').toLowerCase()}`)
  ).text();
  for (const words of ['杭州市西湖区菜篮子生产基地', '文号未公布', '拒收', '验收入库']) {
    expect(melons).to.contain(words);
  }
  const slip = await fetch(`${world.origin}/b/7KQ2-M9XW-4A3`);
  expect([slip.status, (await fetch(`${world.origin}/b/7KQ2M9XW4A2`)).status]).to.deep.equal([
    400, 404,
  ]);
  say(`扫码 ${found['pears'] ?? ''}：基地、采收、合格证、筛查、每一步，谁说的都写着`);
}
