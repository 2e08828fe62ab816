import type { Connection } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import { dueWork } from '../../platform/due.ts';
import { bindingModel, type BindingDoc } from './binding.model.ts';
import type { Binding } from './binding.ts';
import type { Share } from './sharing.ts';

/** Every way `bindings` is read or written: one function, one statement. */
export function createBindingStore(db: Connection) {
  const Bindings = bindingModel(db);

  return {
    /** Once per batch, or per harvest that did not come; again is nothing. */
    async insert({ id, shares, ...binding }: Binding): Promise<void> {
      try {
        const lease = { epoch: 0, until: new Date(0) };
        await Bindings.create({
          ...binding,
          due: binding.due ?? null,
          _id: id,
          shares: null,
          lease,
        });
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },

    async byId(id: string): Promise<Binding | undefined> {
      const doc = await Bindings.findOne({ _id: id }).lean();
      return doc ? toBinding(doc) : undefined;
    },

    async ofPlans(planIds: readonly string[]): Promise<Binding[]> {
      const docs = await Bindings.find({ planId: trusted({ $in: [...planIds] }) })
        .sort({ startedAt: 1, _id: 1 })
        .lean();
      return docs.map(toBinding);
    },

    /** The cooperative's word, once: all of the harvest, or more is to come. */
    async decide(id: string, word: { isLast: boolean; by: string; at: Date }): Promise<boolean> {
      const { matchedCount } = await Bindings.updateOne(
        { _id: id, state: 'open', shares: null, isLast: null },
        { $set: { isLast: word.isLast, decidedBy: word.by, due: word.at } },
      );
      return matchedCount === 1;
    },

    /** Fixes who gets how much, once. */
    async fix(id: string, shares: readonly Share[]): Promise<void> {
      await Bindings.updateOne(
        { _id: id, state: 'open', shares: null },
        { $set: { shares: shares.map((share) => ({ ...share })) } },
      );
    },

    async finish(id: string): Promise<void> {
      await Bindings.updateOne(
        { _id: id, state: 'open' },
        { $set: { state: 'done' }, $unset: { due: 1 } },
      );
    },

    async nudge(id: string, due: Date): Promise<void> {
      await Bindings.updateOne({ _id: id, state: 'open' }, { $set: { due } });
    },

    sweeper: dueWork(db, Bindings.modelName),
  };
}

export type BindingStore = ReturnType<typeof createBindingStore>;

function toBinding({ _id: id, lease, due, ...doc }: BindingDoc): Binding {
  const { batchId = null, isLast = null, shares = null, decidedBy = null } = doc;
  return { ...doc, id, batchId, isLast, shares, decidedBy, ...(due && { due }) };
}
