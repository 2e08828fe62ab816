import type { Actor } from '../../shared/actor.ts';
import { AppError } from '../../shared/errors.ts';
import {
  mayOperatorAnswer,
  statementWrongState,
  type Correction,
  type Statement,
} from './statement.ts';
import type { StatementStore } from './statement.store.ts';

interface Deps {
  statements: StatementStore;
  get: (id: string) => Promise<Statement>;
  advance: (id: string) => Promise<unknown>;
  now: () => Date;
}

/** What payer and seller say about a statement: agreed, disputed, answered. */
export function createStatementTalk({ statements, get, advance, now }: Deps) {
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

  return { confirm, dispute, answer };
}

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

function notOnIt(key: string): AppError {
  return new AppError('conflict', 'statement.other-entry', 'That does not stand on it.', {
    facts: { key },
  });
}

function sellerFirst(): AppError {
  const message = 'The cooperative has five days to answer.';
  return new AppError('conflict', 'statement.seller-answers-first', message);
}
