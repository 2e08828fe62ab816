import type { Connection } from 'mongoose';
import { trusted } from '../../platform/database.ts';
import type { BatchStatus, Hold, Stop } from './pool.ts';
import { balanceModel } from './pool.model.ts';
import { runOn } from './pool.store.ts';
import { absent, having } from './sale.store.ts';

/** What is taken of a batch to make something of it. */
export interface Input {
  readonly id: string;
  readonly ref: string;
  readonly g: number;
  readonly t: Date;
}

/** The statements of making 加工 on a batch: P1 and P7 of its inputs, P9 and the end of its outputs. */
export function createMakingStore(db: Connection) {
  const Balances = balanceModel(db);
  const run = runOn(Balances);

  return {
    /** P1 of an input: only of goods in the maker's own keeping, on sale and good today. */
    hold: (_id: string, hold: Hold, { custodianId, now }: { custodianId: string; now: Date }) =>
      run(
        {
          ...{ _id, custodianId, status: 'released' },
          usableUntil: trusted({ $gt: now }),
          availG: trusted({ $gte: hold.g }),
          ...absent(hold.id, hold.t),
          'holds.1999': trusted({ $exists: false }),
        },
        { $inc: { availG: -hold.g, heldG: hold.g }, $push: { holds: hold } },
      ),

    /** P7 投料: from now on it is in the making. */
    use: (_id: string, { id, g }: Pick<Hold, 'id' | 'g'>, now: Date) =>
      run(
        {
          ...{ _id, status: 'released', usableUntil: trusted({ $gt: now }) },
          ...having({ id, s: 'held', g }),
        },
        { $set: { 'holds.$.s': 'done' }, $inc: { heldG: -g, transformedOutG: g } },
      ),

    /** P12 of a use: what was not made of it after all is there again. */
    unuse: (_id: string, { id, g }: Pick<Hold, 'id' | 'g'>) =>
      run(
        { _id, ...having({ id, kind: 'transform_out', s: 'done', g }) },
        { $set: { 'holds.$.s': 'released' }, $inc: { transformedOutG: -g, availG: g } },
      ),

    /** P9 of an output, in any status. */
    bringOut: (_id: string, hold: Hold) =>
      run(
        { _id, ...absent(hold.id, hold.t) },
        { $inc: { transformedInG: hold.g, availG: hold.g }, $push: { holds: hold } },
      ),

    /** An output that never came: nothing is in it, and nothing will be. */
    close: (_id: string) =>
      run(
        {
          ...{ _id, availG: 0, heldG: 0, soldG: 0, transformedInG: 0 },
          status: trusted({ $in: ['draft', 'on_hold', 'recalled'] as BatchStatus[] }),
        },
        { $set: { status: 'closed' } },
      ),

    /**
     * The stops of a parent, read by a write (`trace.md` §4.7): whoever stopped it before is seen here,
     * whoever stops it afterwards finds the child.
     */
    async look(_id: string): Promise<Stop[]> {
      const doc = await Balances.findOneAndUpdate(
        { _id },
        { $inc: { looks: 1 } },
        { returnDocument: 'after', projection: { stops: 1 } },
      ).lean();
      return doc?.stops ?? [];
    },
  };
}

export type MakingStore = ReturnType<typeof createMakingStore>;
