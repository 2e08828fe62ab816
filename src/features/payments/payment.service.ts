import {
  notConfigured,
  paymentIdOf,
  sessionKey,
  type PaymentProvider,
  type PaymentState,
} from './payment.ts';
import type { PaymentStore } from './payment.store.ts';

interface Deps {
  payments: PaymentStore;
  provider: PaymentProvider | undefined;
  now: () => Date;
}

interface Session {
  readonly provider: string;
  readonly ref: string;
  readonly groupId: string;
}

type Seen =
  | { readonly state: 'open' | 'processing' | 'cancelled' | 'failed' }
  | { readonly state: 'paid'; readonly captureId: string };

/** Sessions at the provider, for the checkout's saga: money that is seen is stored before it is told. */
export function createPaymentService({ payments, provider, now }: Deps) {
  /** Who takes money now. @throws AppError `payment.not-configured` */
  function serving(): string {
    return providerNamed().name;
  }

  /** S5: under a key derived from group and attempt, so that a repeat opens nothing new. */
  function open(ask: {
    groupId: string;
    provider: string;
    attempt: number;
    fen: number;
    expiresAt: Date;
  }): Promise<{ ref: string; url: string }> {
    const { groupId, attempt, fen, expiresAt } = ask;
    const key = sessionKey(groupId, attempt);
    return providerNamed(ask.provider).open({ groupId, fen, expiresAt }, key);
  }

  async function look(session: Session): Promise<Seen> {
    return told(session, await providerNamed(session.provider).read(session.ref));
  }

  async function cancel(session: Session): Promise<Seen> {
    return told(session, await providerNamed(session.provider).cancel(session.ref));
  }

  async function told(
    { provider: name, ref, groupId }: Session,
    seen: PaymentState,
  ): Promise<Seen> {
    if (seen.state !== 'paid') return seen;
    const { captureRef, fen } = seen;
    const captureId = paymentIdOf(name, captureRef);
    const facts = { provider: name, captureRef, ref, groupId, fen, at: now() };
    await payments.insert({ ...facts, _id: captureId, refundableFen: fen, takes: [] });
    return { state: 'paid', captureId };
  }

  /** A session is finished by the provider that made it. */
  function providerNamed(name?: string): PaymentProvider {
    if (!provider || (name !== undefined && name !== provider.name)) throw notConfigured();
    return provider;
  }

  return { serving, open, look, cancel };
}
