import { sweep } from '../../platform/due.ts';
import {
  notConfigured,
  refundKey,
  type NewRefund,
  type Payment,
  type PaymentProvider,
  type Refund,
} from './payment.ts';
import type { PaymentStore } from './payment.store.ts';
import type { RefundStore } from './refund.store.ts';

interface Deps {
  payments: PaymentStore;
  refunds: RefundStore;
  provider: PaymentProvider | undefined;
  now: () => Date;
}

const SOON_MS = 5_000;
const POLL_MS = 60_000;
const TURNS = 10;

/** Money back to consumers: once per cause, never more than came in (`payments.md` §7). */
export function createRefundService({ payments, refunds, provider, now }: Deps) {
  /** Asks for it, once per `_id`, and sends it as far as that goes now. */
  async function request(refund: NewRefund): Promise<void> {
    await refunds.insert(refund, now());
    await advance(refund._id);
  }

  /** When to look again; undefined when it is over. */
  async function advance(id: string): Promise<Date | undefined> {
    for (let turn = 0; turn < TURNS; turn += 1) {
      const refund = await refunds.byId(id);
      if (!refund) return undefined;
      const next = await step(refund);
      if (next !== 'again') return next;
    }
    return after(SOON_MS);
  }

  function step(refund: Refund): Promise<Date | undefined | 'again'> {
    if (refund.state === 'requested') return hold(refund);
    if (refund.state === 'held') return again(refunds.move(refund, { state: 'sent' }));
    if (refund.state === 'sent') return send(refund);
    if (refund.state === 'pending') return poll(refund);
    return Promise.resolve(undefined);
  }

  /** The take on the capture: what is left of it bounds all refunds together. */
  async function hold(refund: Refund): Promise<Date | undefined | 'again'> {
    const payment = await paymentFor(refund);
    if (!payment) return after(SOON_MS); // not decided yet which money is the group's
    const isTaken =
      (await payments.take(payment._id, refund._id, refund.fen)) ||
      (await payments.byId(payment._id))?.takes.some(({ key }) => key === refund._id) === true;
    await refunds.move(refund, { state: isTaken ? 'held' : 'manual', paymentId: payment._id });
    return 'again';
  }

  async function paymentFor({ paymentId, groupId }: Refund): Promise<Payment | undefined> {
    if (paymentId !== undefined) return payments.byId(paymentId);
    return (await payments.ofGroup(groupId)).find(({ use }) => use === 'group');
  }

  /** Unknown outcomes are repeated with the same key. */
  async function send(refund: Refund): Promise<'again'> {
    const payment = await payments.byId(refund.paymentId ?? '');
    if (!provider || !payment) throw notConfigured();
    const { captureRef } = payment;
    const said = await provider.refund({ captureRef, fen: refund.fen }, refundKey(refund));
    return again(refunds.move(refund, outcome(said)));
  }

  async function poll(refund: Refund): Promise<Date | 'again'> {
    if (!provider || refund.providerRef === undefined) throw notConfigured();
    const said = await provider.readRefund(refund.providerRef);
    if (said.state === 'pending') return after(POLL_MS);
    return again(refunds.move(refund, outcome(said)));
  }

  function outcome({ state, providerRef }: Awaited<ReturnType<PaymentProvider['refund']>>) {
    return { state, providerRef, ...(state === 'succeeded' && { doneAt: now() }) };
  }

  function after(ms: number): Date {
    return new Date(now().getTime() + ms);
  }

  /** One round of the sweeper over refunds. */
  function resume(): Promise<number> {
    return sweep(refunds.sweeper, { now, advance });
  }

  return { request, resume, ofGroup: (groupId: string) => refunds.ofGroup(groupId) };
}

export type RefundService = ReturnType<typeof createRefundService>;

async function again(work: Promise<unknown>): Promise<'again'> {
  await work;
  return 'again';
}
