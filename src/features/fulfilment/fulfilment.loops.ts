import type { FulfilmentService } from './fulfilment.service.ts';

/** Deliveries that somebody stopped working on. */
export function fulfilmentLoops({ resume }: Pick<FulfilmentService, 'resume'>) {
  return [{ name: 'deliveries', everyMs: 1_000, step: () => resume() }];
}
