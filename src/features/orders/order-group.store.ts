import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import { dueWork } from '../../platform/due.ts';
import { orderGroupModel, type OrderGroupDoc } from './order-group.model.ts';
import type { GroupChange, GroupState, OrderGroup } from './order-group.ts';
import type { OutRow } from './order.ts';

type Update = UpdateQueryKnownOnly<OrderGroupDoc>;

/** A group as read: whatever was written since makes a write that names it match nothing. */
type Seen = Pick<OrderGroup, '_id' | 'state' | 'rev'>;

/**
 * Every way `orderGroups` is read or written: one function, one statement. Each write raises `rev`,
 * and each step of the saga filters the `rev` it decided on; money and signatures, which decide on
 * what they name themselves, filter just that.
 */
export function createOrderGroupStore(db: Connection) {
  const Groups = orderGroupModel(db);

  return {
    ...records(Groups),
    ...moneySteps(Groups),
    ...notices(Groups),
    sweeper: dueWork(db, Groups.modelName),
  };
}

export type OrderGroupStore = ReturnType<typeof createOrderGroupStore>;

type Groups = ReturnType<typeof orderGroupModel>;

/** Inserting, reading, and the step from what was read. */
function records(Groups: Groups) {
  return {
    /** S1. False when the command made one before. */
    async insert(group: OrderGroup, leasedUntil: Date): Promise<boolean> {
      try {
        await Groups.create({ ...unread(group), lease: { epoch: 0, until: leasedUntil } });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    async byId(id: string): Promise<OrderGroup | undefined> {
      return toGroup(await Groups.findOne({ _id: id }).lean());
    },

    /** Of one buyer, newest first. */
    async ofBuyer(buyerId: string, limit: number): Promise<OrderGroup[]> {
      const docs = await Groups.find({ buyerId })
        .sort({ issuedAt: -1, _id: 1 })
        .limit(limit)
        .lean();
      return docs.map((doc) => toGroup(doc));
    },

    async ofBuyerInState(buyerId: string, state: GroupState): Promise<OrderGroup[]> {
      const docs = await Groups.find({ buyerId, state }).sort({ issuedAt: 1, _id: 1 }).lean();
      return docs.map((doc) => toGroup(doc));
    },

    /** A step from what was seen. False when it changed meanwhile. */
    async write(seen: Seen, change: GroupChange, out: readonly OutRow[] = []): Promise<boolean> {
      const { modifiedCount } = await Groups.updateOne(
        { _id: seen._id, state: seen.state, rev: seen.rev },
        updateOf(change, out),
      );
      return modifiedCount === 1;
    },
  };
}

/** S5, S7 and S8: they filter the session and the states they are for. */
function moneySteps(Groups: Groups) {
  return {
    /** S5: the session that the provider opened under this attempt's key. */
    async sessionOpened(
      id: string,
      attempt: number,
      opened: { ref: string; url: string },
    ): Promise<void> {
      await Groups.updateOne(
        {
          _id: id,
          state: trusted({ $in: ['reserved', 'cancelling'] }),
          'pay.attempt': attempt,
          'pay.sessionId': null,
        },
        {
          $set: { 'pay.sessionId': opened.ref, 'pay.url': opened.url },
          $inc: { rev: 1 },
        },
      );
    },

    /** S7 for a group that waits for its money. */
    async paid(id: string, sessionId: string, ref: string, now: Date): Promise<boolean> {
      const { modifiedCount } = await Groups.updateOne(
        {
          _id: id,
          state: trusted({ $in: ['reserved', 'cancelling'] }),
          'pay.sessionId': sessionId,
        },
        { $set: { state: 'secured', 'pay.ref': ref, due: now }, $inc: { rev: 1 } },
      );
      return modifiedCount === 1;
    },

    /** S7 for a group under repair: the repair goes on, with money behind it. */
    async paidInRepair(id: string, sessionId: string, ref: string): Promise<boolean> {
      const { modifiedCount } = await Groups.updateOne(
        { _id: id, state: 'repairing', back: 'reserved', 'pay.sessionId': sessionId },
        { $set: { back: 'secured', 'pay.ref': ref }, $inc: { rev: 1 } },
      );
      return modifiedCount === 1;
    },

    /** S8. False when it is past that. */
    async giveUp(
      id: string,
      { state, endReason, endNote }: Required<Pick<GroupChange, 'state' | 'endReason' | 'endNote'>>,
      now: Date,
    ): Promise<boolean> {
      const { modifiedCount } = await Groups.updateOne(
        { _id: id, state: trusted({ $in: ['reserved', 'awaiting_approval'] }) },
        { $set: { state, endReason, endNote, due: now }, $inc: { rev: 1 } } satisfies Update,
      );
      return modifiedCount === 1;
    },
  };
}

/** Signatures, delivered effects, and goods to look at again. */
function notices(Groups: Groups) {
  return {
    /**
     * S6: one empty slot of the signer's role; never for who placed it or has signed. The empty slot is
     * found by `$elemMatch`: `slots.0.userId: null` would also ask each slot for a field `0`, which
     * none has, and so match a slot that is taken (`docs/decisions/0006`).
     */
    async sign(
      id: string,
      { userId, role, at }: { userId: string; role: string; at: Date },
    ): Promise<boolean> {
      const { modifiedCount } = await Groups.updateOne(
        {
          _id: id,
          state: 'awaiting_approval',
          placedBy: trusted({ $ne: userId }),
          'approval.slots.userId': trusted({ $ne: userId }),
          'approval.slots': trusted({ $elemMatch: { role, userId: null } }),
        },
        {
          $set: {
            'approval.slots.$.userId': userId,
            'approval.slots.$.at': at,
            due: at,
          },
          $inc: { rev: 1 },
        },
      );
      return modifiedCount === 1;
    },

    /** S13: its receiver has it. */
    async markOut(id: string, outId: string, at: Date): Promise<void> {
      await Groups.updateOne(
        { _id: id, out: trusted({ $elemMatch: { id: outId, doneAt: null } }) },
        { $set: { 'out.$.doneAt': at }, $inc: { rev: 1 } },
      );
    },

    /** Groups that wait with goods of a batch: they must look at it again. */
    async waitingFor(batchId: string): Promise<string[]> {
      const docs = await Groups.find({
        'holds.poolId': batchId,
        state: trusted({ $in: ['reserved', 'awaiting_approval'] }),
      })
        .select({ _id: 1 })
        .lean();
      return docs.map(({ _id }) => _id);
    },

    async poke(id: string, now: Date): Promise<void> {
      await Groups.updateOne(
        { _id: id, state: trusted({ $in: ['reserved', 'awaiting_approval'] }) },
        {
          $set: { poke: true, due: now },
          $inc: { rev: 1 },
        } satisfies Update,
      );
    },
  };
}

/** A copy that may be written: what we read is frozen by type. */
function unread(group: OrderGroup): OrderGroupDoc {
  return { ...group, tries: group.tries } as unknown as OrderGroupDoc; // readonly arrays only
}

function updateOf(change: GroupChange, out: readonly OutRow[]): Update {
  const gone = Object.entries(change).filter(([, value]) => value === undefined);
  const set = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  return {
    $inc: { rev: 1 },
    ...(Object.keys(set).length > 0 && { $set: set }),
    ...(gone.length > 0 && { $unset: Object.fromEntries(gone.map(([key]) => [key, 1])) }),
    ...(out.length > 0 && { $push: { out: { $each: [...out] } } }),
  };
}

function toGroup(doc: OrderGroupDoc): OrderGroup;
function toGroup(doc: OrderGroupDoc | null): OrderGroup | undefined;
function toGroup(doc: OrderGroupDoc | null): OrderGroup | undefined {
  return (doc ?? undefined) as OrderGroup | undefined; // lean: stored exactly as the type says
}
