import type { Accounts } from './accounts.service.ts';

interface Sweepable {
  readonly accounts: Pick<Accounts, 'sweep'>;
  readonly counters: { readonly sweep: (now: Date) => Promise<number> };
  readonly now: () => Date;
}

/**
 * Forgets sessions, tokens and rate counters that are over. They are refused from that moment
 * anyway; a TTL index would go by the store's clock, not by ours.
 */
export function accountLoops({ accounts, counters, now }: Sweepable) {
  return [
    { name: 'accounts.sweep', everyMs: 60_000, step: () => accounts.sweep() },
    { name: 'counters.sweep', everyMs: 60_000, step: () => counters.sweep(now()) },
  ];
}
