import type { ClaimView } from '../../../features/claims/index.ts';

/** What every act on a claim is about. */
export interface ActProps {
  readonly claim: ClaimView;
}

/** Shows what became of it. */
export const reload = () => {
  location.reload();
};
