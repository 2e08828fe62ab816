import type { TraceService } from './trace.service.ts';

/** The trace writer: events follow their cause within a second, and after a crash all the same. */
export function traceLoops({ drain }: Pick<TraceService, 'drain'>) {
  return [{ name: 'trace-writer', everyMs: 500, step: drain }];
}
