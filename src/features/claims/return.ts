/** Whose grams: one lot of one line of a delivery. */
export interface ReturnOf {
  readonly deliveryId: string;
  readonly line: number;
  readonly batchId: string;
}

/** Where a return stands: grams taken, then a new held lot with them. */
export const RETURN_STATES = ['taking', 'refused', 'lot', 'done'] as const;
type ReturnState = (typeof RETURN_STATES)[number];

/** Goods that came back 退货: never into their old lot, always a new held one (`trace.md` §4.4). */
export interface Returned extends ReturnOf {
  /** `delivery:r:` and the hash of the command. */
  readonly _id: string;
  readonly orderId: string;
  readonly sellerId: string;
  readonly g: number;
  /** Code of the new lot, drawn before anything else, so that a repeat finds it. */
  readonly code: string;
  readonly state: ReturnState;
  /** What may still come back, where it was refused. */
  readonly leftG: number | null;
  readonly by: string;
  readonly cmdKey: string;
  readonly reqHash: string;
  readonly at: Date;
}
