/** Making new lots of others 加工/分装: `transformations`, their steps, and what was made of what. */
export { createMakingJob, makingLoops, type MadeLotPort } from './making-job.service.ts';
export { createMakingService, type LotFacts, type MakingService } from './making.service.ts';
export { createMakingRecord, type MadeSaid } from './making-record.service.ts';
export { createWorkStore } from './making.store.ts';
export {
  lineageView,
  makingView,
  makingViewOf,
  type LineageView,
  type MakingView,
} from './making.schema.ts';
export { makingEndpoints, type MakingEndpoint } from './making.endpoints.ts';
