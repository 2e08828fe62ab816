import type { Balance } from '../pools/index.ts';
import type { Batch } from './batch.ts';
import type { BaseFacts, NewestVerdict, PaperFacts, ProductFacts } from './batch.ports.ts';
import type { GatePaper } from './gate.ts';
import type { BatchState } from './state.ts';

/** Everything there is to say of a batch: for its trace, the ledger row, the snapshot of an order. */
export interface BatchFacts {
  readonly batch: Batch;
  readonly balance: Balance;
  readonly product: ProductFacts;
  readonly base: BaseFacts | null;
  readonly plotName: string | null;
  readonly papers: readonly PaperFacts[];
  readonly gatePapers: readonly GatePaper[];
  readonly verdict: NewestVerdict | undefined;
}

/** A batch in a list. */
export interface BatchRow {
  readonly batch: Batch;
  readonly balance: Balance;
  readonly product: ProductFacts;
  readonly state: BatchState;
  readonly readiness: { readonly done: number; readonly of: number };
  readonly verdict: NewestVerdict | undefined;
}
