import type { Connection } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import { dueWork } from '../../platform/due.ts';
import type { Command } from '../../shared/command.ts';
import { standingModels, type RunDoc, type StandingDoc } from './standing.model.ts';
import type { NewStanding, StandingOrder, StandingRun } from './standing.ts';

const NO_LEASE = { epoch: 0, until: new Date(0) };
/** Commands that a repeat finds again. */
const REMEMBERED = 50;

export interface Saved extends Omit<NewStanding, 'rev'> {
  readonly ownerId: string;
  readonly activeSince: Date;
  readonly due: Date;
}

/** Every way `standingOrders` and `standingRuns` are read or written: one function, one statement. */
export function createStandingStore(db: Connection) {
  const { orders: Orders, runs: Runs } = standingModels(db);

  return {
    async byId(id: string): Promise<StandingOrder | undefined> {
      const doc = await Orders.findOne({ _id: id }).lean();
      return doc ? toOrder(doc) : undefined;
    },

    /** The first one of a canteen. False when there is one. */
    async insert(id: string, saved: Saved, command: Command): Promise<boolean> {
      try {
        const doc = { ...saved, _id: id, rev: 1, commands: [command], lease: NO_LEASE };
        await Orders.create(doc as unknown as StandingDoc); // readonly arrays only
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    /** From the one that was on the screen, once per command. */
    async save(id: string, rev: number, { saved, command }: { saved: Saved; command: Command }) {
      const { matchedCount } = await Orders.updateOne(
        { _id: id, rev, 'commands.key': trusted({ $ne: command.key }) },
        {
          $set: { ...saved, lines: saved.lines.map((line) => ({ ...line })) },
          $inc: { rev: 1 },
          $push: { commands: { $each: [{ ...command }], $slice: -REMEMBERED } },
        },
      );
      return matchedCount === 1;
    },

    sweeper: dueWork(db, Orders.modelName),
    runs: runsOf(db, Runs),
  };
}

export type StandingStore = ReturnType<typeof createStandingStore>;

type Runs = ReturnType<typeof standingModels>['runs'];

function runsOf(db: Connection, Runs: Runs) {
  return {
    /** Once per delivery day; what is in it then is what is ordered. */
    async insert({ id, ...run }: StandingRun): Promise<void> {
      try {
        await Runs.create({ ...run, _id: id, lease: NO_LEASE } as unknown as RunDoc);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },

    async byId(id: string): Promise<StandingRun | undefined> {
      const doc = await Runs.findOne({ _id: id }).lean();
      return doc ? toRun(doc) : undefined;
    },

    /** Of a canteen, the latest delivery first. */
    async ofBuyer(buyerId: string, limit: number): Promise<StandingRun[]> {
      const docs = await Runs.find({ buyerId })
        .sort({ deliveryDate: -1, _id: 1 })
        .limit(limit)
        .lean();
      return docs.map(toRun);
    },

    /** A step from what was read. False when it changed meanwhile. */
    async write(seen: StandingRun, change: Partial<Omit<StandingRun, 'id' | 'rev'>>) {
      const { due, ...set } = change;
      const { matchedCount } = await Runs.updateOne(
        { _id: seen.id, rev: seen.rev, state: 'open' },
        {
          $set: { ...set, ...(due && { due }) },
          ...(!due && { $unset: { due: 1 } }),
          $inc: { rev: 1 },
        },
      );
      return matchedCount === 1;
    },

    sweeper: dueWork(db, Runs.modelName),
  };
}

function toOrder({ _id: id, lease, ...doc }: StandingDoc): StandingOrder {
  return { ...doc, id } as StandingOrder; // lean: stored exactly as the type says
}

function toRun({ _id: id, lease, ...doc }: RunDoc): StandingRun {
  return { ...doc, id } as StandingRun; // lean: stored exactly as the type says
}
