import type { Actor, Owners } from '../../shared/actor.ts';
import type { Command } from '../../shared/command.ts';
import { dayAt } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import { sweep } from '../../platform/due.ts';
import {
  entryOfPayment,
  paymentId,
  paymentNotFound,
  paymentThere,
  paymentWrongState,
  type BankPayment,
  type NewPayment,
} from './bank-payment.ts';
import type { BankPaymentStore } from './bank-payment.store.ts';
import type { Posting } from './posting.service.ts';

interface CreditMove {
  readonly id: string;
  readonly ref: string;
  readonly g: number;
  readonly t: Date;
}

interface Deps {
  payments: BankPaymentStore;
  post: Posting['post'];
  /** The payer's credit, where he has some; each may be repeated. */
  credit: {
    readonly get: (payerId: string) => Promise<unknown>;
    readonly move: (
      payerId: string,
      kind: 'spend' | 'give_back',
      moved: CreditMove,
    ) => Promise<{ done: true } | { done: false; refusal: AppError }>;
  };
  /** Number of the account that a seller is paid to. */
  accountOf: (sellerId: string) => Promise<string>;
  /** Claims an uploaded file as the proof of a payment. */
  attachProof: (fileId: string, id: string, orgId: string) => Promise<void>;
  now: () => Date;
}

interface By {
  readonly actor: Actor;
  readonly command: Command;
}

/** Payments received 收款 (`orders.md` §10.5): the payer records them, the cooperative confirms. */
export function createBankPayments(deps: Deps) {
  const { payments, accountOf, attachProof, now } = deps;
  const advance = createPaymentEffects(deps);
  const decisions = createDecisions(payments, { get, advance, now });

  /**
   * A payer says he paid. Once per command; the same bank number again is shown, not booked.
   * @throws AppError `bank-payment.duplicate`, `file.not-found`
   */
  async function record(wanted: NewPayment, { actor, command }: By): Promise<BankPayment> {
    const account = await accountOf(wanted.sellerId);
    const _id = paymentId(account, wanted);
    if (wanted.proofId !== null) await attachProof(wanted.proofId, _id, actor.orgId);
    const payment: BankPayment = {
      ...{ ...wanted, _id, account, payerId: actor.orgId, state: 'recorded' },
      ...{ recordedBy: actor.userId, recordedAt: now(), cmdKey: command.key },
      ...{ decidedBy: null, decidedAt: null, why: '', s: 0, t: null },
    };
    if (await payments.insert(payment)) return payment;
    const there = await get(_id);
    if (there.cmdKey !== command.key) throw paymentThere(there);
    return there;
  }

  /** @throws AppError `bank-payment.not-found` */
  async function get(id: string): Promise<BankPayment> {
    const payment = await payments.byId(id);
    if (!payment) throw paymentNotFound(id);
    return payment;
  }

  async function ownersOf(id: string): Promise<Owners | undefined> {
    const payment = await payments.byId(id);
    return payment && { canteen: payment.payerId, cooperative: payment.sellerId };
  }

  const resume = () => sweep(payments.sweeper, { now, advance });

  return {
    ...{ record, get, advance, ownersOf, resume, ...decisions },
    of: (side: { payerId: string } | { sellerId: string }) => payments.of(side),
  };
}

export type BankPayments = ReturnType<typeof createBankPayments>;

/** From one state to the next, and what follows. Each may be repeated. */
function createDecisions(
  payments: BankPaymentStore,
  {
    get,
    advance,
    now,
  }: {
    get: (id: string) => Promise<BankPayment>;
    advance: (id: string) => Promise<unknown>;
    now: () => Date;
  },
) {
  /** The payer takes back what he recorded. @throws AppError `bank-payment.wrong-state` */
  function withdraw(id: string, actor: Actor): Promise<void> {
    return decide(id, actor, { from: 'recorded', state: 'withdrawn', why: '' });
  }

  /** The money is there: it is booked, and the payer's credit comes back. Safe to repeat. */
  async function confirm(id: string, actor: Actor): Promise<void> {
    await decide(id, actor, { from: 'recorded', state: 'confirmed', why: '' });
    await advance(id);
  }

  /** It was not there after all: turned by an entry of its own, with a reason. Safe to repeat. */
  async function reverse(id: string, why: string, actor: Actor): Promise<void> {
    await decide(id, actor, { from: 'confirmed', state: 'reversed', why });
    await advance(id);
  }

  async function decide(
    id: string,
    { userId: by }: Actor,
    { from, state, why }: Pick<BankPayment, 'state' | 'why'> & { from: BankPayment['state'] },
  ): Promise<void> {
    const payment = await get(id);
    if (payment.state === state) return;
    if (from === 'confirmed') await advance(id); // first all of what it is turned from
    if (await payments.decide(id, from, { state, by, why, at: now() })) return;
    const after = await get(id);
    if (after.state !== state) throw paymentWrongState(after);
  }

  return { withdraw, confirm, reverse };
}

/** What follows from a decision. */
function createPaymentEffects({ payments, post, credit, now }: Deps) {
  /** The effects of a decision: the entry, then the credit. Any worker may, two at once. */
  async function advance(id: string): Promise<Date | undefined> {
    const payment = await payments.byId(id);
    if (!payment) throw paymentNotFound(id);
    const { state, decidedAt } = payment;
    if ((state !== 'confirmed' && state !== 'reversed') || !decidedAt) return undefined;
    const isReversal = state === 'reversed';
    const entry = entryOfPayment(payment, { at: decidedAt, on: dayAt(decidedAt), isReversal });
    await post(entry);
    await moveCredit(payment, { id: entry._id, at: decidedAt, isReversal });
    await payments.settled(payment);
    return undefined;
  }

  async function moveCredit(
    payment: BankPayment,
    { id, at, isReversal }: { id: string; at: Date; isReversal: boolean },
  ): Promise<void> {
    const { payerId, fen, s, t } = payment;
    if ((await credit.get(payerId)) === undefined) return;
    const moved = { id: s === 0 ? id : `${id}:s${s}`, ref: payment._id, g: fen, t: t ?? at };
    const outcome = await credit.move(payerId, isReversal ? 'spend' : 'give_back', moved);
    if (outcome.done) return;
    if (outcome.refusal.code !== 'hold.too-late') throw outcome.refusal;
    await payments.succeed(payment, now());
    throw new AppError('busy', 'bank-payment.busy', 'It is booked under another key next.');
  }

  return advance;
}
