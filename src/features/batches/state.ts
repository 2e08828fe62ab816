import type { Balance } from '../pools/index.ts';
import type { Batch } from './batch.ts';

/** Where a batch stands for the people who work with it: the chips above the list. */
export const BATCH_STATES = [
  'draft',
  'waiting',
  'on_sale',
  'sold_out',
  'stopped',
  'expired',
  'rejected',
  'closed',
] as const;
export type BatchState = (typeof BATCH_STATES)[number];

/** `waiting`: submitted, and the gate still misses something. Sold out is not stored: it is no gram left. */
export function stateOf(
  batch: Pick<Batch, 'step'>,
  { status, availG }: Pick<Balance, 'status' | 'availG'>,
): BatchState {
  if (batch.step === 'rejected' || batch.step === 'rejecting') return 'rejected';
  if (status === 'released') return availG > 0 ? 'on_sale' : 'sold_out';
  if (status === 'on_hold' || status === 'recalled') return 'stopped';
  if (status === 'expired' || status === 'closed') return status;
  return batch.step === 'submitted' ? 'waiting' : 'draft';
}
