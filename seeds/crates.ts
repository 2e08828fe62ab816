import type { Grounds } from './batches.ts';
import { sheetStory, sheetTime } from './canteen-orders.ts';
import { canteenOf, offered } from './order-stories.ts';
import type { Cast } from './people.ts';
import { aCommand, type Stage, type Story } from './stage.ts';

/** An order that leaves in two parts: the first packed crate by crate, the second being loaded. */
export async function* crateStory(stage: Stage, grounds: Grounds, cast: Cast): Story {
  const { orders, fulfilment } = stage.services;
  const canteen = canteenOf(cast, 'C8');
  const skuIds = ['ds-pear-2.crate15', 'ds-pear-1.crate15'].map((id) => offered(id, stage));
  yield* sheetStory(stage, grounds, {
    ...{ canteen, at: sheetTime(stage, -1), upto: 'picking' },
    lines: [...new Set(skuIds)].map((skuId, i) => ({ skuId, units: 4 + i })),
  });
  const known = await orders.history.ofBuyer(canteen.buyer.orgId);
  const order = known.flatMap((one) => one.orders).find(({ state }) => state === 'picking');
  const seller = [...grounds.sellers.values()].find(({ orgId }) => orgId === order?.sellerId);
  if (!order || !seller) return;
  const { allocs, lines } = await orders.orders.get(order._id);
  for (const { hid, orderedG: g } of allocs) {
    await fulfilment.weigh(order._id, { hid, g }, { actor: seller, command: aCommand() });
  }
  await fulfilment.orders.pack(order._id);
  const parts = lines.map(({ no, nominalG }) => ({
    nominalG,
    of: allocs.filter(({ line }) => line === no),
  }));
  const by = { stage, orderId: order._id, userId: seller.userId };
  const [first, second] = parts;
  if (first) await fulfilment.pack(await loadPart(by, first, 0), 'rest');
  if (second) await loadPart(by, second, 2);
}

interface Loading {
  readonly stage: Stage;
  readonly orderId: string;
  readonly userId: string;
}

interface Part {
  readonly nominalG: number;
  readonly of: readonly { hid: string; batchId: string; orderedG: number }[];
}

/** Prints labels for a part and scans its crates, all but `left` of them. */
async function loadPart(by: Loading, part: Part, left: number): Promise<string> {
  const { fulfilment, labels } = by.stage.services;
  const hids = part.of.map(({ hid }) => hid);
  const { _id } = await fulfilment.load(by.orderId, { hids, byCrate: true });
  for (const { batchId, orderedG } of part.of) {
    const count = Math.floor(orderedG / part.nominalG);
    const wanted = { count, netG: part.nominalG };
    const printed = { userId: by.userId, command: aCommand() };
    const { from } = await labels.print(batchId, wanted, printed);
    for (let serial = from; serial < from + count - left; serial += 1) {
      await fulfilment.scan(_id, { crate: `${batchId}-${serial}`, swap: false });
    }
  }
  return _id;
}
