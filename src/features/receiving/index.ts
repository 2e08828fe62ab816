/** From goods at the door to the ledger: other folders import from here and nowhere deeper. */
export { createInspectionRecordStore } from './inspection-record.store.ts';
export { createHeldBilling } from './held-billing.service.ts';
export type { Receipt } from './receipt.ts';
export { createReceiptStore } from './receipt.store.ts';
export { receivingEndpoints, type ReceivingEndpoint } from './receiving.endpoints.ts';
export { receivingLoops } from './receiving.loops.ts';
export { createReceivingService } from './receiving.service.ts';
export { createReceivingViews, type ReceivingViews } from './receiving-views.service.ts';
export {
  arrivalsView,
  ledgerQuery,
  ledgerView,
  receivingView,
  type ArrivalsView,
  type LedgerQuery,
  type ReceiptBody,
  type ReceiptView,
  type ReceivingView,
} from './receiving.schema.ts';
