import type { Actor } from '../../shared/actor.ts';
import { dayAt } from '../../shared/day.ts';
import { rmbWords } from '../../shared/rmb.ts';
import type { BankPayment } from './bank-payment.ts';
import type { BankPayments } from './bank-payment.service.ts';
import type { Entry } from './entry.ts';
import type { Folded } from './fold.ts';
import type { RunningView, StatementsView, StatementView } from './ledger.schema.ts';
import type { Ledger } from './ledger.service.ts';
import { mayOperatorAnswer, snapshotOf, type Snapshot, type Statement } from './statement.ts';
import type { StatementService } from './statement.service.ts';

interface Deps {
  ledger: Ledger;
  statements: Pick<StatementService, 'get' | 'of'>;
  payments: Pick<BankPayments, 'of'>;
  nameOf: (orgId: string) => Promise<{ zh: string; en: string }>;
  payToOf: (sellerId: string) => Promise<string>;
  now: () => Date;
}

type Side = 'payer' | 'seller';

/** What payers and sellers read of their money. */
export function createLedgerViews(deps: Deps) {
  const { ledger, statements, payments, nameOf, payToOf, now } = deps;
  const partnerOf = async (id: string) => ({ id, name: await nameOf(id) });

  /** All counterparts with what is owed, and all statements. */
  async function overview({ orgId, role }: Actor): Promise<StatementsView> {
    const side = sideOf(role);
    const own = side === 'payer' ? { payerId: orgId } : { sellerId: orgId };
    const [balances, found] = await Promise.all([ledger.balances(own), statements.of(own)]);
    return {
      side,
      balances: await Promise.all(
        balances.map(async (each) => ({
          partner: await partnerOf(each.orgId),
          folded: foldedOf(each.folded),
        })),
      ),
      statements: await Promise.all(found.map((one) => rowOf(one, side))),
      today: dayAt(now()),
    };
  }

  async function rowOf(
    statement: Statement,
    side: Side,
  ): Promise<StatementsView['statements'][number]> {
    const { _id: id, period, state, v, entryKeys, snapshots, payerId, sellerId } = statement;
    const newest = snapshots.at(-1);
    const totalFen = newest?.totalFen ?? sumOf(await ledger.entriesOf(entryKeys));
    const partner = await partnerOf(side === 'payer' ? sellerId : payerId);
    const dues = (newest?.dues ?? []).map((due) => ({ ...due }));
    return { id, partner, period, state, v, totalFen, lines: entryKeys.length, dues };
  }

  /** 往来明细 with one counterpart. */
  async function running(orgId: string, actor: Actor): Promise<RunningView> {
    const side = sideOf(actor.role);
    const [payerId, sellerId] = side === 'payer' ? [actor.orgId, orgId] : [orgId, actor.orgId];
    const { entries, folded } = await ledger.between(payerId, sellerId);
    const made = (await payments.of({ payerId })).filter((each) => each.sellerId === sellerId);
    return {
      side,
      partner: await partnerOf(orgId),
      folded: foldedOf(folded),
      charges: folded.charges.map((charge) => ({ ...charge })),
      entries: entries.toReversed().map(entryOf),
      payments: made.map(paymentOf),
      payTo: await payToOf(sellerId),
      today: dayAt(now()),
      mayPay: side === 'payer' && isPayersMoney(actor),
    };
  }

  return { overview, running, one: createStatementView(deps) };
}

/** One statement, in the version asked for or the newest. */
function createStatementView({ ledger, statements, nameOf, payToOf, now }: Deps) {
  const partnerOf = async (id: string) => ({ id, name: await nameOf(id) });

  return async (id: string, v: number | undefined, actor: Actor): Promise<StatementView> => {
    const statement = await statements.get(id);
    const shown = statement.snapshots.find((each) => each.v === v) ?? statement.snapshots.at(-1);
    const entries = await ledger.entriesOf(shown?.entryKeys ?? statement.entryKeys);
    const isNewest = shown === undefined || shown.v === statement.v;
    return {
      ...{ id, period: statement.period, state: statement.state, newest: statement.v },
      ...{ payer: await partnerOf(statement.payerId), seller: await partnerOf(statement.sellerId) },
      ...frozenOf(shown ?? asItStands(statement, entries, await payToOf(statement.sellerId))),
      versions: statement.snapshots.map((each) => ({
        ...{ v: each.v, at: each.at.toISOString(), totalFen: each.totalFen },
      })),
      entries: entries.map(entryOf),
      ...talkOf(statement),
      mayConfirm: isNewest && statement.state === 'issued' && isPayersMoney(actor),
      mayAnswer: isNewest && statement.state === 'disputed' && mayAnswer(actor, statement, now()),
    };
  };
}

/** A statement that runs, as if it were issued now. */
function asItStands(statement: Statement, entries: readonly Entry[], payTo: string) {
  return { ...snapshotOf(statement, entries, { at: new Date(0), payTo }), v: 0, sha256: '' };
}

function frozenOf({ v, totalFen, dues, payTo, sha256 }: Snapshot) {
  const own = dues.map((due) => ({ ...due }));
  return { v, totalFen, totalWords: rmbWords(totalFen), dues: own, payTo, sha256 };
}

export type LedgerViews = ReturnType<typeof createLedgerViews>;

function sideOf(role: Actor['role']): Side {
  return role === 'canteen' ? 'payer' : 'seller';
}

function isPayersMoney({ role, duties }: Actor): boolean {
  return role === 'canteen' && (duties.includes('accountant') || duties.includes('admin'));
}

function mayAnswer({ role }: Actor, statement: Statement, now: Date): boolean {
  return role === 'cooperative' || (role === 'operator' && mayOperatorAnswer(statement, now));
}

function sumOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, { fen }) => sum + fen, 0);
}

function foldedOf({ charges: _charges, ageing, ...sums }: Folded) {
  return { ...sums, ageing: [...ageing] };
}

function entryOf(entry: Entry): StatementView['entries'][number] {
  const { _id: key, kind, on, orderId, orderNo, acceptedOn, dueOn, fen, lines } = entry;
  return {
    ...{ key, kind, on, orderId, orderNo: orderNo ?? '', acceptedOn, dueOn, fen },
    items: lines.map((line) => ({ ...line })),
  };
}

function talkOf({ disputes, corrections, confirmed }: Statement) {
  return {
    disputes: disputes.map(({ v, at, lines, answer }) => ({
      ...{ v, at: at.toISOString(), lines: lines.map((line) => ({ ...line })) },
      answer: answer
        ? { at: answer.at.toISOString(), words: answer.words, isRight: answer.isRight }
        : null,
    })),
    refused: corrections.flatMap(({ refused }) => refused ?? []),
    confirmedAt: confirmed?.at.toISOString() ?? null,
  };
}

function paymentOf(payment: BankPayment): RunningView['payments'][number] {
  const { _id: id, bankRef, fen, on, state, proofId, why } = payment;
  return { id, bankRef, fen, on, state, proofId, why };
}
