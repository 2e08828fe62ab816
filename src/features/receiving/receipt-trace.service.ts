import type { FactSource, WaitingFact } from '../../shared/trace-fact.ts';
import type { Deliveries } from './ports.ts';
import { TRACE_KINDS, tracesOf } from './receipt-facts.ts';
import type { ReceiptStore } from './receipt.store.ts';
import type { Receipt } from './receipt.ts';

interface Deps {
  receipts: Pick<ReceiptStore, 'waitingFor' | 'markOut'>;
  deliveries: Pick<Deliveries, 'get'>;
}

/** What receipts tell the record and what it does not have yet. */
export function createReceiptFacts({ receipts, deliveries }: Deps): FactSource {
  async function waitingIn(receipt: Receipt): Promise<WaitingFact[]> {
    const told = tracesOf(receipt, await deliveries.get(receipt.deliveryId));
    const open = receipt.out.filter(({ doneAt }) => doneAt === null).map(({ id }) => id);
    return told
      .filter(({ opKey }) => open.includes(opKey))
      .map((fact) => ({ fact, done: (at) => receipts.markOut(receipt._id, fact.opKey, at) }));
  }

  return async (limit) => {
    const waiting = await receipts.waitingFor(TRACE_KINDS, limit);
    return (await Promise.all(waiting.map(waitingIn))).flat();
  };
}
