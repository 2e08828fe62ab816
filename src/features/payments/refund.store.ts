import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import { isDuplicate } from '../../platform/database.ts';
import { dueWork } from '../../platform/due.ts';
import { paymentModels, type RefundDoc } from './payment.model.ts';
import type { NewRefund, Refund } from './payment.ts';

type Update = UpdateQueryKnownOnly<RefundDoc>;

/** Every way `refunds` is read or written. */
export function createRefundStore(db: Connection) {
  const { Refunds } = paymentModels(db);

  return {
    /** Once per cause. */
    async insert(refund: NewRefund, at: Date): Promise<void> {
      const lease = { epoch: 0, until: at };
      const start = { state: 'requested' as const, try: 1, at, lease, due: at };
      try {
        await Refunds.create({ ...refund, lines: [...refund.lines], ...start } as RefundDoc);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },

    async byId(id: string): Promise<Refund | undefined> {
      return ((await Refunds.findOne({ _id: id }).lean()) ?? undefined) as Refund | undefined;
    },

    async ofGroup(groupId: string): Promise<Refund[]> {
      return (await Refunds.find({ groupId }).sort({ at: 1, _id: 1 }).lean()) as Refund[];
    },

    /** A step from the state and try that were seen. */
    async move(
      seen: Pick<Refund, '_id' | 'state' | 'try'>,
      change: Partial<Pick<Refund, 'state' | 'paymentId' | 'providerRef' | 'doneAt'>>,
    ): Promise<void> {
      await Refunds.updateOne({ _id: seen._id, state: seen.state, try: seen.try }, {
        $set: change,
      } satisfies Update);
    },

    sweeper: dueWork(db, Refunds.modelName),
  };
}

export type RefundStore = ReturnType<typeof createRefundStore>;
