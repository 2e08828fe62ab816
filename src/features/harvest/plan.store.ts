import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import type { Day } from '../../shared/day.ts';
import type { PoolCollection } from '../pools/index.ts';
import { planModel, type PlanDoc } from './plan.model.ts';
import type { Forecast, HarvestPlan } from './plan.ts';

type Update = UpdateQueryKnownOnly<PlanDoc>;

/** Every way `harvestPlans` is read or written, but for the holds: those are `pools`'s statements. */
export function createPlanStore(db: Connection) {
  const Plans = planModel(db);

  return {
    ...writes(Plans),
    ...turns(Plans),
    ...readings(Plans),
    /** The same documents, as the pool of grams that they are. */
    collection: Plans as unknown as PoolCollection,
  };
}

export type PlanStore = ReturnType<typeof createPlanStore>;

type Plans = ReturnType<typeof planModel>;

function writes(Plans: Plans) {
  return {
    /** False when this base, product and day has one. */
    async insert({ id, ...plan }: HarvestPlan): Promise<boolean> {
      try {
        const forecasts = plan.forecasts.map((each) => ({ ...each }));
        await Plans.create({ ...plan, forecasts, _id: id, sealedBefore: new Date(0), holds: [] });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    /** Another forecast, from the one as read; only while all that is promised fits into it. */
    async foresee(seen: HarvestPlan, forecast: Forecast): Promise<boolean> {
      const moreG = forecast.expectedG - seen.expectedG;
      const { matchedCount } = await Plans.updateOne(
        {
          _id: seen.id,
          status: 'open',
          expectedG: seen.expectedG,
          availG: trusted({ $gte: -moreG }),
          'forecasts.key': trusted({ $ne: forecast.key }),
        },
        {
          $inc: { availG: moreG },
          $set: { expectedG: forecast.expectedG, confidence: forecast.confidence },
          $push: { forecasts: forecast },
        } satisfies Update,
      );
      return matchedCount === 1;
    },

    /** From this write on nothing of it is reserved or sold: its sold holds are final. */
    async close(id: string): Promise<void> {
      await Plans.updateOne({ _id: id, status: 'open' }, { $set: { status: 'closed' } });
    },
  };
}

/** One binding of a plan at a time. */
function turns(Plans: Plans) {
  return {
    async takeTurn(id: string, bindingId: string): Promise<boolean> {
      const { matchedCount } = await Plans.updateOne(
        { _id: id, turn: trusted({ $in: [null, bindingId] }) },
        { $set: { turn: bindingId } },
      );
      return matchedCount === 1;
    },

    async endTurn(id: string, bindingId: string): Promise<void> {
      await Plans.updateOne({ _id: id, turn: bindingId }, { $set: { turn: null } });
    },
  };
}

function readings(Plans: Plans) {
  return {
    async byId(id: string): Promise<HarvestPlan | undefined> {
      const doc = await Plans.findOne({ _id: id }).select({ holds: 0 }).lean();
      return doc ? toPlan(doc) : undefined;
    },

    /** Of a cooperative, in a range of days. */
    async ofSeller(sellerId: string, from: Day, to: Day): Promise<HarvestPlan[]> {
      const docs = await Plans.find({ sellerId, harvestOn: trusted({ $gte: from, $lte: to }) })
        .select({ holds: 0 })
        .sort({ harvestOn: 1, _id: 1 })
        .lean();
      return docs.map(toPlan);
    },

    /** What can be pre-ordered of these products, harvested in a range of days. */
    async open(productIds: readonly string[], from: Day, to: Day): Promise<HarvestPlan[]> {
      const docs = await Plans.find({
        productId: trusted({ $in: [...productIds] }),
        status: 'open',
        harvestOn: trusted({ $gte: from, $lte: to }),
        availG: trusted({ $gt: 0 }),
      })
        .select({ holds: 0 })
        .sort({ harvestOn: 1, _id: 1 })
        .lean();
      return docs.map(toPlan);
    },

    /** Harvests whose day is over: still open, or with promises that nothing was bound to. */
    async over(today: Day, limit: number): Promise<HarvestPlan[]> {
      const docs = await Plans.find({
        harvestOn: trusted({ $lt: today }),
        $or: [{ status: 'open' }, { status: 'closed', soldG: trusted({ $gt: 0 }) }],
      })
        .select({ holds: 0 })
        .sort({ harvestOn: 1, _id: 1 })
        .limit(limit)
        .lean();
      return docs.map(toPlan);
    },
  };
}

function toPlan({ _id: id, holds, sealedBefore, tidiedAt, ...plan }: Partial<PlanDoc>) {
  return { ...plan, id } as HarvestPlan; // lean: stored exactly as the type says
}
