/** The feature's public face: other folders import from here and nowhere deeper. */
export type { DraftView } from './draft.schema.ts';
export { createDrafts } from './draft.service.ts';
export { createDraftStore } from './draft.store.ts';
export type { ImportView } from './import.schema.ts';
export { createImport } from './import.service.ts';
export { orderingEndpoints, type OrderingEndpoint } from './ordering.endpoints.ts';
export { createOrdering, type Ordering } from './ordering.service.ts';
export { byOfferId, priceHistoryView, type PriceHistory } from './price-history.schema.ts';
export { createPriceHistory, type PriceHistoryOf } from './price-history.service.ts';
export { createQuoting } from './quoting.service.ts';
export { sheetEndpoints, type SheetEndpoint } from './sheet.endpoints.ts';
export { standingEndpoints, standingLoops, type StandingEndpoint } from './standing.endpoints.ts';
export { standingView, type StandingView } from './standing.schema.ts';
export { createStandingRuns } from './standing-run.service.ts';
export { createStanding, type Standing } from './standing.service.ts';
export { createStandingStore } from './standing.store.ts';
export {
  orderSheetView,
  sheetQuery,
  type OrderSheetView,
  type SheetLine,
  type SheetSection,
} from './sheet.schema.ts';
export { createOrderSheet, type OrderSheet } from './sheet.service.ts';
