import type { Actor, Owners } from '../../shared/actor.ts';
import { AppError } from '../../shared/errors.ts';
import { sweep } from '../../platform/due.ts';
import type { EntryStore } from './entry.store.ts';
import {
  issuesAt,
  mayOperatorAnswer,
  snapshotOf,
  statementNotFound,
  statementWrongState,
  type Correction,
  type Statement,
} from './statement.ts';
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

  /** The payer agrees with what he read. @throws AppError `statement.wrong-state` */
  async function confirm(id: string, v: number, { userId: by }: Actor): Promise<void> {
    const set = { state: 'confirmed', confirmed: { by, at: now() } };
    if (await statements.step({ _id: id, v, state: 'issued' }, { set })) return;
    const statement = await get(id);
    if (statement.state !== 'confirmed' || statement.v !== v) throw statementWrongState(statement);
  }

  /** The payer names what is wrong; the rest stays due. @throws AppError `statement.wrong-state` */
  async function dispute(
    id: string,
    { v, lines }: { v: number; lines: readonly { key: string; words: string }[] },
    { userId: by }: Actor,
  ): Promise<void> {
    const statement = await get(id);
    const foreign = lines.find(({ key }) => !statement.entryKeys.includes(key));
    if (foreign) throw notOnIt(foreign.key);
    const change = {
      set: { state: 'disputed' },
      push: { disputes: { v, by, at: now(), lines: [...lines] } },
    };
    if (await statements.step({ _id: id, v, state: 'issued' }, change)) return;
    const after = await get(id);
    if (after.state !== 'disputed' || after.v !== v) throw statementWrongState(after);
  }

  /**
   * The seller answers, or the operator after five days: it is right as it is, or these credits make it
   * right and it comes again as the next version.
   * @throws AppError `statement.wrong-state`, `statement.seller-answers-first`, `credit.…`
   */
  async function answer(
    id: string,
    { words, corrections }: Answer,
    { userId: by, role }: Actor,
  ): Promise<void> {
    const statement = await get(id);
    if (role === 'operator' && !mayOperatorAnswer(statement, now())) throw sellerFirst();
    const isRight = corrections.length === 0;
    const base = { by, at: now(), words, isRight };
    const then = isRight
      ? { state: 'issued' as const, corrections: [] }
      : { state: 'withdrawn' as const, corrections: keyed(statement, corrections), due: now() };
    if (!(await statements.answer(statement, base, then))) {
      const after = await get(id);
      if (after.disputes.at(-1)?.answer?.by !== by) throw statementWrongState(after);
    }
    if (!isRight) await advance(id);
  }

  async function ownersOf(id: string): Promise<Owners | undefined> {
    const statement = await statements.byId(id);
    return statement && { canteen: statement.payerId, cooperative: statement.sellerId };
  }

  const resume = () => sweep(statements.sweeper, { now, advance });

  return {
    ...{ get, advance, confirm, dispute, answer, ownersOf, resume },
    of: statements.of,
  };
}

export type StatementService = ReturnType<typeof createStatementService>;

export interface Answer {
  readonly words: string;
  readonly corrections: readonly { orderId: string; no: number; fen: number }[];
}

/** The rows that correct version v, once each. */
function keyed({ _id, v, corrections: earlier }: Statement, wanted: Answer['corrections']) {
  const next = wanted.map((each, place): Correction => ({
    ...each,
    key: `fix:${_id}:v${v}:${place + 1}`,
  }));
  return [...earlier, ...next];
}

function missingCorrection({ state, corrections, entryKeys }: Statement): Correction | undefined {
  if (state !== 'withdrawn') return undefined;
  return corrections.find(
    ({ orderId, key, refused }) =>
      refused === undefined && !entryKeys.includes(`${orderId}:${key}`),
  );
}

function notOnIt(key: string): AppError {
  return new AppError('conflict', 'statement.other-entry', 'That does not stand on it.', {
    facts: { key },
  });
}

function sellerFirst(): AppError {
  const message = 'The cooperative has five days to answer.';
  return new AppError('conflict', 'statement.seller-answers-first', message);
}
