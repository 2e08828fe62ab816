import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import type { Day } from '../../shared/day.ts';
import type { Balance, BatchStatus, Hold, Stop } from './pool.ts';
import { balanceModel, type BalanceDoc } from './pool.model.ts';
import { runOn, toBalance, type Balances, type Run } from './pool.store.ts';

type Update = UpdateQueryKnownOnly<BalanceDoc>;

const EMPTY = {
  receivedG: 0,
  transformedInG: 0,
  returnedG: 0,
  movedInG: 0,
  availG: 0,
  heldG: 0,
  soldG: 0,
  shippedG: 0,
  lossG: 0,
  sampleG: 0,
  transformedOutG: 0,
  movedOutG: 0,
  sealedBefore: new Date(0),
  stops: [],
  lifted: [],
  gateRev: 0,
  looks: 0,
  holds: [],
};

/** What a new balance says of its batch. */
export interface Lot {
  readonly id: string;
  readonly custodianId: string;
  readonly productId: string;
  readonly harvestedOn: Day;
  readonly usableUntil: Date;
}

/** `unbound`: harvested for orders that wait, so that none of it is sold before they have theirs. */
interface Submitted extends Omit<Lot, 'id' | 'custodianId'> {
  readonly unbound?: boolean;
}

/** The statements on a batch's status (`orders.md` §3, P13, P14), and what is looked up by it. */
export function createStockStore(db: Connection) {
  const Balances = balanceModel(db);

  const run = runOn(Balances);

  return {
    /** An empty draft; one already there stays as it is. */
    async create({ id, ...lot }: Lot): Promise<void> {
      try {
        await Balances.create({ _id: id, ...lot, ...EMPTY, status: 'draft' });
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },

    /**
     * A draft becomes what was submitted, frozen; only with the grams of this submission in it, so that
     * a late worker cannot submit what was undone.
     */
    submit: (id: string, incomingId: string, lot: Submitted) =>
      run(
        {
          _id: id,
          status: 'draft',
          stops: trusted({ $size: 0 }),
          holds: trusted({ $elemMatch: { id: incomingId, s: 'done' } }),
          'holds.id': trusted({ $ne: `rev:${incomingId}` }),
        },
        { $set: { ...lot, status: 'submitted' } },
      ),

    /** From one status to another, while no stop stands. */
    move: (id: string, from: BatchStatus, to: BatchStatus) =>
      run({ _id: id, status: from, stops: trusted({ $size: 0 }) }, {
        $set: { status: to },
      } satisfies Update),

    /** On sale, if nothing that could void the gate was written since `gateRev` was read. */
    open: (id: string, gateRev: number) =>
      run(
        {
          _id: id,
          status: trusted({ $in: ['submitted', 'on_hold'] }),
          stops: trusted({ $size: 0 }),
          unbound: trusted({ $ne: true }),
          gateRev,
        },
        { $set: { status: 'released' } } satisfies Update,
      ),

    /** A fact that could void a release was written: what was read before no longer opens. */
    voidGate: (id: string) => run({ _id: id }, { $inc: { gateRev: 1 } } satisfies Update),

    /** P13 from the status as read. */
    stop: (id: string, stop: Stop, status: BatchStatus) =>
      run(
        {
          _id: id,
          status: stop.was,
          'stops.id': trusted({ $ne: stop.id }),
          lifted: trusted({ $ne: stop.id }),
        },
        { $push: { stops: stop }, $set: { status }, $inc: { gateRev: 1 } },
      ),

    /** P14: a tombstone also where the stop never came. */
    lift: (id: string, stopId: string) =>
      run(
        { _id: id, lifted: trusted({ $ne: stopId }) },
        { $pull: { stops: { id: stopId } }, $push: { lifted: stopId } },
      ),

    ...turns(run),
    ...lookUps(Balances, run),
  };
}

export type StockStore = ReturnType<typeof createStockStore>;

/** Ways into and out of a lot beside its sale. */
function turns(run: Run) {
  return {
    /** The orders that waited for this harvest have their parts: the rest may be sold. */
    bound: (id: string) =>
      run({ _id: id, unbound: true }, { $set: { unbound: false } } satisfies Update),

    /** Taken back before it was on sale; not while a pre-order is bound to it. */
    reject: (id: string) =>
      run({ _id: id, status: 'submitted', stops: trusted({ $size: 0 }), heldG: 0, soldG: 0 }, {
        $set: { status: 'rejected' },
      } satisfies Update),

    /** P9: goods that came back, in any status. */
    bringBack: (id: string, hold: Hold) =>
      run(
        {
          _id: id,
          sealedBefore: trusted({ $lte: hold.t }),
          'holds.id': trusted({ $ne: hold.id }),
        },
        { $inc: { returnedG: hold.g, availG: hold.g }, $push: { holds: hold } },
      ),
  };
}

/** What is found by status, product and last good day. */
function lookUps(Balances: Balances, run: Run) {
  return {
    /** Every lot under recall. */
    async recalled(limit: number): Promise<string[]> {
      const found = await Balances.find({ status: 'recalled' }, { _id: 1 })
        .sort({ _id: 1 })
        .limit(limit)
        .lean();
      return found.map(({ _id }) => _id);
    },

    /** What has passed its last good day leaves the shelf. Reservations refuse it before this write. */
    async expire(now: Date, limit: number): Promise<string[]> {
      const filter = {
        status: trusted({ $in: ['released', 'on_hold'] as BatchStatus[] }),
        usableUntil: trusted({ $lt: now }),
      };
      const due = await Balances.find(filter, { _id: 1 }).sort({ _id: 1 }).limit(limit).lean();
      const gone = await Promise.all(
        due.map(async ({ _id }) =>
          (await run({ _id, ...filter }, { $set: { status: 'expired' } })) ? [_id] : [],
        ),
      );
      return gone.flat();
    },

    /** What is on sale of these products and keeps until `need`: first to expire, then first harvested, first. */
    async onSale(productIds: readonly string[], need: Date): Promise<Balance[]> {
      const docs = await Balances.find({
        productId: trusted({ $in: [...productIds] }),
        status: 'released',
        usableUntil: trusted({ $gte: need }),
        availG: trusted({ $gt: 0 }),
      })
        .sort({ usableUntil: 1, harvestedOn: 1, _id: 1 })
        .lean();
      return docs.map(toBalance);
    },

    /** How many can be sold at `at`, of any product. */
    countOnSale: (at: Date): Promise<number> =>
      Balances.countDocuments({
        status: 'released',
        usableUntil: trusted({ $gte: at }),
        availG: trusted({ $gt: 0 }),
      }),

    async many(ids: readonly string[]): Promise<Balance[]> {
      const docs = await Balances.find({ _id: trusted({ $in: [...ids] }) })
        .sort({ _id: 1 })
        .lean();
      return docs.map(toBalance);
    },
  };
}
