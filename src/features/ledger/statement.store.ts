import type { Connection, UpdateQuery } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import { dueWork } from '../../platform/due.ts';
import { statementModel, type StatementDoc } from './ledger.model.ts';
import {
  closesAt,
  statementId,
  type Correction,
  type Dispute,
  type Snapshot,
  type Statement,
  type StatementState,
} from './statement.ts';

interface Change {
  readonly set?: Partial<Record<'state' | 'v' | 'due' | 'confirmed' | 'corrections', unknown>>;
  readonly unset?: 'due';
  readonly push?: { readonly snapshots?: Snapshot; readonly disputes?: Dispute };
}

/** Every way `statements` is read or written: one function, one statement. */
export function createStatementStore(db: Connection) {
  const Statements = statementModel(db);

  return {
    ...places(Statements),
    ...lookUps(Statements),
    ...steps(runOn(Statements)),
    sweeper: dueWork(db, Statements.modelName),
  };
}

type Statements = ReturnType<typeof statementModel>;
type Run = ReturnType<typeof runOn>;

function runOn(Statements: Statements) {
  return async (filter: Record<string, unknown>, update: UpdateQuery<StatementDoc>) =>
    (await Statements.updateOne(filter, update)).matchedCount === 1;
}

/** Where entries find their place. */
function places(Statements: Statements) {
  const run = runOn(Statements);
  return {
    /** The empty statement of a period; one already there stays as it is. */
    async insert({ payerId, sellerId, period }: Place): Promise<void> {
      const doc = {
        _id: statementId(payerId, sellerId, period),
        ...{ payerId, sellerId, period, state: 'open' as const, v: 0, hasKeys: false },
        ...{ entryKeys: [], snapshots: [], disputes: [], corrections: [] },
        ...{ lease: { epoch: 0, until: new Date(0) }, due: closesAt(period) },
      };
      try {
        await Statements.create(doc);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },

    /**
     * Gives an entry its place, while the statement takes entries. False where it takes none, or has
     * it; `elsewhere` where another statement of this payer has it.
     */
    async addKey(id: string, key: string, state: 'open' | 'withdrawn') {
      try {
        return await run(
          { _id: id, state, entryKeys: trusted({ $ne: key }) },
          { $push: { entryKeys: key }, $set: { hasKeys: true } },
        );
      } catch (error) {
        if (isDuplicate(error)) return 'elsewhere' as const;
        throw error;
      }
    },
  };
}

function lookUps(Statements: Statements) {
  return {
    async withKey(payerId: string, key: string): Promise<Statement | undefined> {
      return toStatement(
        await Statements.findOne({ payerId, entryKeys: key, hasKeys: true }).lean(),
      );
    },

    /** A withdrawn one that has any of these keys: it takes their corrections. */
    async withdrawnWith(payerId: string, keys: readonly string[]): Promise<Statement | undefined> {
      const docs = await Statements.find({
        payerId,
        entryKeys: trusted({ $in: [...keys] }),
        hasKeys: true,
        state: 'withdrawn',
      })
        .sort({ _id: 1 })
        .limit(1)
        .lean();
      return toStatement(docs[0] ?? null);
    },

    async byId(id: string): Promise<Statement | undefined> {
      return toStatement(await Statements.findOne({ _id: id }).lean());
    },

    /** Those with entries, the newest period first. */
    async of(side: { payerId: string } | { sellerId: string }): Promise<Statement[]> {
      const docs = await Statements.find({ ...side, hasKeys: true })
        .sort({ period: -1, _id: 1 })
        .limit(200)
        .lean();
      return docs.flatMap((doc) => toStatement(doc) ?? []);
    },
  };
}

/** From state to state. */
function steps(run: Run) {
  return {
    /** A step from one state at one version to another. False when it is past that. */
    step(
      seen: Pick<Statement, '_id' | 'v'> & { state: StatementState; keys?: readonly string[] },
      { set, unset, push }: Change,
    ): Promise<boolean> {
      const { _id, state, v, keys } = seen;
      return run(
        { _id, state, v, ...(keys && { entryKeys: trusted({ $size: keys.length }) }) },
        {
          ...(set && { $set: set }),
          ...(unset && { $unset: { [unset]: 1 } }),
          ...(push && { $push: push }),
        },
      );
    },

    /** Answers the newest dispute, if nobody has. */
    async answer(
      { _id, v, disputes }: Statement,
      answer: NonNullable<Dispute['answer']>,
      { state, corrections, due }: { state: StatementState; corrections: Correction[]; due?: Date },
    ): Promise<boolean> {
      return run(
        { _id, state: 'disputed', v },
        {
          $set: {
            state,
            [`disputes.${disputes.length - 1}.answer`]: answer,
            ...(corrections.length > 0 && { corrections }),
            ...(due && { due }),
          },
        },
      );
    },

    /** This correction could not be booked; the others go on. */
    async refuse(id: string, key: string, code: string): Promise<void> {
      await run(
        { _id: id, corrections: trusted({ $elemMatch: { key } }) },
        { $set: { 'corrections.$.refused': code } },
      );
    },
  };
}

export type StatementStore = ReturnType<typeof createStatementStore>;

interface Place {
  readonly payerId: string;
  readonly sellerId: string;
  readonly period: string;
}

function toStatement(doc: StatementDoc | null): Statement | undefined {
  return (doc ?? undefined) as Statement | undefined; // lean: stored exactly as the type says
}
