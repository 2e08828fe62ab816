import type { Doc } from './palette.ts';
import type { Change } from './updates.ts';

export interface Shown {
  sort?: Record<string, 1 | -1>;
  skip?: number;
  limit?: number;
  projection?: Doc;
}

export interface IndexSpec {
  key: Record<string, 1 | -1>;
  options: Doc;
}

type Updating<K extends string> = { kind: K; upsert?: boolean; pick: number } & Change;

/** One statement; `pick` chooses among the documents it meets where MongoDB would be free to. */
export type Operation =
  | { kind: 'insertOne'; doc: Doc }
  | { kind: 'insertMany'; docs: Doc[]; ordered: boolean }
  | Updating<'updateOne'>
  | Updating<'updateMany'>
  | { kind: 'replaceOne'; filter: Doc; doc: Doc; upsert?: boolean; pick: number }
  | ({
      kind: 'findOneAndUpdate';
      options: Shown & { upsert?: boolean; returnDocument: 'before' | 'after' };
    } & Change)
  | { kind: 'findOneAndDelete'; filter: Doc; options: Shown }
  | { kind: 'deleteOne'; filter: Doc; pick: number }
  | { kind: 'deleteMany'; filter: Doc; pick: number }
  | { kind: 'find'; filter: Doc; options: Shown }
  | { kind: 'count'; filter: Doc; options: { skip?: number; limit?: number } }
  | { kind: 'distinct'; filter: Doc; path: string }
  | { kind: 'aggregate'; pipeline: Doc[] }
  | ({ kind: 'createIndex' } & IndexSpec)
  | { kind: 'dropIndex'; name: string };

export interface Sequence {
  indexes: IndexSpec[];
  docs: Doc[];
  operations: Operation[];
}
