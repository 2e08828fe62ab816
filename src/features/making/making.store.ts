import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Making } from './making.ts';
import { makingModel, type MakingDoc } from './making.model.ts';

type Update = UpdateQueryKnownOnly<MakingDoc>;
type State = Making['state'];

/** Every way `transformations` is read or written: one function, one statement. */
export function createWorkStore(db: Connection) {
  const Makings = makingModel(db);

  async function move(_id: string, from: State, update: Update): Promise<boolean> {
    return (await Makings.updateOne({ _id, state: from }, update)).matchedCount === 1;
  }

  return {
    /** False when the command made one before. */
    async insert(making: Making & { readonly due: Date }): Promise<boolean> {
      try {
        await Makings.create({
          ...making,
          inputs: [...making.inputs],
          out: [],
          outputs: making.outputs.map((one) => ({ ...one, origins: [...one.origins] })),
        });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    async byId(id: string): Promise<Making | undefined> {
      const doc = await Makings.findOne({ _id: id }).lean();
      return doc ? toMaking(doc) : undefined;
    },

    /** The newest first. */
    async ofOrg(orgId: string): Promise<Making[]> {
      const docs = await Makings.find({ orgId }).sort({ at: -1, _id: 1 }).limit(100).lean();
      return docs.map(toMaking);
    },

    /** What a batch went into. */
    async from(batchId: string): Promise<Making[]> {
      const docs = await Makings.find({ 'inputs.batchId': batchId }).sort({ _id: 1 }).lean();
      return docs.map(toMaking);
    },

    /** What a batch came out of. */
    async of(code: string): Promise<Making | undefined> {
      const doc = await Makings.findOne({ 'outputs.code': code }).lean();
      return doc ? toMaking(doc) : undefined;
    },

    /** Every input is in it. */
    taken: (id: string) => move(id, 'planned', { $set: { state: 'taken' } }),
    /** The record hears of it by the same write. */
    made: (id: string, at: Date) =>
      move(id, 'taken', {
        $set: { state: 'made' },
        $unset: { due: 1 },
        $push: { out: { id: `${id}:trace`, kind: 'trace', due: at, doneAt: null } },
      }),

    /** An input was refused: everything goes back first. */
    refuse: (id: string, { kind, code, message, facts }: AppError) =>
      move(id, 'planned', { $set: { state: 'undoing', refusal: { kind, code, message, facts } } }),
    undone: (id: string) => move(id, 'undoing', { $set: { state: 'undone' }, $unset: { due: 1 } }),

    ...told(Makings),

    async dueIds(now: Date, limit: number): Promise<string[]> {
      const docs = await Makings.find({ due: trusted({ $lte: now }) }, { _id: 1 })
        .sort({ due: 1, _id: 1 })
        .limit(limit)
        .lean();
      return docs.map(({ _id }) => _id);
    },

    /** Others first, until then. */
    postpone: async (_id: string, due: Date): Promise<void> => {
      await Makings.updateOne({ _id, due: trusted({ $exists: true }) }, { $set: { due } });
    },
  };
}

/** Its row for the trace writer. */
function told(Makings: ReturnType<typeof makingModel>) {
  const waiting = (_id: string) => ({ _id, out: trusted({ $elemMatch: { doneAt: null } }) });

  return {
    async untold(now: Date, limit: number): Promise<Making[]> {
      const row = { $elemMatch: { doneAt: null, due: trusted({ $lte: now }) } };
      const docs = await Makings.find({ out: trusted(row) })
        .sort({ _id: 1 })
        .limit(limit)
        .lean();
      return docs.map(toMaking);
    },

    /** It cannot be told yet. */
    tellLater: async (id: string, due: Date): Promise<void> => {
      await Makings.updateOne(waiting(id), { $set: { 'out.$.due': due } });
    },

    told: async (id: string, at: Date): Promise<void> => {
      await Makings.updateOne(waiting(id), { $set: { 'out.$.doneAt': at } });
    },
  };
}

export type WorkStore = ReturnType<typeof createWorkStore>;

function toMaking(doc: MakingDoc): Making {
  const {
    works = null,
    note = null,
    usableUntil = null,
    refusal,
    due = null,
    out: _,
    ...rest
  } = doc;
  return {
    ...rest,
    ...{ works, note, usableUntil, due },
    outputs: doc.outputs.map((output) => ({
      ...output,
      origins: output.origins.map(({ baseId = null, ...where }) => ({ ...where, baseId })),
    })),
    refusal: refusal
      ? {
          ...refusal,
          kind: refusal.kind as NonNullable<Making['refusal']>['kind'], // from an AppError
          facts: (refusal.facts ?? {}) as Record<string, unknown>,
        }
      : null,
  };
}
