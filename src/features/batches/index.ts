/** The feature's public face: other folders import from here and nowhere deeper. */
export type { Batch, NewBatch } from './batch.ts';
export { batchEndpoints, type BatchEndpoint } from './batch.endpoints.ts';
export { batchLoops } from './batch.loops.ts';
export {
  batchFilter,
  batchRow,
  batchView,
  byCode as batchByCode,
  rowOf as batchRowOf,
  type BatchRowView,
} from './batch.schema.ts';
export { BATCH_STATES } from './state.ts';
export { createBatchStore } from './batch.store.ts';
export { createBatchService, type BatchService } from './batches.service.ts';
export { certificateSaid } from './record.ts';
export { createStopStore } from './stop.store.ts';
export { createStopWalk } from './stop-walk.service.ts';
export type { BatchFacts } from './reading.service.ts';
