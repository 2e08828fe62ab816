import type { Orders } from './orders.service.ts';

/** Orders that somebody stopped working on, and what is due at a cut-off. */
export function orderLoops({ groups, orders, accounts }: Orders) {
  return [
    { name: 'order-groups', everyMs: 1_000, step: () => groups.resume() },
    { name: 'orders', everyMs: 1_000, step: () => orders.resume() },
    { name: 'order-accounts', everyMs: 1_000, step: () => accounts.resume() },
  ];
}
