/** The record of what happened: other folders import from here and nowhere deeper. */
export { createEventStore } from './event.store.ts';
export type { LotStory, NewestVerification } from './public-trace.ts';
export { byTypedCode, publicTraceView, type PublicTraceView } from './public-trace.schema.ts';
export { createPublicTrace } from './public-trace.service.ts';
export { traceEndpoints, type TraceEndpoint } from './trace.endpoints.ts';
export { traceLoops } from './trace.loops.ts';
export { createTraceService, type TraceService } from './trace.service.ts';
