import type { PaymentDesk } from './desk.service.ts';
import type { RefundService } from './refund.service.ts';

/** Captures whose use is not decided yet, and refunds under way. */
export function paymentLoops({ desk, refunds }: { desk: PaymentDesk; refunds: RefundService }) {
  return [
    { name: 'payments', everyMs: 1_000, step: () => desk.resume() },
    { name: 'refunds', everyMs: 1_000, step: () => refunds.resume() },
  ];
}
