import type { ReceivingService } from './receiving.service.ts';

/** Receipts that somebody stopped working on, and those of whom nothing was heard. */
export function receivingLoops({ resume, acceptSilence }: ReceivingService) {
  return [
    { name: 'receipts', everyMs: 1_000, step: () => resume() },
    { name: 'receipts.silence', everyMs: 600_000, step: () => acceptSilence() },
  ];
}
