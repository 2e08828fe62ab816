import type { Document } from 'bson';
import type { Value } from '../values/types.ts';

/** What `$$name` stands for, beside the document itself. */
interface Scope {
  readonly root: Document;
  readonly variables?: ReadonlyMap<string, Value>;
}

/** An expression checked and ready; undefined when it leads nowhere. */
export type Expression = (scope: Scope) => Value;
