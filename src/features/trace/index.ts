/** The record of what happened: other folders import from here and nowhere deeper. */
export { createEventStore } from './event.store.ts';
export type { LotStory } from './public-trace.ts';
export { byTypedCode, publicTraceView, type PublicTraceView } from './public-trace.schema.ts';
export { createPublicTrace } from './public-trace.service.ts';
export { traceEndpoints } from './trace.endpoints.ts';
export { traceLoops } from './trace.loops.ts';
export { createTraceService } from './trace.service.ts';
