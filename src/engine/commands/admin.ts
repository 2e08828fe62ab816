import type { Document } from 'bson';
import { MongoError, notInEngine } from '../errors.ts';
import { compileFilter } from '../query/filter.ts';
import type { Collection } from '../storage/catalogue.ts';
import type { Value } from '../values/types.ts';
import type { Command, Context, Run } from './context.ts';
import { document, findCollection, namespaceOf, needCollection } from './context.ts';
import { dropCollection } from './indexes.ts';

const VERSION = '7.0.0';
const reading = (run: Run, fields: readonly string[] = []): Command => ({
  run,
  fields,
  writes: false,
});
const writing = (run: Run, fields: readonly string[] = []): Command => ({
  run,
  fields,
  writes: true,
});

/** A standalone server without compression, streaming or transactions: the driver then asks for none. */
export const hello = reading(
  (_context, command) => ({
    ...('hello' in command ? { isWritablePrimary: true } : { ismaster: true }),
    helloOk: true,
    maxBsonObjectSize: 16_777_216,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: 1,
    minWireVersion: 0,
    maxWireVersion: 21,
    readOnly: false,
    ok: 1,
  }),
  [
    'helloOk',
    'client',
    'compression',
    'topologyVersion',
    'maxAwaitTimeMS',
    'loadBalanced',
    'saslSupportedMechs',
    'speculativeAuthenticate',
    'backpressure',
  ],
);

export const ping = reading(() => ({ ok: 1 }));
/** Sessions carry nothing here, so beginning and ending one is agreed to. */
export const sessions = reading(() => ({ ok: 1 }));

export const buildInfo = reading(() => ({
  version: VERSION,
  versionArray: [7, 0, 0, 0],
  modules: ['suhang-embedded-engine'],
  bits: 64,
  debug: false,
  maxBsonObjectSize: 16_777_216,
  storageEngines: ['lmdb'],
  ok: 1,
}));

export const connectionStatus = reading(
  () => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] }, ok: 1 }),
  ['showPrivileges'],
);

export const serverStatus = reading(() => ({
  host: 'localhost',
  version: VERSION,
  process: 'suhang-embedded-engine',
  pid: process.pid,
  uptime: process.uptime(),
  storageEngine: { name: 'lmdb' },
  ok: 1,
}));

export const getParameter = reading(
  (_context, command) => {
    if (!('featureCompatibilityVersion' in command))
      throw new MongoError(72, 'no option found to get');
    return { featureCompatibilityVersion: { version: '7.0' }, ok: 1 };
  },
  ['featureCompatibilityVersion'],
);

const inDatabase = ({ store, database }: Context): Collection[] =>
  [...store.catalogue.collections.values()].filter(({ namespace }) =>
    namespace.startsWith(`${database}.`),
  );

export const listCollections = reading(
  (context, command) => {
    const { database, cursors } = context;
    const filter = compileFilter(document(command, 'filter'));
    const rows = inDatabase(context)
      .map(({ namespace }): Document => ({
        name: namespace.slice(database.length + 1),
        type: 'collection',
        ...(command['nameOnly'] !== true && {
          options: {},
          info: { readOnly: false },
          idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
        }),
      }))
      .filter((row) => filter.test(row));
    return cursors.open(
      `${database}.$cmd.listCollections`,
      rows.map((row) => () => row),
      { batchSize: Infinity, single: true },
    );
  },
  ['filter', 'nameOnly', 'authorizedCollections', 'cursor'],
);

export const listDatabases = reading(
  ({ store }, command) => {
    const names = new Set(
      [...store.catalogue.collections.keys()].map((namespace) => namespace.split('.')[0]),
    );
    const filter = compileFilter(document(command, 'filter'));
    const databases = [...names]
      .map((name) => ({ name, sizeOnDisk: 0, empty: false }))
      .filter((row) => filter.test(row));
    return { databases, totalSize: 0, ok: 1 };
  },
  ['filter', 'nameOnly', 'authorizedDatabases'],
);

export const create = writing((context, command) => {
  const namespace = namespaceOf(context, command['create'] as Value);
  if (context.store.catalogue.collections.has(namespace))
    throw new MongoError(48, `Collection ${namespace} already exists.`);
  needCollection(context, namespace);
  return { ok: 1 };
});

/** Options of `create` MongoDB knows and the engine does not. */
export const CREATE_ELSEWHERE = [
  'capped',
  'size',
  'max',
  'timeseries',
  'expireAfterSeconds',
  'clusteredIndex',
  'changeStreamPreAndPostImages',
  'validator',
  'validationLevel',
  'validationAction',
  'viewOn',
  'pipeline',
  'collation',
  'storageEngine',
  'indexOptionDefaults',
];

export const drop = writing((context, command) => {
  const collection = findCollection(context, command['drop'] as Value);
  const ns = namespaceOf(context, command['drop'] as Value);
  if (!collection) return { ok: 1 };
  dropCollection(context.store, collection);
  return { ns, nIndexesWas: collection.indexes.length + 1, ok: 1 };
});

export const dropDatabase = writing((context) => {
  const collections = inDatabase(context);
  for (const collection of collections) dropCollection(context.store, collection);
  return { ...(collections.length > 0 && { dropped: context.database }), ok: 1 };
});

export const renameCollection = writing(
  ({ store }, command) => {
    const from = String(command['renameCollection']);
    const to = String(command['to']);
    const { catalogue } = store;
    const collection = catalogue.collections.get(from);
    if (!collection) throw new MongoError(26, `Source collection ${from} does not exist`);
    const target = catalogue.collections.get(to);
    if (from === to) throw new MongoError(20, "Can't rename a collection to itself");
    if (target && command['dropTarget'] !== true)
      throw new MongoError(48, 'target namespace exists');
    if (from.split('.')[0] !== to.split('.')[0])
      throw notInEngine('renaming into another database');
    if (target) dropCollection(store, target);
    catalogue.remove(from);
    const renamed = { ...collection, namespace: to };
    catalogue.save(renamed);
    catalogue.collections.set(to, renamed);
    return { ok: 1 };
  },
  ['to', 'dropTarget'],
);

export const dbStats = reading(
  (context) => {
    const collections = inDatabase(context);
    const objects = collections.reduce((sum, { count }) => sum + count, 0);
    const indexes = collections.reduce((sum, one) => sum + one.indexes.length + 1, 0);
    return { db: context.database, collections: collections.length, objects, indexes, ok: 1 };
  },
  ['scale', 'freeStorage'],
);

export const collStats = reading(
  (context, command) => {
    const ns = namespaceOf(context, command['collStats'] as Value);
    const collection = findCollection(context, command['collStats'] as Value);
    return {
      ns,
      count: collection?.count ?? 0,
      nindexes: collection ? collection.indexes.length + 1 : 0,
      ok: 1,
    };
  },
  ['scale'],
);
