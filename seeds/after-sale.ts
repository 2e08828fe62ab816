import type { Grounds } from './batches.ts';
import { sheetStory, sheetTime, type SheetPlan } from './canteen-orders.ts';
import { canteenOf, offered } from './order-stories.ts';
import type { CanteenCast, Cast } from './people.ts';
import { pearStory } from './season.ts';
import { aCommand, at, type Stage, type Story } from './stage.ts';

/** What comes after receiving: a claim that waits, one that was granted, a statement of last month. */
export function afterSaleStories(stage: Stage, grounds: Grounds, cast: Cast): Story[] {
  return [
    claimed(stage, grounds, { canteen: canteenOf(cast, 'C7'), isGranted: true }),
    claimed(stage, grounds, { canteen: canteenOf(cast, 'C1'), isGranted: false }),
    ...lastMonth(stage, grounds, cast),
  ];
}

interface Claimed {
  readonly canteen: CanteenCast;
  readonly isGranted: boolean;
}

/** Taken in last week; the fault shows in the kitchen. */
async function* claimed(stage: Stage, grounds: Grounds, { canteen, isGranted }: Claimed): Story {
  const { claims, orders } = stage.services;
  const when = sheetTime(stage, -7);
  yield* sheetStory(stage, grounds, {
    ...{ canteen, at: when, upto: 'final' },
    lines: [{ skuId: offered('ds-pear-2.crate15', stage), units: 4 }],
  });
  yield at(stage.today, -1, '14:00');
  const known = await orders.history.ofBuyer(canteen.buyer.orgId);
  const order = known
    .filter(({ group }) => group.issuedAt.getTime() === when.getTime())
    .flatMap((one) => one.orders)
    .find(({ state }) => state === 'closed');
  const seller = [...grounds.sellers.values()].find(({ orgId }) => orgId === order?.sellerId);
  if (!order || !seller) return;
  const photo = await grounds.pictures.photo('fruit', 1, canteen.buyer);
  const wanted = {
    ...({
      kind: 'quality',
      hidden: true,
      words: '切开后果心发褐，约 6 kg 不能用（示例）',
    } as const),
    ...{ photos: [photo], lines: [{ no: 1, g: 6_000 }] },
  };
  const filed = await claims.file(order._id, wanted, {
    ...{ actor: canteen.buyer, command: aCommand() },
  });
  if (!isGranted) return;
  yield at(stage.today, -1, '16:30');
  await claims.decide(filed._id, { grant: true, words: '已核实，按量退款（示例）' }, seller);
}

/** An order of last month, so that its statement is issued; only where pears were sold by then. */
function lastMonth(stage: Stage, grounds: Grounds, cast: Cast): Story[] {
  const { harvestDay, onSale } = pearStory(stage.today);
  if (!onSale || harvestDay > -44) return [];
  const plan: SheetPlan = {
    ...{ canteen: canteenOf(cast, 'C1'), at: sheetTime(stage, -40), upto: 'final' },
    lines: [{ skuId: 'ds-pear-2.crate15', units: 8 }],
  };
  return [sheetStory(stage, grounds, plan)];
}
