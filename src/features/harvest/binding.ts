import { AppError } from '../../shared/errors.ts';
import type { Share } from './sharing.ts';

export const BINDING_STATES = ['open', 'done'] as const;

/**
 * The binding 绑定 of pre-orders to what was harvested (`orders.md` §9): of one batch, or of the harvest
 * that did not come. Its steps are found by what is written: shares fixed, then every one bound.
 */
export interface Binding {
  /** The batch's code; `none:<planId>` where nothing was harvested. */
  readonly id: string;
  readonly planId: string;
  readonly batchId: string | null;
  readonly sellerId: string;
  readonly state: (typeof BINDING_STATES)[number];
  /** Whether more of this harvest is to come; asked only where it is short of what is promised. */
  readonly isLast: boolean | null;
  /** Fixed in one write, never changed. */
  readonly shares: readonly Share[] | null;
  readonly startedAt: Date;
  readonly decidedBy: string | null;
  readonly due?: Date | undefined;
}

export function noHarvestId(planId: string): string {
  return `none:${planId}`;
}

export function bindingNotFound(id: string): AppError {
  return new AppError('not-found', 'binding.not-found', `No harvest ${id} is being bound.`, {
    facts: { id },
  });
}

export function alreadyShared(id: string): AppError {
  return new AppError('conflict', 'binding.shared', 'This harvest is shared out already.', {
    facts: { id },
  });
}
