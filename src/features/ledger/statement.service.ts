import type { Owners } from '../../shared/actor.ts';
import { AppError } from '../../shared/errors.ts';
import { sweep } from '../../platform/due.ts';
import type { EntryStore } from './entry.store.ts';
import {
  issuesAt,
  snapshotOf,
  statementNotFound,
  type Correction,
  type Statement,
} from './statement.ts';
import { createStatementTalk } from './statement-talk.service.ts';
import type { StatementStore } from './statement.store.ts';

interface Deps {
  statements: StatementStore;
  entries: Pick<EntryStore, 'many'>;
  /** Books a credit on an order and carries it into the ledger. @throws AppError `credit.…` */
  credit: (
    orderId: string,
    row: { key: string; kind: 'credit'; lines: { no: number; g: number; fen: number }[] },
  ) => Promise<void>;
  /** The account a seller is paid to, in words. */
  payToOf: (sellerId: string) => Promise<string>;
  /** Tells both sides that it was issued, once per version. */
  tell: (statement: Statement) => Promise<void>;
  now: () => Date;
}

const SOON_MS = 5_000;

/** The life of a statement 对账单 (`orders.md` §10.4). */
export function createStatementService(deps: Deps) {
  const { statements, entries, credit, payToOf, tell, now } = deps;

  /** @throws AppError `statement.not-found` */
  async function get(id: string): Promise<Statement> {
    const statement = await statements.byId(id);
    if (!statement) throw statementNotFound(id);
    return statement;
  }

  /** Does what can be done now, by any worker, several at once. When to look again. */
  async function advance(id: string): Promise<Date | undefined> {
    const statement = await get(id);
    const { state, period } = statement;
    if (state === 'open') {
      await statements.step({ ...statement, state }, { set: { state: 'closing', due: now() } });
      return now();
    }
    if (state === 'closing') {
      const at = issuesAt(period);
      return at > now() ? at : issue(statement);
    }
    if (state === 'withdrawn') {
      await correct(statement);
      return issue(await get(id));
    }
    if (statement.v > 0) await tell(statement);
    return undefined;
  }

  /** Once every key has its entry; what was added meanwhile waits for the next look. */
  async function issue(statement: Statement): Promise<Date | undefined> {
    const { state, entryKeys: keys } = statement;
    const found = await entries.many(keys);
    const isWhole = found.length === keys.length && missingCorrection(statement) === undefined;
    if (!isWhole) return new Date(now().getTime() + SOON_MS);
    const payTo = await payToOf(statement.sellerId);
    const snapshot = snapshotOf(statement, found, { at: now(), payTo });
    await statements.step(
      { ...statement, state, keys },
      { set: { state: 'issued', v: snapshot.v, due: now() }, push: { snapshots: snapshot } },
    );
    return now(); // to tell both sides
  }

  async function correct({ _id, corrections }: Statement): Promise<void> {
    for (const { orderId, no, fen, key, refused } of corrections) {
      if (refused !== undefined) continue;
      try {
        await credit(orderId, { key, kind: 'credit', lines: [{ no, g: 0, fen }] });
      } catch (error) {
        if (!(error instanceof AppError) || error.kind === 'busy') throw error;
        await statements.refuse(_id, key, error.code);
      }
    }
  }

  async function ownersOf(id: string): Promise<Owners | undefined> {
    const statement = await statements.byId(id);
    return statement && { canteen: statement.payerId, cooperative: statement.sellerId };
  }

  const resume = () => sweep(statements.sweeper, { now, advance });

  return {
    ...{ get, advance, ownersOf, resume },
    ...createStatementTalk({ statements, get, advance, now }),
    of: (side: { payerId: string } | { sellerId: string }) => statements.of(side),
  };
}

export type StatementService = ReturnType<typeof createStatementService>;

function missingCorrection({ state, corrections, entryKeys }: Statement): Correction | undefined {
  if (state !== 'withdrawn') return undefined;
  return corrections.find(
    ({ orderId, key, refused }) =>
      refused === undefined && !entryKeys.includes(`${orderId}:${key}`),
  );
}
