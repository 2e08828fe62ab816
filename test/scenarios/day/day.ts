import { expect } from 'chai';
import { harvest, onSale, order, receive, ship } from './canteen-day.ts';
import { castOf, signInAgain } from './cast.ts';
import { entersProduct, packs, registersBase, uploadsBatch } from './goods.ts';
import { statusOf, type Day, type Say } from './played.ts';
import type { DayWorld } from './world.ts';

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
