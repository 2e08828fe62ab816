import { accountLoops } from '../features/accounts/index.ts';
import { batchLoops } from '../features/batches/index.ts';
import { claimLoops } from '../features/claims/index.ts';
import { makingLoops } from '../features/making/index.ts';
import { fulfilmentLoops } from '../features/fulfilment/index.ts';
import { harvestLoops } from '../features/harvest/index.ts';
import { ledgerLoops } from '../features/ledger/index.ts';
import { mediaLoops } from '../features/media/index.ts';
import { standingLoops } from '../features/ordering/index.ts';
import { orderLoops } from '../features/orders/index.ts';
import { paymentLoops } from '../features/payments/index.ts';
import { limitLoops, poolLoops } from '../features/pools/index.ts';
import { traceLoops } from '../features/trace/index.ts';
import { receivingLoops } from '../features/receiving/index.ts';
import type { Loop } from '../platform/loops.ts';
import type { Services } from './services.ts';

/** Every background loop there is. Spread in the loops of a feature: `...orderLoops(services.orders)`. */
export function loopsOf(services: Services): Loop[] {
  const { accounts, counters, world } = services;
  return [
    ...accountLoops({ accounts, counters, now: world.now }),
    ...mediaLoops(services.media),
    ...makingLoops(services.makingJob),
    ...batchLoops(services.batches, services.stopWalk),
    ...poolLoops(services.tidying),
    ...limitLoops(services.limitTidying),
    ...orderLoops(services.orders),
    ...harvestLoops(services.harvest),
    ...standingLoops(services.standing),
    ...paymentLoops(services.payments),
    ...fulfilmentLoops(services.fulfilment),
    ...receivingLoops(services.receiving),
    ...claimLoops(services.claims, services.returns),
    ...traceLoops(services.trace),
    ...ledgerLoops(services),
  ];
}
