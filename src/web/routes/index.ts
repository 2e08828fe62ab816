import type { Endpoint } from '../../http/endpoint.ts';
import { accountPages } from './account.ts';
import { adminPages } from './admin.ts';
import { artEndpoints } from './art.ts';
import { basesPages, papersPages } from './bases.ts';
import { batchesPages } from './batches.ts';
import { basketPages } from './basket.ts';
import { canteenPages } from './canteen.ts';
import { docsPages } from './docs.ts';
import { fieldPages } from './field.ts';
import { offersPages } from './offers.ts';
import { officerPages } from './officer.ts';
import { receivingPages } from './receiving.ts';
import { shippingPages } from './shipping.ts';
import { shopPages } from './shop.ts';
import { claimsPages } from './claims.ts';
import { moneyPages } from './money.ts';
import { tasksPages } from './tasks.ts';
import { tracePages } from './trace.ts';
import { tradePages } from './trade.ts';
import { workPages } from './work.ts';

/** What the areas ask for, together: each area names what it needs in a Deps of its own. */
type PageDeps = Parameters<typeof accountPages>[0] &
  Parameters<typeof adminPages>[0] &
  Parameters<typeof basketPages>[0] &
  Parameters<typeof canteenPages>[0] &
  Parameters<typeof basesPages>[0] &
  Parameters<typeof batchesPages>[0] &
  Parameters<typeof docsPages>[0] &
  Parameters<typeof fieldPages>[0] &
  Parameters<typeof offersPages>[0] &
  Parameters<typeof officerPages>[0] &
  Parameters<typeof receivingPages>[0] &
  Parameters<typeof shippingPages>[0] &
  Parameters<typeof shopPages>[0] &
  Parameters<typeof claimsPages>[0] &
  Parameters<typeof moneyPages>[0] &
  Parameters<typeof tasksPages>[0] &
  Parameters<typeof tracePages>[0] &
  Parameters<typeof tradePages>[0] &
  Parameters<typeof workPages>[0];

/** Every page there is, and the drawings on them. */
export function pagesOf(deps: PageDeps): Endpoint[] {
  return [
    ...basketPages(deps),
    ...canteenPages(deps),
    ...artEndpoints(),
    ...docsPages(deps),
    ...accountPages(deps),
    ...adminPages(deps),
    ...basesPages(deps),
    ...batchesPages(deps),
    ...papersPages(deps),
    ...fieldPages(deps),
    ...offersPages(deps),
    ...officerPages(deps),
    ...receivingPages(deps),
    ...shippingPages(deps),
    ...shopPages(deps),
    ...claimsPages(deps),
    ...moneyPages(deps),
    ...tasksPages(deps),
    ...tracePages(deps),
    ...tradePages(deps),
    ...workPages(deps),
  ];
}
