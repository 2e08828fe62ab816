import type { ClaimService } from './claim.service.ts';
import type { ReturnService } from './return.service.ts';

/** Claims whose row is not booked yet, sellers who are silent, and returns on their way. */
export function claimLoops(
  { resume }: Pick<ClaimService, 'resume'>,
  returns: Pick<ReturnService, 'resume'>,
) {
  return [
    { name: 'claims', everyMs: 1_000, step: () => resume() },
    { name: 'returns', everyMs: 1_000, step: () => returns.resume() },
  ];
}
