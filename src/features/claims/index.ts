/** After the sale 售后: claims, decisions, returns. Other folders import from here and nowhere deeper. */
export { claimEndpoints, type ClaimEndpoint } from './claim.endpoints.ts';
export { CLAIM_KINDS } from './claim.ts';
export { claimLoops } from './claim.loops.ts';
export {
  byClaim,
  byClaimedOrder,
  claimView,
  type ClaimList,
  type ClaimView,
} from './claim.schema.ts';
export { createClaimService, type ClaimService } from './claim.service.ts';
export { createClaimStore } from './claim.store.ts';
export { createClaimViews, type ClaimViews } from './claim-views.service.ts';
export { createReturnPools } from './return-pool.store.ts';
export { createReturnService, type ReturnService } from './return.service.ts';
export { createReturnStore } from './return.store.ts';
export { returnEndpoints, type ReturnEndpoint } from './return.endpoints.ts';
