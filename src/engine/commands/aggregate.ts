import type { Document } from 'bson';
import { MongoError, notInEngine } from '../errors.ts';
import { compilePipeline, type Stage } from '../aggregate/stages.ts';
import type { Match } from '../planner/scan.ts';
import { isDocument, isNumber, type Value } from '../values/types.ts';
import type { Command, Context } from './context.ts';
import { count, deadline, document, namespaceOf } from './context.ts';
import { firstBatchSize } from './cursors.ts';
import { searchFor } from './read.ts';

export const aggregate: Command = {
  writes: false,
  fields: ['pipeline', 'cursor', 'hint', 'allowDiskUse', 'bypassDocumentValidation', 'explain'],
  run(context, command) {
    const name = command['aggregate'] as Value;
    if (typeof name !== 'string') throw notInEngine('a database aggregate');
    if (command['explain'] === true)
      throw notInEngine('aggregate with explain: true; use the explain command');
    const namespace = namespaceOf(context, name);
    const pipeline = compilePipeline(command['pipeline'] as Value);
    const until = deadline(command);
    const { start, rest } = splitStart(pipeline);
    const found = searchFor(
      context,
      { ...start, ...options(command) },
      { filter: start.filter, name },
    );
    let documents = looksAtNothing(rest[0]) ? found.map(() => ({})) : read(found);
    for (const stage of rest) {
      if (until !== undefined && Date.now() > until)
        throw new MongoError(50, 'operation exceeded time limit');
      documents = stage.run(documents, (from, filter) => lookUp(context, from, filter));
    }
    const batchSize = firstBatchSize(count(document(command, 'cursor'), 'batchSize'));
    return context.cursors.open(
      namespace,
      documents.map((one) => () => one),
      { batchSize, single: false },
    );
  },
};

function options(command: Document): Document {
  const { hint, maxTimeMS } = command as Record<string, Value>;
  return { ...(hint !== undefined && { hint }), ...(maxTimeMS !== undefined && { maxTimeMS }) };
}

interface Start {
  readonly filter: Document;
  readonly sort?: Document;
  readonly limit?: Value;
}

/** What the planner can do of a pipeline: the leading `$match`, `$sort` and `$limit`. */
function splitStart(pipeline: readonly Stage[]): { start: Start; rest: Stage[] } {
  const rest = [...pipeline];
  const takeStage = (name: string): Value => {
    return rest[0]?.name === name ? rest.shift()?.operand : undefined;
  };
  const filter = (takeStage('$match') ?? {}) as Document;
  const sort = takeStage('$sort') as Document | undefined;
  const limit = takeStage('$limit');
  return { start: { filter, ...(sort && { sort }), ...(limit !== undefined && { limit }) }, rest };
}

const read = (found: readonly Match[]): Document[] =>
  found.map(({ document: one }) => one()).filter((one) => one !== undefined);

/** `{ $group: { _id: 1, n: { $sum: 1 } } }`, as drivers count, or `$count`: no document is read. */
function looksAtNothing(stage: Stage | undefined): boolean {
  if (stage?.name !== '$group') return stage?.name === '$count';
  const { _id, ...sums } = stage.operand as Record<string, Value>;
  const isConstant = (value: Value): boolean => isNumber(value) || value === null;
  const counts = (sum: Value): boolean => isDocument(sum) && isConstant(sum['$sum'] as Value);
  return isConstant(_id) && Object.values(sums).every(counts);
}

function lookUp(context: Context, from: string, filter: Document): Document[] {
  return read(searchFor(context, {}, { filter, name: from }));
}
