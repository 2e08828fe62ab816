/** The feature's public face: other folders import from here and nowhere deeper. */
export { orderingEndpoints, type OrderingEndpoint } from './ordering.endpoints.ts';
export { createOrdering } from './ordering.service.ts';
export {
  orderSheetView,
  sheetQuery,
  type OrderSheetView,
  type SheetLine,
  type SheetSection,
} from './sheet.schema.ts';
export { createOrderSheet, type OrderSheet } from './sheet.service.ts';
