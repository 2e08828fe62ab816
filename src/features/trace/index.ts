/** The record of what happened: other folders import from here and nowhere deeper. */
export { createEventStore, type StoredEvent } from './event.store.ts';
export { traceLoops } from './trace.loops.ts';
export { createTraceService, type TraceService } from './trace.service.ts';
