import type { Document } from 'bson';
import { notInEngine } from '../errors.ts';
import { newWork } from '../planner/scan.ts';
import type { Value } from '../values/types.ts';
import type { Command } from './context.ts';
import { document, namespaceOf } from './context.ts';
import { searchFor } from './read.ts';

/** The statements that can be explained, with the name of their filter. */
const FILTERS: Readonly<Record<string, string>> = {
  find: 'filter',
  count: 'query',
  distinct: 'query',
  findAndModify: 'query',
};

/** Runs the search of the statement and tells how it went; nothing is written. */
export const explain: Command = {
  writes: false,
  fields: ['verbosity'],
  run(context, command) {
    const asked = document(command, 'explain');
    const name = Object.keys(asked)[0] ?? '';
    const { command: statement, filter } = readStatement(name, asked);
    const work = newWork();
    const found = searchFor(context, statement, { filter, name: statement[name] as Value, work });
    return {
      queryPlanner: {
        namespace: namespaceOf(context, statement[name] as Value),
        parsedQuery: filter,
        winningPlan: stages(work.plan),
        rejectedPlans: [],
      },
      executionStats: {
        executionSuccess: true,
        nReturned: found.length,
        totalKeysExamined: work.plan?.index === undefined ? 0 : work.keysExamined,
        totalDocsExamined: work.documentsExamined,
      },
      ok: 1,
    };
  },
};

function readStatement(name: string, asked: Document): { command: Document; filter: Document } {
  const named = FILTERS[name];
  if (named !== undefined) return { command: asked, filter: document(asked, named) };
  if (name === 'aggregate') {
    const [first] = asked['pipeline'] as Document[];
    return { command: asked, filter: (first?.['$match'] as Document | undefined) ?? {} };
  }
  const list = (asked['updates'] ?? asked['deletes']) as Document[] | undefined;
  if (!list?.[0]) throw notInEngine(`explain of ${name}`);
  return { command: asked, filter: document(list[0], 'q') };
}

function stages(plan: ReturnType<typeof newWork>['plan']): Document {
  if (!plan) return { stage: 'EOF' };
  const read: Document =
    plan.index === undefined
      ? { stage: 'COLLSCAN', direction: 'forward' }
      : {
          stage: 'FETCH',
          inputStage: {
            stage: 'IXSCAN',
            indexName: plan.index,
            direction: plan.reverse ? 'backward' : 'forward',
            isMultiKey: plan.repeats,
          },
        };
  return plan.sorted ? read : { stage: 'SORT', inputStage: read };
}
