import type { Connection } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import { dueWork } from '../../platform/due.ts';
import { bankPaymentModel, type BankPaymentDoc } from './ledger.model.ts';
import type { BankPayment } from './bank-payment.ts';

/** Every way `bankPayments` is read or written. */
export function createBankPaymentStore(db: Connection) {
  const Payments = bankPaymentModel(db);

  return {
    /** False when this number was recorded before. */
    async insert(payment: BankPayment): Promise<boolean> {
      try {
        await Payments.create({ ...payment, lease: { epoch: 0, until: new Date(0) } });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    async byId(id: string): Promise<BankPayment | undefined> {
      return toPayment(await Payments.findOne({ _id: id }).lean());
    },

    /** The newest first. */
    async of(side: { payerId: string } | { sellerId: string }): Promise<BankPayment[]> {
      const docs = await Payments.find(side).sort({ recordedAt: -1, _id: 1 }).limit(200).lean();
      return docs.flatMap((doc) => toPayment(doc) ?? []);
    },

    /** From one state to the next, with whoever decided; its effects are due. */
    async decide(
      id: string,
      from: BankPayment['state'],
      { state, by, why, at }: { state: BankPayment['state']; by: string; why: string; at: Date },
    ): Promise<boolean> {
      const hasEffects = state === 'confirmed' || state === 'reversed';
      const decided = { decidedBy: by, decidedAt: at, why, s: 0, t: null };
      const { matchedCount } = await Payments.updateOne(
        { _id: id, state: from },
        { $set: { state, ...decided, ...(hasEffects && { due: at }) } },
      );
      return matchedCount === 1;
    },

    /** A successor key for a credit that came too late. */
    async succeed({ _id, s, state }: BankPayment, t: Date): Promise<void> {
      await Payments.updateOne({ _id, s, state }, { $set: { s: s + 1, t } });
    },

    async settled({ _id, state }: BankPayment): Promise<void> {
      await Payments.updateOne({ _id, state: trusted({ $eq: state }) }, { $unset: { due: 1 } });
    },

    sweeper: dueWork(db, Payments.modelName),
  };
}

export type BankPaymentStore = ReturnType<typeof createBankPaymentStore>;

function toPayment(doc: BankPaymentDoc | null): BankPayment | undefined {
  return (doc ?? undefined) as BankPayment | undefined; // lean: stored exactly as the type says
}
