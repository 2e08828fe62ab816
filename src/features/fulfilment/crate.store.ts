import type { UpdateQueryKnownOnly } from 'mongoose';
import { trusted } from '../../platform/database.ts';
import type { Crate } from './crate.ts';
import { toDelivery } from './delivery-reads.store.ts';
import type { deliveryModel, DeliveryDoc } from './delivery.model.ts';
import type { Delivery, DeliveryHold, DeliveryOut, Swap } from './delivery.ts';

type Update = UpdateQueryKnownOnly<DeliveryDoc>;
type Seen = Pick<Delivery, '_id' | 'rev'>;

/** What goes aboard and what is taken off again before it leaves; each from what was seen. */
export function createCrateStatements(Deliveries: ReturnType<typeof deliveryModel>) {
  const change = async (filter: Record<string, unknown>, update: Update): Promise<boolean> => {
    const counted = { ...update, $inc: { rev: 1 } } satisfies Update;
    return (await Deliveries.updateOne(filter, counted)).modifiedCount === 1;
  };

  return {
    /** A crate, once. */
    addCrate: ({ _id, rev }: Seen, crate: Crate) =>
      change(
        { _id, rev, state: 'loading', 'crates.crate': trusted({ $ne: crate.crate }) },
        { $push: { crates: crate } },
      ),

    removeCrate: (_id: string, crate: string) =>
      change({ _id, state: 'loading' }, { $pull: { crates: { crate } } }),

    /** A part that the order has given to this delivery since. */
    addHold: ({ _id, rev }: Seen, hold: DeliveryHold) =>
      change(
        { _id, rev, state: 'loading', 'holds.hid': trusted({ $ne: hold.hid }) },
        { $push: { holds: hold } },
      ),

    /** A part is taken off before it leaves; the order hears of it from the outbox. */
    takeOff: ({ _id, rev }: Seen, after: TakenOff) =>
      change(
        { _id, rev, state: trusted({ $in: ['loading', 'packed'] }), leaving: null },
        {
          $set: {
            holds: [...after.holds],
            crates: [...after.crates],
            loose: after.loose.map((each) => ({ ...each })),
            state: after.state,
            packed: after.state === 'packed',
            due: after.at,
          },
          $push: { off: { hid: after.hid, why: 'taken-off' }, out: { $each: [...after.out] } },
        },
      ),

    /** 串筐, once per crate and delivery. */
    swap: (_id: string, swap: Swap) =>
      change({ _id, 'swaps.crate': trusted({ $ne: swap.crate }) }, { $push: { swaps: swap } }),

    /** The deliveries that a crate is on, the newest first. */
    async ofCrate(crate: string): Promise<Delivery[]> {
      const docs = await Deliveries.find({ 'crates.crate': crate })
        .sort({ needOn: -1, _id: 1 })
        .limit(10)
        .lean();
      return docs.map((doc) => toDelivery(doc));
    },
  };
}

interface TakenOff extends Pick<Delivery, 'holds' | 'crates' | 'loose'> {
  readonly hid: string;
  readonly state: 'loading' | 'packed' | 'void';
  readonly out: readonly DeliveryOut[];
  readonly at: Date;
}
