import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import { dueWork } from '../../platform/due.ts';
import { paymentModels, type PaymentDoc } from './payment.model.ts';
import type { Payment, ProviderEvent } from './payment.ts';

type Update = UpdateQueryKnownOnly<PaymentDoc>;

/** Every way `payments` and their events are read or written. */
export function createPaymentStore(db: Connection) {
  const { Payments, Events } = paymentModels(db);

  return {
    /** Money is stored first, whoever sees it; again is done. */
    async insert(payment: Payment): Promise<void> {
      const { at, takes, ...facts } = payment;
      const lease = { epoch: 0, until: at };
      const doc = { ...facts, at, takes: [...takes], lease, due: at };
      await once(Payments.create(doc as PaymentDoc));
    },

    async byId(id: string): Promise<Payment | undefined> {
      return toPayment(await Payments.findOne({ _id: id }).lean());
    },

    async ofGroup(groupId: string): Promise<Payment[]> {
      const docs = await Payments.find({ groupId }).sort({ _id: 1 }).lean();
      return docs.map((doc) => toPayment(doc));
    },

    /** What it is for, decided once. */
    async decide(id: string, use: 'group' | 'void'): Promise<void> {
      await Payments.updateOne({ _id: id, use: trusted({ $exists: false }) }, {
        $set: { use },
        $unset: { due: 1 },
      } satisfies Update);
    },

    /** Takes `fen` off what can still go back, once per key; a take is never given back. */
    async take(id: string, key: string, fen: number): Promise<boolean> {
      const { modifiedCount } = await Payments.updateOne(
        { _id: id, refundableFen: trusted({ $gte: fen }), 'takes.key': trusted({ $ne: key }) },
        { $inc: { refundableFen: -fen }, $push: { takes: { key, fen } } } satisfies Update,
      );
      return modifiedCount === 1;
    },

    /** Received, not done. False when it came before. */
    receive({ id, type, ref, at }: ProviderEvent): Promise<boolean> {
      return once(Events.create({ _id: id, type, ref, at }));
    },

    sweeper: dueWork(db, Payments.modelName),
  };
}

export type PaymentStore = ReturnType<typeof createPaymentStore>;

async function once(insert: Promise<unknown>): Promise<boolean> {
  try {
    await insert;
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

function toPayment(doc: PaymentDoc): Payment;
function toPayment(doc: PaymentDoc | null): Payment | undefined;
function toPayment(doc: PaymentDoc | null): Payment | undefined {
  return (doc ?? undefined) as Payment | undefined; // lean: stored exactly as the type says
}
