import type { BatchService } from './batches.service.ts';
import type { StopWalk } from './stop-walk.service.ts';

/** Registrations that a crash left half done, goods past their last good day, stops to tell. */
export function batchLoops({ sweep, expire }: BatchService, { walkAll }: StopWalk) {
  return [
    { name: 'batches.advance', everyMs: 1_000, step: sweep },
    { name: 'batches.expire', everyMs: 60_000, step: expire },
    { name: 'batches.stops', everyMs: 500, step: walkAll },
  ];
}
