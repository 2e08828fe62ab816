import type { Document } from 'bson';
import type { Value } from '../values/types.ts';

/** One part of a filter. The planner reads the same parts the matcher tests. */
export type Node =
  | { readonly kind: 'all' | 'any' | 'none'; readonly nodes: readonly Node[] }
  | { readonly kind: 'field'; readonly path: string; readonly predicate: Predicate };

/** A filter checked and ready: whatever it cannot say was refused when it was compiled. */
export interface Filter {
  /** All of them must hold. */
  readonly nodes: readonly Node[];
  test(document: Document): boolean;
}

/** A question to the values at one path. `test` gets each value, an array whole. */
export type Predicate =
  | {
      readonly kind: 'test';
      readonly operator: string;
      readonly operand: Value;
      readonly test: Test;
    }
  | { readonly kind: 'elemMatch'; readonly inner: Filter; readonly test: Test }
  | { readonly kind: 'not' | 'every'; readonly predicates: readonly Predicate[] };

/** Asks one value at the path. */
export type Test = (value: Value) => boolean;
