import type { Document } from 'bson';
import { MongoError } from '../errors.ts';
import { newWork, search, type Match, type Work } from '../planner/scan.ts';
import { compileFilter } from '../query/filter.ts';
import { compileProjection } from '../query/project.ts';
import { parseSort } from '../query/sort.ts';
import { compare, equal } from '../values/compare.ts';
import { someAt } from '../values/path.ts';
import type { Value } from '../values/types.ts';
import { isNumber, toNumber } from '../values/types.ts';
import { count as countOf, deadline, document, findCollection, namespaceOf } from './context.ts';
import type { Command, Context } from './context.ts';
import { firstBatchSize, type Source } from './cursors.ts';
import { findAndModifyOne } from './write.ts';

/** Matches of a find, count or distinct command. */
export function searchFor(
  context: Context,
  command: Document,
  { filter, name, work = newWork() }: { filter: Document; name: Value; work?: Work },
): Match[] {
  const collection = findCollection(context, name);
  const query = {
    filter: compileFilter(filter),
    sort: parseSort(document(command, 'sort')),
    skip: countOf(command, 'skip') ?? 0,
    limit: limitOf(command),
    deadline: deadline(command),
    work,
    ...(command['hint'] !== undefined && { hint: command['hint'] as Value }),
  };
  return collection ? search(context.store, collection, query) : [];
}

/** A negative limit asks for one batch of that size. */
function limitOf(command: Document): number {
  const limit = command['limit'] as Value;
  return isNumber(limit) ? Math.abs(toNumber(limit)) : 0;
}

export const find: Command = {
  writes: false,
  fields: [
    'filter',
    'sort',
    'projection',
    'skip',
    'limit',
    'batchSize',
    'singleBatch',
    'hint',
    'allowDiskUse',
    'noCursorTimeout',
    'allowPartialResults',
  ],
  run(context, command) {
    const filter = document(command, 'filter');
    const project = compileProjection(document(command, 'projection'), compileFilter(filter));
    const found = searchFor(context, command, { filter, name: command['find'] as Value });
    const source: Source = found.map(({ document: read }) => () => {
      const one = read();
      return one && project(one);
    });
    return context.cursors.open(namespaceOf(context, command['find'] as Value), source, {
      batchSize: firstBatchSize(countOf(command, 'batchSize')),
      single: command['singleBatch'] === true || Number(command['limit']) < 0,
    });
  },
};

export const getMore: Command = {
  writes: false,
  fields: ['collection', 'batchSize'],
  run(context, command) {
    const namespace = `${context.database}.${String(command['collection'])}`;
    return context.cursors.more(command['getMore'] as Value, {
      batchSize: countOf(command, 'batchSize') ?? 0,
      namespace,
    });
  },
};

export const killCursors: Command = {
  writes: false,
  fields: ['cursors'],
  run({ cursors }, command) {
    const { killed, missing } = cursors.kill(command['cursors'] as Value[]);
    return {
      cursorsKilled: killed,
      cursorsNotFound: missing,
      cursorsAlive: [],
      cursorsUnknown: [],
      ok: 1,
    };
  },
};

export const count: Command = {
  writes: false,
  fields: ['query', 'limit', 'skip', 'hint', 'fields'],
  run(context, command) {
    const filter = document(command, 'query');
    const name = command['count'] as Value;
    const collection = findCollection(context, name);
    if (collection && Object.keys(filter).length === 0 && !command['skip'] && !command['limit'])
      return { n: collection.count, ok: 1 };
    return { n: searchFor(context, command, { filter, name }).length, ok: 1 };
  },
};

export const distinct: Command = {
  writes: false,
  fields: ['key', 'query', 'hint'],
  run(context, command) {
    if (typeof command['key'] !== 'string')
      throw new MongoError(14, `BSON field 'distinct.key' is the wrong type`);
    const found = searchFor(context, command, {
      filter: document(command, 'query'),
      name: command['distinct'] as Value,
    });
    const parts = command['key'].split('.');
    const values: Value[] = [];
    for (const { document: read } of found)
      someAt(read() ?? {}, parts, (value) => {
        if (Array.isArray(value)) values.push(...(value as Value[]));
        else if (value !== undefined) values.push(value);
        return false;
      });
    values.sort(compare);
    return { values: values.filter((value, i) => i === 0 || !equal(value, values[i - 1])), ok: 1 };
  },
};

export const findAndModify: Command = {
  writes: true,
  fields: [
    'query',
    'sort',
    'remove',
    'update',
    'new',
    'fields',
    'upsert',
    'arrayFilters',
    'hint',
    'bypassDocumentValidation',
  ],
  run(context, command) {
    const project = compileProjection(
      document(command, 'fields'),
      compileFilter(document(command, 'query')),
    );
    const removes = command['remove'] === true;
    if (removes === (command['update'] !== undefined))
      throw new MongoError(9, 'Either an update or remove=true must be specified, and not both');
    let value: Document | null = null;
    const { matched, upserted } = findAndModifyOne(context, command, ({ before, after }) => {
      const shown = command['new'] === true ? after : before;
      if (shown) value = project(shown); // a projection that fails must fail before the write
    });
    if (removes) return { lastErrorObject: { n: matched }, value, ok: 1 };
    const inserted = upserted && { upserted: upserted['_id'] as Value };
    const n = matched || (inserted ? 1 : 0);
    return { lastErrorObject: { n, updatedExisting: matched > 0, ...inserted }, value, ok: 1 };
  },
};
