import type { Actor } from '../src/shared/actor.ts';
import { addDays } from '../src/shared/calendar.ts';
import { dayAt } from '../src/shared/day.ts';
import { sellerOf, type Grounds } from './batches.ts';
import type { CanteenCast, Cast } from './people.ts';
import { aCommand, at, type Stage, type Story } from './stage.ts';

const offerOf = (seller: Actor, skuId: string, channel: string) =>
  `${seller.orgId}:${skuId}:${channel}`;

/** Two steps of the price of a box of pears, so that its page has a history. */
export async function* priceStory(stage: Stage, grounds: Grounds): Story {
  const seller = sellerOf(grounds, 'ds-pear-1');
  const id = offerOf(seller, 'ds-pear-1.box5', 'retail');
  const steps = [
    [-60, 6_400],
    [-25, 6_800],
  ] as const;
  for (const [day, fen] of steps) {
    yield at(stage.today, day, '09:30');
    const by = { sellerId: seller.orgId, userId: seller.userId, command: aCommand() };
    await stage.services.catalogue.setPrice(id, { fen, perUnit: 1 }, by);
  }
}

/**
 * What is agreed today: a contract price that counts, one that waits for the school, tiers on pears and
 * rice, eggs dearer than last time, and what a delivery must come to.
 */
export async function agreePrices(stage: Stage, grounds: Grounds, cast: Cast): Promise<void> {
  const school = cast.canteens.get('C1');
  if (!school) throw new RangeError('no canteen C1 on the stage');
  await contracts(stage, grounds, school);
  await tiers(stage, grounds);
  await dearer(stage, grounds);
  const { calendars } = stage.services;
  const carrots = sellerOf(grounds, 'xx-carrot');
  await calendars.setMinimum(carrots.orgId, 10_000, { actor: carrots, command: aCommand() });
}

async function contracts(stage: Stage, grounds: Grounds, school: CanteenCast): Promise<void> {
  const { agreements } = stage.services;
  const today = dayAt(stage.today);
  const term = { buyerId: school.buyer.orgId, validFrom: today, validTo: addDays(today, 120) };
  const pears = sellerOf(grounds, 'ds-pear-2');
  const agreed = await agreements.propose(
    {
      ...{ ...term, no: 'HT-2026-017', rule: 'fixed', per: { perG: 1_000 } },
      offerId: offerOf(pears, 'ds-pear-2.crate15', 'canteen'),
      price: { fen: 380, perG: 1_000 },
    },
    { actor: pears, command: aCommand() },
  );
  await agreements.approve(agreed._id, school.approver);
  const cabbage = sellerOf(grounds, 'yq-cabbage');
  await agreements.propose(
    {
      ...{ ...term, no: 'HT-2026-021', rule: 'index', per: { perG: 1_000 } },
      offerId: offerOf(cabbage, 'yq-cabbage.crate10', 'canteen'),
      index: {
        fen: 160,
        permille: 1_050,
        addFen: 10,
        source: '示例批发行情',
        month: today.slice(0, 7),
      },
    },
    { actor: cabbage, command: aCommand() },
  );
}

async function tiers(stage: Stage, grounds: Grounds): Promise<void> {
  const { catalogue } = stage.services;
  for (const [skuId, channel] of [
    ['ds-pear-1.box5', 'retail'],
    ['ds-pear-1.box5', 'canteen'],
    ['xx-carrot.crate10', 'canteen'],
  ] as const) {
    const seller = sellerOf(grounds, skuId.split('.')[0] ?? '');
    const id = offerOf(seller, skuId, channel);
    const [known] = await catalogue.offersByIds([id]);
    if (!known) continue;
    const { price } = known.offer;
    const less = (permille: number) => ({
      ...price,
      fen: Math.floor((price.fen * permille) / 1_000),
    });
    const steps = [
      { fromUnits: 10, price: less(950) },
      { fromUnits: 20, price: less(920) },
    ];
    const by = { sellerId: seller.orgId, userId: seller.userId, command: aCommand() };
    await catalogue.setTiers(id, steps, by);
  }
}

async function dearer(stage: Stage, grounds: Grounds): Promise<void> {
  const { catalogue } = stage.services;
  const seller = sellerOf(grounds, 'lb-egg');
  const id = offerOf(seller, 'lb-egg.case360', 'canteen');
  const [known] = await catalogue.offersByIds([id]);
  if (!known) return;
  const { price } = known.offer;
  const by = { sellerId: seller.orgId, userId: seller.userId, command: aCommand() };
  await catalogue.setPrice(id, { ...price, fen: Math.round(price.fen * 1.08) }, by);
}
