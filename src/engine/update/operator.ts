import type { Value } from '../values/types.ts';

/** Where the value is, for messages. */
export interface Place {
  readonly path: string;
  readonly documentId: Value;
}

/** What an operator makes of the value at its path (`undefined`: nothing is there). */
export type Change = (value: Value, place: Place) => Value;

/** Result of an operator that leaves the field as it is, absent included. */
export const KEEP = Symbol('keep');
/** Result of an operator that takes the field away. */
export const REMOVE = Symbol('remove');

/** Reads the operand, so that a wrong one is refused before any document is touched. */
export type Operator = (operand: Value, path: string) => Change;
