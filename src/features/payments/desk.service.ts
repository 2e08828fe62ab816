import { sweep } from '../../platform/due.ts';
import { notConfigured, type Payment, type PaymentProvider } from './payment.ts';
import type { PaymentStore } from './payment.store.ts';
import type { RefundService } from './refund.service.ts';

interface Deps {
  payments: PaymentStore;
  refunds: Pick<RefundService, 'request'>;
  provider: PaymentProvider | undefined;
  /** S7 and what follows; whether the group uses this money, may still, or never will. */
  moneySeen: (
    groupId: string,
    ref: string,
    captureId: string,
  ) => Promise<'used' | 'again' | 'never'>;
  advance: (groupId: string) => Promise<unknown>;
  now: () => Date;
}

const SOON_MS = 5_000;

/** Where word of money arrives: events of the provider, and our own second look at each capture. */
export function createPaymentDesk({ payments, refunds, provider, ...deps }: Deps) {
  const { moneySeen, advance, now } = deps;

  /**
   * An event of the provider: checked, remembered, and then what it is about is read again. One that
   * comes twice does no harm.
   * @throws AppError `payment.bad-signature`
   */
  async function receive(raw: string, signature: string): Promise<void> {
    if (!provider) throw notConfigured();
    const event = provider.parseEvent(raw, signature);
    await payments.receive(event);
    await advance(event.groupId);
  }

  /** Which group uses a capture; money that none can use goes back, by a derived key. */
  async function settle({ _id, groupId, ref, fen }: Payment): Promise<Date | undefined> {
    const verdict = await moneySeen(groupId, ref, _id);
    if (verdict === 'again') return new Date(now().getTime() + SOON_MS);
    if (verdict === 'never') {
      const why = 'payment.no-use';
      await refunds.request({ _id: `void:${_id}`, paymentId: _id, groupId, lines: [], fen, why });
    }
    await payments.decide(_id, verdict === 'used' ? 'group' : 'void');
    return undefined;
  }

  /** One round of the sweeper over captures. */
  function resume(): Promise<number> {
    return sweep(payments.sweeper, {
      now,
      advance: async (id) => {
        const payment = await payments.byId(id);
        return payment && settle(payment);
      },
    });
  }

  return { receive, resume };
}

export type PaymentDesk = ReturnType<typeof createPaymentDesk>;
