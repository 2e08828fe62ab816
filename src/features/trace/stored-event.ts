import type { EpcisEvent } from './epcis.ts';

/** An event as it is kept: the event itself, and beside it by what it is found. */
export interface StoredEvent {
  /** The event's own id: its cause, hashed. */
  readonly _id: string;
  readonly kind: string;
  readonly opKey: string;
  readonly byOrgId: string;
  readonly event: EpcisEvent;
  readonly classes: string[];
  readonly batchIds: string[];
  readonly refs: string[];
  readonly bizStep: string;
  readonly bizLocation?: string;
  readonly readPoint?: string;
  readonly eventTime: Date;
  readonly recordTime: Date;
  readonly pending: boolean;
}
