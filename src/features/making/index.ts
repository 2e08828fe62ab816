/** Making new lots of others 加工/分装: `transformations`, their steps, and what was made of what. */
export { createMakingJob, makingLoops, type MadeLotPort } from './making-job.service.ts';
export { createMakingService, type LotFacts, type MakingService } from './making.service.ts';
export { createWorkStore } from './making.store.ts';
export { MAKING_KINDS } from './making.ts';
export { makingView, makingViewOf, type MakingView } from './making.schema.ts';
export { makingEndpoints, type MakingEndpoint } from './making.endpoints.ts';
