import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import type { Day } from '../../shared/day.ts';
import { agreementModel, type AgreementDoc } from './agreement.model.ts';
import type { AgreementState, PriceAgreement } from './agreement.ts';

type Update = UpdateQueryKnownOnly<AgreementDoc>;

/** The most contracts a list shows. */
const LIMIT = 500;

/** Contract prices: one function, one statement; the filter is the lock. */
export function createAgreementStore(db: Connection) {
  const Agreements = agreementModel(db);
  const newest = { at: -1, _id: 1 } as const;

  return {
    /** False, and nothing stored, when it is there already. */
    async insert(agreement: PriceAgreement): Promise<boolean> {
      try {
        const { index, ...rest } = agreement;
        const approvals = [...agreement.approvals];
        await Agreements.create({ ...rest, approvals, ...(index && { index }) });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    async byId(id: string): Promise<PriceAgreement | undefined> {
      const doc = await Agreements.findOne({ _id: id }).lean();
      return doc ? toAgreement(doc) : undefined;
    },

    /** The buyer's answer, or the seller taking it back: only while it is proposed. */
    async answer(
      filter: { _id: string; buyerId?: string },
      to: { state: AgreementState; why: string; approval?: PriceAgreement['approvals'][number] },
    ): Promise<boolean> {
      const { state, why, approval } = to;
      const { modifiedCount } = await Agreements.updateOne({ ...filter, state: 'proposed' }, {
        $set: { state, why },
        ...(approval && { $push: { approvals: approval } }),
      } satisfies Update);
      return modifiedCount === 1;
    },

    /** Brings the last day forward, never back. */
    async endOn(_id: string, lastDay: Day): Promise<boolean> {
      const { modifiedCount } = await Agreements.updateOne(
        { _id, state: 'agreed', validTo: trusted({ $gt: lastDay }) },
        { $set: { validTo: lastDay } } satisfies Update,
      );
      return modifiedCount === 1;
    },

    /** What counts, or will, for a buyer from this day on. */
    async agreedFor(buyerId: string, from: Day): Promise<PriceAgreement[]> {
      const filter = { buyerId, state: 'agreed' as const, validTo: trusted({ $gte: from }) };
      return (await Agreements.find(filter).sort({ _id: 1 }).lean()).map(toAgreement);
    },

    async ofSeller(sellerId: string): Promise<PriceAgreement[]> {
      return (await Agreements.find({ sellerId }).sort(newest).limit(LIMIT).lean()).map(
        toAgreement,
      );
    },

    async ofBuyer(buyerId: string): Promise<PriceAgreement[]> {
      return (await Agreements.find({ buyerId }).sort(newest).limit(LIMIT).lean()).map(toAgreement);
    },

    /** For the operator. */
    async all(): Promise<PriceAgreement[]> {
      return (await Agreements.find({}).sort(newest).limit(LIMIT).lean()).map(toAgreement);
    },
  };
}

export type AgreementStore = ReturnType<typeof createAgreementStore>;

function toAgreement({ price: { fen, perG }, index, ...doc }: AgreementDoc): PriceAgreement {
  const price = perG == null ? ({ fen, perUnit: 1 } as const) : { fen, perG };
  return { ...doc, price, ...(index && { index }) };
}
