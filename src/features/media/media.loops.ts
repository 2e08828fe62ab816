import type { Loop } from '../../platform/loops.ts';
import type { MediaService } from './media.service.ts';

/** Files that nobody attached go after a day, and bytes that no file names. */
export function mediaLoops({ sweepUnattached, sweepOrphans }: MediaService): Loop[] {
  return [
    { name: 'media.unattached', everyMs: 600_000, step: sweepUnattached },
    { name: 'media.orphans', everyMs: 3_600_000, step: sweepOrphans },
  ];
}
