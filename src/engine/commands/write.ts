import type { Document } from 'bson';
import { MongoError, notInEngine, writeError } from '../errors.ts';
import { search, type Match } from '../planner/scan.ts';
import { compileFilter } from '../query/filter.ts';
import type { Filter } from '../query/parts.ts';
import { parseSort } from '../query/sort.ts';
import { withId } from '../storage/bytes.ts';
import type { Collection } from '../storage/catalogue.ts';
import { removeDocument, writeDocument } from '../storage/store.ts';
import { applyUpdate } from '../update/apply.ts';
import { parseUpdate, type Update } from '../update/parse.ts';
import { upsertSeed } from '../update/upsert.ts';
import { typeName, type Value } from '../values/types.ts';
import type { Command, Context } from './context.ts';
import {
  deadline,
  document,
  documents,
  namespaceOf,
  needCollection,
  onlyFields,
} from './context.ts';

const MOST_STATEMENTS = 100_000;

/** Runs each statement; ordered stops at the first error, unordered goes on. */
function each(
  command: Document,
  list: readonly Document[],
  run: (one: Document, i: number) => void,
): Document {
  if (list.length === 0 || list.length > MOST_STATEMENTS)
    throw new MongoError(
      72,
      `Write batch sizes must be between 1 and 100000. Got ${list.length} operations.`,
    );
  const writeErrors: Document[] = [];
  for (const [i, one] of list.entries()) {
    try {
      run(one, i);
    } catch (error) {
      if (!(error instanceof MongoError)) throw error; // a fault of the store: nothing is kept
      writeErrors.push(writeError(error, i));
      if (command['ordered'] !== false) break;
    }
  }
  return writeErrors.length > 0 ? { writeErrors } : {};
}

function checkStorable(one: Document): void {
  const id = one['_id'] as Value;
  if (Array.isArray(id) || ['regex'].includes(typeName(id)))
    throw new MongoError(53, `The '_id' value cannot be of type ${typeName(id)}`);
}

export const insert: Command = {
  writes: true,
  fields: ['documents', 'ordered', 'bypassDocumentValidation'],
  run(context, command) {
    const namespace = namespaceOf(context, command['insert'] as Value);
    let n = 0;
    const errors = each(command, documents(command, 'documents'), (one) => {
      const full = withId(one);
      checkStorable(full);
      writeDocument(context.store, needCollection(context, namespace), { document: full });
      n++;
    });
    return { n, ...errors, ok: 1 };
  },
};

/** One update or upsert: how many matched, how many changed, the `_id` of what was inserted. */
interface Effect {
  readonly matched: number;
  readonly modified: number;
  readonly upserted?: Document;
}

/** Told what is about to be written; a throw here leaves everything as it was. */
export type Decided = (change: { readonly before?: Document; readonly after?: Document }) => void;

interface Statement {
  readonly filter: Filter;
  readonly filterDocument: Document;
  readonly update: Update;
  readonly upsert: boolean;
}

export const update: Command = {
  writes: true,
  fields: ['updates', 'ordered', 'bypassDocumentValidation'],
  run(context, command) {
    const namespace = namespaceOf(context, command['update'] as Value);
    let n = 0;
    let nModified = 0;
    const upserted: Document[] = [];
    const errors = each(command, documents(command, 'updates'), (one, index) => {
      const effect = runUpdate(context, { namespace, one, until: deadline(command) });
      n += effect.matched;
      nModified += effect.modified;
      if (!effect.upserted) return;
      n++;
      upserted.push({ index, _id: effect.upserted['_id'] as Value });
    });
    return { n, nModified, ...(upserted.length > 0 && { upserted }), ...errors, ok: 1 };
  },
};

function runUpdate(
  context: Context,
  { namespace, one, until }: { namespace: string; one: Document; until: number | undefined },
): Effect {
  if ('collation' in one || 'c' in one) throw notInEngine('collation');
  onlyFields('update.updates', one, ['q', 'u', 'multi', 'upsert', 'arrayFilters', 'hint', 'sort']);
  const statement = statementOf(one, { filter: 'q', update: 'u' });
  const multi = one['multi'] === true;
  if (multi && statement.update.kind === 'replacement')
    throw new MongoError(9, 'multi update is not supported for replacement-style update');
  const found = find(context, namespace, { statement, one, until, limit: multi ? 0 : 1 });
  const first = found[0];
  if (!first)
    return statement.upsert
      ? runUpsert(context, namespace, statement)
      : { matched: 0, modified: 0 };
  return applyAll(context, needCollection(context, namespace), { found, statement });
}

/** All new documents are made before any is put. Of a multi-update, what a duplicate key stops stays as far as it came, as in MongoDB. */
function applyAll(
  { store }: Context,
  collection: Collection,
  {
    found,
    statement,
    decided,
  }: { found: readonly Match[]; statement: Statement; decided?: Decided },
): Effect {
  const pairs = found.flatMap(({ document: read }) => {
    const before = read();
    if (!before) return [];
    const after = applyUpdate(before, statement.update, {
      filter: statement.filter,
      inserting: false,
    });
    return [{ before, after }];
  });
  if (pairs[0]) decided?.(pairs[0]);
  let modified = 0;
  for (const { before, after } of pairs)
    if (writeDocument(store, collection, { document: after, old: before }).changed) modified++;
  return { matched: pairs.length, modified };
}

function statementOf(one: Document, names: { filter: string; update: string }): Statement {
  const filterDocument = document(one, names.filter);
  const filters = one['arrayFilters'] === undefined ? [] : documents(one, 'arrayFilters');
  return {
    filterDocument,
    filter: compileFilter(filterDocument),
    update: parseUpdate(one[names.update] as Value, filters),
    upsert: one['upsert'] === true,
  };
}

function find(
  context: Context,
  namespace: string,
  {
    statement,
    one,
    until,
    limit,
  }: {
    statement: Pick<Statement, 'filter'>;
    one: Document;
    until: number | undefined;
    limit: number;
  },
): Match[] {
  const collection = context.store.catalogue.collections.get(namespace);
  if (!collection) return [];
  return search(context.store, collection, {
    filter: statement.filter,
    sort: parseSort(document(one, 'sort')),
    limit,
    deadline: until,
    ...(one['hint'] !== undefined && { hint: one['hint'] as Value }),
  });
}

function runUpsert(
  context: Context,
  namespace: string,
  { filter, filterDocument, update: change, decided }: Statement & { readonly decided?: Decided },
): Effect {
  const seed = upsertSeed(filterDocument);
  const start =
    change.kind === 'replacement' ? ('_id' in seed ? { _id: seed['_id'] as Value } : {}) : seed;
  const made = withId(applyUpdate(start, change, { filter, inserting: true }));
  checkStorable(made);
  decided?.({ after: made });
  writeDocument(context.store, needCollection(context, namespace), { document: made });
  return { matched: 0, modified: 0, upserted: made };
}

export const remove: Command = {
  writes: true,
  fields: ['deletes', 'ordered'],
  run(context, command) {
    const namespace = namespaceOf(context, command['delete'] as Value);
    let n = 0;
    const errors = each(command, documents(command, 'deletes'), (one) => {
      if ('collation' in one) throw notInEngine('collation');
      onlyFields('delete.deletes', one, ['q', 'limit', 'hint']);
      const statement = { filter: compileFilter(document(one, 'q')) };
      const limit = Number(one['limit']);
      if (limit !== 0 && limit !== 1)
        throw new MongoError(9, `The limit field in delete objects must be 0 or 1. Got ${limit}`);
      const found = find(context, namespace, { statement, one, limit, until: deadline(command) });
      for (const { document: read } of found) {
        removeDocument(context.store, needCollection(context, namespace), read() ?? {});
        n++;
      }
    });
    return { n, ...errors, ok: 1 };
  },
};

/** One document changed or removed: how many matched, the `_id` of what was inserted. */
export function findAndModifyOne(context: Context, command: Document, decided: Decided): Effect {
  const namespace = namespaceOf(
    context,
    (command['findAndModify'] ?? command['findandmodify']) as Value,
  );
  const one = { hint: command['hint'] as Value, sort: command['sort'] as Value };
  const filter = compileFilter(document(command, 'query'));
  const look = { one, until: deadline(command), limit: 1 };
  if (command['remove'] === true) {
    const removed = find(context, namespace, { ...look, statement: { filter } })[0]?.document();
    if (!removed) return { matched: 0, modified: 0 };
    decided({ before: removed });
    removeDocument(context.store, needCollection(context, namespace), removed);
    return { matched: 1, modified: 0 };
  }
  const statement = statementOf(command, { filter: 'query', update: 'update' });
  const found = find(context, namespace, { ...look, statement });
  if (found.length > 0)
    return applyAll(context, needCollection(context, namespace), { found, statement, decided });
  return statement.upsert
    ? runUpsert(context, namespace, { ...statement, decided })
    : { matched: 0, modified: 0 };
}
