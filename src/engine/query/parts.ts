import type { Document } from 'bson';
import type { Value } from '../values/types.ts';

/** One part of a filter. The planner reads the same parts the matcher tests. */
export type Node =
  | { readonly kind: 'all' | 'any' | 'none'; readonly nodes: readonly Node[] }
  | {
      readonly kind: 'field';
      readonly path: string;
      readonly parts: readonly string[];
      readonly predicate: Predicate;
    };

/** A filter checked and ready: whatever it cannot say was refused when it was compiled. */
export interface Filter {
  /** All of them must hold. */
  readonly nodes: readonly Node[];
  test(document: Document): boolean;
}

/** A question to the values at one path. `test` gets each value; it goes into an array itself. */
export type Predicate =
  | {
      readonly kind: 'test';
      readonly operator: string;
      readonly operand: Value;
      readonly test: Test;
    }
  | {
      readonly kind: 'elemMatch';
      readonly inner: Filter;
      /** Asks one member of the array. */
      readonly member: Test;
      readonly test: Test;
    }
  | { readonly kind: 'not' | 'every'; readonly predicates: readonly Predicate[] };

/** Asks one value at the path, and its members too unless it is to be taken whole. */
export type Test = (value: Value, whole?: boolean) => boolean;
