import type { Grounds } from './batches.ts';
import { sheetStory, sheetTime, type SheetPlan, type Upto } from './canteen-orders.ts';
import { facts, productFacts, type ProductFacts } from './facts.ts';
import type { CanteenCast, Cast } from './people.ts';
import { retailStory } from './retail-orders.ts';
import { latestHarvest, pearStory, tomatoDay } from './season.ts';
import { at, type Stage, type Story } from './stage.ts';

/** Orders in every state that waits for a person, and every end there is. */
export function orderStories(stage: Stage, grounds: Grounds, cast: Cast): Story[] {
  return [
    ...lastSeason(stage, grounds, cast),
    ...theStories(stage, grounds, cast),
    usualSheet(stage, grounds, cast),
    ...waiting(stage, grounds, cast),
    ...ended(stage, grounds, cast),
    ...citizens(stage, grounds, cast),
  ];
}

export function canteenOf({ canteens }: Cast, id: string): CanteenCast {
  const found = canteens.get(id);
  if (!found) throw new RangeError(`no canteen ${id} on the stage`);
  return found;
}

/** Goods whose season is over, as a finished order of that season. */
function lastSeason(stage: Stage, grounds: Grounds, cast: Cast): Story[] {
  const { today } = stage;
  return facts.products
    .filter(({ internal, legalClass }) => !internal && legalClass === 'vegetable_fruit')
    .flatMap((product) => {
      const { day, onSale } = latestHarvest(product, today);
      if (onSale || day > -6) return [];
      return [finished(stage, grounds, { product, when: at(today, day, '17:30'), cast })];
    });
}

interface Finished {
  readonly product: ProductFacts;
  readonly when: Date;
  readonly cast: Cast;
}

function finished(stage: Stage, grounds: Grounds, { product, when, cast }: Finished): Story {
  const pack = product.skus.find(({ prices }) => prices.canteen !== null);
  if (pack && product.canteenAllowed) {
    const lines = [{ skuId: pack.id, units: 4 }];
    return sheetStory(stage, grounds, {
      canteen: canteenOf(cast, 'C7'),
      lines,
      at: when,
      upto: 'final',
    });
  }
  const skuId = product.skus[0]?.id ?? '';
  return retailStory(stage, grounds, {
    ...{ consumer: cast.consumer, skuId, units: 1, at: when, upto: 'confirmed' },
  });
}

/** s-pear and s-reject, with the grams of the facts. */
function theStories(stage: Stage, grounds: Grounds, cast: Cast): Story[] {
  const pear = facts.stories.find(({ id }) => id === 's-pear')?.orderLine;
  const reject = facts.stories.find(({ id }) => id === 's-reject')?.orderLine;
  if (!pear || !reject) throw new RangeError('facts.json lacks the stories');
  const { acceptedG } = pear;
  return [
    sheetStory(stage, grounds, {
      canteen: canteenOf(cast, 'C1'),
      lines: [{ skuId: pear.skuId, units: pear.packs }],
      at: sheetTime(stage, pearStory(stage.today).orderDay),
      upto: 'final',
      takes: () => ({ acceptedG, rejectedG: 0 }),
    }),
    sheetStory(stage, grounds, {
      canteen: canteenOf(cast, 'C3'),
      lines: [{ skuId: reject.skuId, units: reject.packs }],
      at: at(stage.today, tomatoDay(stage.today), '17:00'),
      upto: 'final',
      takes: (g) => ({ acceptedG: 0, rejectedG: g, reason: 'chilling_injury' }),
    }),
  ];
}

/** What the school buys every week, of what is in season: its sheet knows the goods, sellers have orders. */
function usualSheet(stage: Stage, grounds: Grounds, cast: Cast): Story {
  const wanted = [
    ['ds-pear-2.crate15', 4],
    ['xx-carrot.crate10', 3],
    ['yq-cabbage.crate10', 4],
    ['lb-egg.case360', 2],
    ['lb-flour.bag25', 2],
    ['sx-noodles.bag2500', 4],
  ] as const;
  const lines = wanted
    .map(([skuId, units]) => ({ skuId, units }))
    .filter(({ skuId }) => isOnSale(skuId, stage));
  const of: Pick<SheetPlan, 'canteen' | 'upto'> = {
    canteen: canteenOf(cast, 'C1'),
    upto: 'placed',
  };
  return sheetStory(stage, grounds, { ...of, lines, at: sheetTime(stage, -1) });
}

function isOnSale(skuId: string, { today }: Stage): boolean {
  const id = skuId.split('.')[0] ?? '';
  if (id === 'ds-pear-2') return pearStory(today).onSale;
  return latestHarvest(productFacts(id), today).onSale;
}

/** One order of each state in which somebody has something to do today. */
function waiting(stage: Stage, grounds: Grounds, cast: Cast): Story[] {
  const sheets: readonly (readonly [Upto, string, string, number, number])[] = [
    ['awaiting_approval', 'C1', 'ds-pear-2.crate15', 90, 0],
    ['placed', 'C2', 'ds-pear-2.crate15', 6, 0],
    ['confirmed', 'C5', 'ds-pear-1.crate15', 4, -1],
    ['picking', 'C6', 'ds-pear-2.crate15', 8, -1],
    ['packed', 'C7', 'ds-pear-2.crate15', 20, -2],
    ['dispatched', 'C1', 'ds-pear-2.crate15', 5, -3],
    ['arrived', 'C4', 'ds-pear-2.crate15', 10, -3],
    ['signed_once', 'C1', 'ds-pear-2.crate15', 6, -4],
  ];
  return sheets.map(([upto, id, skuId, units, day]) => {
    const lines = [{ skuId: offered(skuId, stage), units }];
    const plan: SheetPlan = {
      canteen: canteenOf(cast, id),
      lines,
      at: sheetTime(stage, day),
      upto,
    };
    return sheetStory(stage, grounds, plan);
  });
}

/** Pears while they are sold; else vermicelli, which are made and keep all year. */
export function offered(skuId: string, { today }: Stage): string {
  return pearStory(today).onSale ? skuId : 'sx-noodles.box10';
}

/** Every end: refused for want of goods, declined, cancelled by either side. */
function ended(stage: Stage, grounds: Grounds, cast: Cast): Story[] {
  const lines = (units: number) => [{ skuId: offered('ds-pear-2.crate15', stage), units }];
  const tooMuch: SheetPlan = {
    ...{ canteen: canteenOf(cast, 'C7'), lines: lines(90_000), at: sheetTime(stage, -1) },
    upto: 'awaiting_approval',
  };
  return [
    sheetStory(stage, grounds, tooMuch),
    declined(stage, grounds, { ...tooMuch, canteen: canteenOf(cast, 'C4'), lines: lines(80) }),
    cancelled(stage, grounds, { ...tooMuch, lines: lines(3), at: sheetTime(stage, 0) }),
  ];
}

async function* declined(stage: Stage, grounds: Grounds, plan: SheetPlan): Story {
  yield* sheetStory(stage, grounds, { ...plan, upto: 'awaiting_approval' });
  const { approvals } = stage.services.orders;
  for (const { _id } of await approvals.waiting(plan.canteen.buyer.orgId)) {
    await approvals.decline(_id, '本周已备货（示例）', plan.canteen.approver);
  }
}

async function* cancelled(stage: Stage, grounds: Grounds, plan: SheetPlan): Story {
  yield* sheetStory(stage, grounds, { ...plan, upto: 'placed' });
  const { orders, history } = stage.services.orders;
  const placed = await history.ofBuyer(plan.canteen.buyer.orgId);
  const open = placed.flatMap((one) => one.orders).filter(({ state }) => state === 'placed');
  for (const { _id } of open) await orders.cancel(_id, '菜单改了（示例）', plan.canteen.buyer);
}

function citizens(stage: Stage, grounds: Grounds, { consumer }: Cast): Story[] {
  const { today } = stage;
  const skuId = pearStory(today).onSale ? 'ds-pear-1.box5' : 'sx-noodles.bag500';
  const bag = { consumer, skuId, units: 1 };
  return [
    retailStory(stage, grounds, { ...bag, at: at(today, -8, '20:00'), upto: 'confirmed' }),
    retailStory(stage, grounds, { ...bag, at: at(today, -4, '20:00'), upto: 'dispatched' }),
    retailStory(stage, grounds, { ...bag, at: at(today, -1, '20:00'), upto: 'paid' }),
    retailStory(stage, grounds, { ...bag, at: at(today, -3, '21:00'), upto: 'unpaid' }),
    retailStory(stage, grounds, { ...bag, at: at(today, -2, '21:00'), upto: 'cancelled' }),
  ];
}
