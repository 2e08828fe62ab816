import type { BatchService } from './batches.service.ts';

/** Registrations that a crash left half done, and goods past their last good day. */
export function batchLoops({ sweep, expire }: BatchService) {
  return [
    { name: 'batches.advance', everyMs: 1_000, step: sweep },
    { name: 'batches.expire', everyMs: 60_000, step: expire },
  ];
}
