import type { Duty } from '../../shared/actor.ts';
import { AppError } from '../../shared/errors.ts';

/** A limit that stands over a future order: its window, its budget, its payer's credit. */
export interface LimitRef {
  readonly pool: 'window' | 'budget' | 'credit';
  readonly poolId: string;
}

/** Above this sum so many people of a duty sign first. */
export interface ApprovalRule {
  readonly overFen: number;
  readonly role: Duty;
  readonly count: number;
}

/** Why a group was refused besides its goods: `credit.not-enough`, `budget.not-enough`, `window.full`… */
export interface LimitRefusal {
  readonly code: string;
  readonly poolId: string;
  readonly available: number | null;
  readonly lacking: number | null;
}

/** As the buyer is told. */
export function limitError(groupId: string, refusal: LimitRefusal): AppError {
  const { code, poolId, available, lacking } = refusal;
  const amount = code.startsWith('window') ? 'availDrops' : 'availFen';
  return new AppError('conflict', code, `Refused by ${poolId}.`, {
    facts: {
      groupId,
      poolId,
      ...(available !== null && { [amount]: available }),
      ...(lacking !== null && { lackingFen: lacking }),
    },
  });
}
