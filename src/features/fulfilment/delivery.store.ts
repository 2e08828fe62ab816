import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import { dueWork } from '../../platform/due.ts';
import { createDeliveryReads, toDelivery } from './delivery-reads.store.ts';
import type { Loose } from './crate.ts';
import { deliveryModel, type DeliveryDoc } from './delivery.model.ts';
import { createCrateStatements } from './crate.store.ts';
import type {
  Aboard,
  Arrival,
  Delivery,
  DeliveryOut,
  LeftBehind,
  Leaving,
  Supplier,
} from './delivery.ts';

type Update = UpdateQueryKnownOnly<DeliveryDoc>;
type Seen = Pick<Delivery, '_id' | 'rev'>;
type Deliveries = ReturnType<typeof deliveryModel>;

/** What became of a delivery when it left: everything that is frozen then. */
interface Departure {
  readonly state: 'dispatched' | 'void';
  readonly snapshot: readonly Aboard[];
  readonly off: readonly LeftBehind[];
  readonly supplier: Supplier;
  readonly out: readonly DeliveryOut[];
  readonly at: Date;
}

/** Every way `deliveries` is read or written: one function, one statement. */
export function createDeliveryStore(db: Connection) {
  const Deliveries = deliveryModel(db);

  return {
    ...createDeliveryReads(Deliveries),
    ...createDeparture(Deliveries),
    ...createCrateStatements(Deliveries),

    /** Load, second half. A repeat finds it there. */
    async insert(delivery: Delivery, now: Date): Promise<void> {
      const lease = { epoch: 0, until: new Date(0) };
      try {
        await Deliveries.create({ ...delivery, lease, due: now } as unknown as DeliveryDoc);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },

    async byId(id: string): Promise<Delivery | undefined> {
      return toDelivery(await Deliveries.findOne({ _id: id }).lean());
    },

    /** Crates and loose goods are all there, at the `rev` that was counted. */
    async pack(seen: Seen, loose: readonly Loose[]): Promise<boolean> {
      const { modifiedCount } = await Deliveries.updateOne(
        { _id: seen._id, rev: seen.rev, state: 'loading' },
        {
          $set: { state: 'packed', packed: true, loose: [...loose] },
          $inc: { rev: 1 },
          $unset: { due: 1 },
        } satisfies Update,
      );
      return modifiedCount === 1;
    },

    async markOut(id: string, outId: string, at: Date): Promise<void> {
      await Deliveries.updateOne(
        { _id: id, out: trusted({ $elemMatch: { id: outId, doneAt: null } }) },
        { $set: { 'out.$.doneAt': at } },
      );
    },

    sweeper: dueWork(db, Deliveries.modelName),
  };
}

export type DeliveryStore = ReturnType<typeof createDeliveryStore>;

/** On the road, and what becomes of it there. */
function createDeparture(Deliveries: Deliveries) {
  return {
    /** The decision to leave; from here a sweeper may finish it. The first one stays. */
    async leave(id: string, leaving: Leaving): Promise<void> {
      await Deliveries.updateOne({ _id: id, state: 'packed', packed: true, leaving: null }, {
        $set: { leaving, due: leaving.at },
        $inc: { rev: 1 },
      } satisfies Update);
    },

    /** Every hold is decided: it has left, or nothing of it has. One write. */
    async depart(id: string, { at, snapshot, off, out, supplier, state }: Departure) {
      const { modifiedCount } = await Deliveries.updateOne(
        { _id: id, state: 'packed', leaving: trusted({ $ne: null }) },
        {
          $set: {
            state,
            supplier,
            snapshot: [...snapshot],
            off: [...off],
            dispatchedAt: state === 'dispatched' ? at : null,
            due: at,
          },
          $push: { out: { $each: [...out] } },
          $inc: { rev: 1 },
        } satisfies Update,
      );
      return modifiedCount === 1;
    },

    /** The driver or the receiver says that it is there. */
    async arrive(id: string, arrival: Arrival, out: readonly DeliveryOut[]): Promise<void> {
      await Deliveries.updateOne({ _id: id, state: 'dispatched' }, {
        $set: { state: 'delivered', deliveredAt: arrival.at, arrival, due: arrival.at },
        ...(out.length > 0 && { $push: { out: { $each: [...out] } } }),
        $inc: { rev: 1 },
      } satisfies Update);
    },

    /** R3: one receipt wins the delivery; goods received are there, whoever forgot to say so. */
    async win(id: string, receiptId: string): Promise<boolean> {
      const { modifiedCount } = await Deliveries.updateOne(
        { _id: id, state: trusted({ $in: ['dispatched', 'delivered'] }), receiptId: null },
        { $set: { receiptId, state: 'delivered' }, $inc: { rev: 1 } } satisfies Update,
      );
      return modifiedCount === 1;
    },

    /** What was to follow from the receipt has been done. */
    async final(id: string, receiptId: string): Promise<void> {
      await Deliveries.updateOne({ _id: id, state: 'delivered', receiptId }, {
        $set: { state: 'final' },
        $inc: { rev: 1 },
      } satisfies Update);
    },
  };
}
