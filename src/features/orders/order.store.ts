import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import { dueWork } from '../../platform/due.ts';
import type { Day } from '../../shared/day.ts';
import { orderModel, type OrderDoc } from './order.model.ts';
import {
  statesBefore,
  type Alloc,
  type Load,
  type Order,
  type OrderState,
  type OutRow,
  type Weight,
} from './order.ts';

type Update = UpdateQueryKnownOnly<OrderDoc>;

const FREE = { drop: false, next: null, d: 0 };

/** An order as read: whatever was written since makes a write that names it match nothing. */
type SeenOrder = Pick<Order, '_id' | 'rev'>;

/** Every way `orders` is read or written: one function, one statement. */
export function createOrderStore(db: Connection) {
  const Orders = orderModel(db);

  return {
    ...records(Orders),
    ...states(Orders),
    ...packing(Orders),
    ...shipping(Orders),
    sweeper: dueWork(db, Orders.modelName),
  };
}

export type OrderStore = ReturnType<typeof createOrderStore>;

type Orders = ReturnType<typeof orderModel>;

/** Inserting and reading. */
function records(Orders: Orders) {
  return {
    /** S12. A repeat finds it there. */
    async insert(order: Order, epochStart: Date): Promise<void> {
      try {
        const lease = { epoch: 0, until: epochStart };
        await Orders.create({ ...order, lease, tries: 0 } as unknown as OrderDoc);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },

    async byId(id: string): Promise<Order | undefined> {
      return toOrder(await Orders.findOne({ _id: id }).lean());
    },

    async ofGroups(groupIds: readonly string[]): Promise<Order[]> {
      const docs = await Orders.find({ groupId: trusted({ $in: [...groupIds] }) })
        .sort({ needOn: 1, _id: 1 })
        .lean();
      return docs.map((doc) => toOrder(doc));
    },

    /** What a seller has to do, or has done, soonest delivery first. */
    async ofSeller(
      sellerId: string,
      { states, from, to }: { states?: readonly OrderState[]; from?: Day; to?: Day },
    ): Promise<Order[]> {
      const docs = await Orders.find({
        sellerId,
        ...(states && { state: trusted({ $in: [...states] }) }),
        ...((from ?? to) !== undefined && {
          needOn: trusted({ ...(from && { $gte: from }), ...(to && { $lte: to }) }),
        }),
      })
        .sort({ needOn: 1, _id: 1 })
        .limit(500)
        .lean();
      return docs.map((doc) => toOrder(doc));
    },

    /** Packed, with a load that has not left: a dead worker may owe them its delivery. */
    async loading(limit: number): Promise<Order[]> {
      const docs = await Orders.find({ state: 'packed', 'loads.state': 'loading' })
        .sort({ needOn: 1, _id: 1 })
        .limit(limit)
        .lean();
      return docs.map((doc) => toOrder(doc));
    },
  };
}

/** From one state to another. */
function states(Orders: Orders) {
  return {
    /** A transition of the table of states, from what was seen; what it asks for is then due. */
    async move(seen: SeenOrder, to: OrderState, at: Date): Promise<boolean> {
      const { modifiedCount } = await Orders.updateOne(
        { _id: seen._id, rev: seen.rev, state: trusted({ $in: statesBefore(to) }) },
        { $set: { state: to, due: at }, $inc: { rev: 1 } } satisfies Update,
      );
      return modifiedCount === 1;
    },

    /** The last step of a state that needs no sweeper any more. */
    async end(seen: SeenOrder, to: OrderState): Promise<boolean> {
      const { modifiedCount } = await Orders.updateOne(
        {
          _id: seen._id,
          rev: seen.rev,
          state: trusted({ $in: statesBefore(to) }),
          out: trusted({ $not: { $elemMatch: { doneAt: null } } }),
        },
        { $set: { state: to }, $unset: { due: 1 }, $inc: { rev: 1 } } satisfies Update,
      );
      return modifiedCount === 1;
    },

    /** A buyer's cancel: the cut-off stands in the filter. A seller's has none. */
    async cancel(
      seen: SeenOrder,
      cancelled: { by: string; reason: string; at: Date },
      { beforeCutoff, out }: { beforeCutoff: boolean; out: readonly OutRow[] },
    ): Promise<boolean> {
      const { modifiedCount } = await Orders.updateOne(
        {
          _id: seen._id,
          rev: seen.rev,
          state: trusted({ $in: statesBefore('cancelling') }),
          ...(beforeCutoff && { cutoffAt: trusted({ $gt: cancelled.at }) }),
        },
        {
          $set: { state: 'cancelling', cancelled, due: cancelled.at },
          $push: { out: { $each: [...out] } },
          $inc: { rev: 1 },
        } satisfies Update,
      );
      return modifiedCount === 1;
    },

    async markOut(id: string, outId: string, at: Date): Promise<void> {
      await Orders.updateOne(
        { _id: id, out: trusted({ $elemMatch: { id: outId, doneAt: null } }) },
        { $set: { 'out.$.doneAt': at }, $inc: { rev: 1 } },
      );
    },
  };
}

/** Weights and replacements of one alloc. */
function packing(Orders: Orders) {
  return {
    /** Stores a weight, once per key. */
    async addWeight(seen: SeenOrder, weight: Weight): Promise<boolean> {
      const { modifiedCount } = await Orders.updateOne(
        {
          _id: seen._id,
          rev: seen.rev,
          state: trusted({ $in: ['picking', 'packed'] }), // what was taken off a van may be weighed again
          'weights.key': trusted({ $ne: weight.key }),
        },
        { $push: { weights: weight }, $set: { due: weight.at }, $inc: { rev: 1 } } satisfies Update,
      );
      return modifiedCount === 1;
    },

    /** The hold of an alloc has reached a stored weight. An older one never overwrites. */
    async weighed(id: string, { hid, k, g }: Pick<Weight, 'hid' | 'k' | 'g'>): Promise<void> {
      await Orders.updateOne(
        { _id: id, allocs: trusted({ $elemMatch: { hid, k: { $lt: k } } }) },
        { $set: { 'allocs.$.k': k, 'allocs.$.g': g }, $inc: { rev: 1 } },
      );
    },

    /** Changes one free alloc, with its effects, from what was seen. */
    async changeFree(
      seen: SeenOrder,
      hid: string,
      { change, out = [], now }: { change: Partial<Alloc>; out?: readonly OutRow[]; now: Date },
    ): Promise<boolean> {
      const { modifiedCount } = await Orders.updateOne(
        { _id: seen._id, rev: seen.rev, allocs: trusted({ $elemMatch: { hid, ...FREE } }) },
        {
          $set: { ...ofAlloc(change), due: now },
          ...(out.length > 0 && { $push: { out: { $each: [...out] } } }),
          $inc: { rev: 1 },
        },
      );
      return modifiedCount === 1;
    },

    /** Ends a `replace` that is under way: the alloc as it is afterwards, found by its `next`. */
    async endReplace(id: string, nextHid: string, change: Partial<Alloc>): Promise<void> {
      await Orders.updateOne(
        { _id: id, allocs: trusted({ $elemMatch: { 'next.hid': nextHid } }) },
        { $set: ofAlloc(change), $inc: { rev: 1 } },
      );
    },
  };
}

/** What is given to a delivery, and what became of it. */
function shipping(Orders: Orders) {
  return {
    /** Load 装车: gives the whole order's free allocs named to delivery `n`. `allocs` as they are then. */
    async load(seen: SeenOrder, allocs: readonly Alloc[], load: Load): Promise<boolean> {
      const { modifiedCount } = await Orders.updateOne(
        { _id: seen._id, rev: seen.rev, state: 'packed', 'loads.n': trusted({ $ne: load.n }) },
        {
          $set: { allocs: allocs.map((alloc) => ({ ...alloc, past: [...alloc.past] })) },
          $push: { loads: load },
          $inc: { rev: 1 },
        } satisfies Update,
      );
      return modifiedCount === 1;
    },

    /** What became of delivery `n`; the allocs as they are then. */
    async loaded(
      seen: SeenOrder,
      allocs: readonly Alloc[],
      { load, now }: { load: Load; now: Date },
    ): Promise<boolean> {
      const { modifiedCount } = await Orders.updateOne(
        { _id: seen._id, rev: seen.rev, loads: trusted({ $elemMatch: { n: load.n } }) },
        {
          $set: {
            allocs: allocs.map((alloc) => ({ ...alloc, past: [...alloc.past] })),
            'loads.$.state': load.state,
            due: now,
          },
          $inc: { rev: 1 },
        },
      );
      return modifiedCount === 1;
    },
  };
}

function ofAlloc(change: Partial<Alloc>) {
  return Object.fromEntries(
    Object.entries(change).map(([field, value]) => [`allocs.$.${field}`, value]),
  );
}

function toOrder(doc: OrderDoc): Order;
function toOrder(doc: OrderDoc | null): Order | undefined;
function toOrder(doc: OrderDoc | null): Order | undefined {
  return (doc ?? undefined) as Order | undefined; // lean: stored exactly as the type says
}
