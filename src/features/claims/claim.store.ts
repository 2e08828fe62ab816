import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import { dueWork } from '../../platform/due.ts';
import { claimModel, type ClaimDoc } from './claim.model.ts';
import { claimStatesBefore, type Claim, type ClaimState, type Decision } from './claim.ts';

type Update = UpdateQueryKnownOnly<ClaimDoc>;
type Claims = ReturnType<typeof claimModel>;
/** A claim as read: whatever was written since makes a write that names it match nothing. */
type SeenClaim = Pick<Claim, '_id' | 'rev'>;

const NEWEST = 200;

/** Every way `claims` is read or written: one function, one statement. */
export function createClaimStore(db: Connection) {
  const Claims = claimModel(db);

  return {
    ...createClaimReads(Claims),
    ...createClaimMoves(Claims),

    /** Once per command; one that is there stays as it is. */
    async insert(claim: Claim, due?: Date): Promise<void> {
      const lease = { epoch: 0, until: new Date(0) };
      try {
        await Claims.create({ ...claim, lease, ...(due && { due }) } as unknown as ClaimDoc);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },

    sweeper: dueWork(db, Claims.modelName),
  };
}

export type ClaimStore = ReturnType<typeof createClaimStore>;

function createClaimReads(Claims: Claims) {
  const newest = async (filter: Record<string, unknown>): Promise<Claim[]> => {
    const docs = await Claims.find(filter).sort({ at: -1, _id: 1 }).limit(NEWEST).lean();
    return docs.map((doc) => toClaim(doc));
  };

  return {
    async byId(id: string): Promise<Claim | undefined> {
      return toClaim(await Claims.findOne({ _id: id }).lean());
    },
    ofOrders: (orderIds: readonly string[]) => newest({ orderId: trusted({ $in: [...orderIds] }) }),
    ofSeller: (sellerId: string) => newest({ sellerId }),
    ofBuyer: (buyerId: string) => newest({ buyerId, against: 'seller' }),
    inState: (state: ClaimState) => newest({ state }),
  };
}

/** From one state to another, each from what was seen. */
function createClaimMoves(Claims: Claims) {
  async function move(seen: SeenClaim, to: ClaimState, update: Update): Promise<boolean> {
    const { modifiedCount } = await Claims.updateOne(
      { _id: seen._id, rev: seen.rev, state: trusted({ $in: claimStatesBefore(to) }) },
      { ...update, $inc: { rev: 1 } } satisfies Update,
    );
    return modifiedCount === 1;
  }

  return {
    /** A decision, the n-th of its claim; what it grants is booked next. */
    decide: (seen: SeenClaim, decision: Decision, to: 'granting' | 'declined' | 'resolved') =>
      move(seen, to, {
        $set: {
          state: to,
          ...(to === 'granting' && { due: decision.at }),
          ...(to === 'resolved' && { endedAt: decision.at }),
        },
        $push: { decisions: { ...decision, lines: [...decision.lines] } },
      }),

    /** The canteen's answer about recalled goods, with the decision that follows from it. */
    answer: (seen: SeenClaim, answer: NonNullable<Claim['answer']>, decision: Decision) =>
      move(seen, 'granting', {
        $set: { state: 'granting', answer, due: decision.at },
        $push: { decisions: { ...decision, lines: [...decision.lines] } },
      }),

    /** Its row is booked. */
    end: (seen: SeenClaim, to: 'granted' | 'partly' | 'resolved', at: Date) =>
      move(seen, to, { $set: { state: to, endedAt: at }, $unset: { due: 1 } }),

    /** Its row was refused: back to where it was decided, with the facts. */
    refuse: (seen: SeenClaim, { from, n }: Decision, refused: NonNullable<Decision['refused']>) =>
      move(seen, from, {
        $set: { state: from, [`decisions.${n - 1}.refused`]: refused },
        $unset: { due: 1 },
      }),

    file: (seen: SeenClaim, said: Pick<Claim, 'words' | 'photos' | 'askFen'>) =>
      move(seen, 'filed', { $set: { state: 'filed', ...said, photos: [...said.photos] } }),

    dispute: (seen: SeenClaim, disputed: NonNullable<Claim['disputed']>) =>
      move(seen, 'disputed', { $set: { state: 'disputed', disputed } }),

    sendBack: (seen: SeenClaim, sentBack: NonNullable<Claim['sentBack']>) =>
      move(seen, 'sent_back', { $set: { state: 'sent_back', sentBack } }),

    /** Somebody other than the buyer says that the goods are there; from now on the seller is timed. */
    async arrived(id: string, at: Date, due: Date): Promise<void> {
      await Claims.updateOne({ _id: id, state: 'sent_back', arrivedAt: null }, {
        $set: { arrivedAt: at, due },
        $inc: { rev: 1 },
      } satisfies Update);
    },

    back: (seen: SeenClaim, back: NonNullable<Claim['back']>) =>
      move(seen, 'back', { $set: { state: 'back', back, due: back.at } }),
  };
}

function toClaim(doc: ClaimDoc): Claim;
function toClaim(doc: ClaimDoc | null): Claim | undefined;
function toClaim(doc: ClaimDoc | null): Claim | undefined {
  return (doc ?? undefined) as Claim | undefined; // lean: stored exactly as the type says
}
