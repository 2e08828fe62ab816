import type { Document } from 'bson';
import { errorAnswer, MongoError, notInEngine } from '../errors.ts';
import type { Store } from '../storage/store.ts';
import * as admin from './admin.ts';
import { aggregate } from './aggregate.ts';
import type { Command } from './context.ts';
import type { Cursors } from './cursors.ts';
import { explain } from './explain.ts';
import { createIndexes, dropIndexes, listIndexes } from './indexes.ts';
import { count, distinct, find, findAndModify, getMore, killCursors } from './read.ts';
import { engineBackup, engineCompact, engineStats } from './tools.ts';
import { insert, remove, update } from './write.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  hello: admin.hello,
  ismaster: admin.hello,
  isMaster: admin.hello,
  ping: admin.ping,
  buildInfo: admin.buildInfo,
  buildinfo: admin.buildInfo,
  connectionStatus: admin.connectionStatus,
  serverStatus: admin.serverStatus,
  getParameter: admin.getParameter,
  dbStats: admin.dbStats,
  dbstats: admin.dbStats,
  collStats: admin.collStats,
  listDatabases: admin.listDatabases,
  listCollections: admin.listCollections,
  create: admin.create,
  drop: admin.drop,
  dropDatabase: admin.dropDatabase,
  renameCollection: admin.renameCollection,
  endSessions: admin.sessions,
  refreshSessions: admin.sessions,
  killSessions: admin.sessions,
  createIndexes,
  listIndexes,
  dropIndexes,
  insert,
  find,
  getMore,
  killCursors,
  update,
  delete: remove,
  findAndModify,
  findandmodify: findAndModify,
  count,
  distinct,
  aggregate,
  explain,
  engineStats,
  engineBackup,
  engineCompact,
};

/** Commands MongoDB has and the engine has not: said so, rather than called unknown. */
const ELSEWHERE = [
  'mapReduce',
  'collMod',
  'validate',
  'commitTransaction',
  'abortTransaction',
  'convertToCapped',
  'createUser',
  'usersInfo',
  'saslStart',
  'replSetGetStatus',
  'compact',
  'currentOp',
  'killOp',
  'bulkWrite',
  'startSession',
  'fsync',
  'profile',
  'createSearchIndexes',
  'setParameter',
];

/** Accepted with every command; they change nothing here or are read by all. */
const COMMON = [
  '$db',
  'lsid',
  '$clusterTime',
  'readConcern',
  'writeConcern',
  'comment',
  '$readPreference',
  'maxTimeMS',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
];

const find_ = (name: string): Command | undefined =>
  Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;

/** Whether the command needs the write transaction; unknown ones do not. */
export function writes(command: Document): boolean {
  const name = Object.keys(command)[0] ?? '';
  return find_(name)?.writes === true;
}

/** Answers one command. A refusal is an answer too; only a fault of the store is thrown. */
export function dispatch(
  { store, cursors }: { store: Store; cursors: Cursors },
  command: Document,
): Document {
  try {
    const name = Object.keys(command)[0] ?? '';
    const found = find_(name);
    if (!found)
      throw ELSEWHERE.includes(name)
        ? notInEngine(name)
        : new MongoError(59, `no such command: '${name}'`);
    refuseOptions(name, command, found);
    return found.run({ store, cursors, database: String(command['$db'] ?? 'admin') }, command);
  } catch (error) {
    if (error instanceof MongoError || !writes(command)) return errorAnswer(error);
    throw error;
  }
}

/** Options MongoDB has for these commands and the engine has not. */
const OPTIONS_ELSEWHERE = ['collation', 'let', 'tailable', 'awaitData', 'min', 'max'].concat([
  'returnKey',
  'showRecordId',
  'oplogReplay',
  'encryptionInformation',
]);

/** Options are refused before anything is done, never ignored. */
function refuseOptions(name: string, command: Document, { fields }: Command): void {
  if (['txnNumber', 'startTransaction', 'autocommit'].some((option) => option in command))
    throw new MongoError(
      20,
      'Transaction numbers are only allowed on a replica set member or mongos',
    );
  const [, ...options] = Object.keys(command);
  for (const option of options)
    if (!fields.includes(option) && !COMMON.includes(option)) refuseOption(name, command, option);
  const level = (command['readConcern'] as Document | undefined)?.['level'] as unknown;
  if (level === 'snapshot' || level === 'linearizable')
    throw new MongoError(72, `read concern level ${level} is not supported on standalone nodes`);
}

function refuseOption(name: string, command: Document, option: string): void {
  const ofCreate = name === 'create' && admin.CREATE_ELSEWHERE.includes(option);
  if (!OPTIONS_ELSEWHERE.includes(option) && !ofCreate)
    throw new MongoError(40415, `BSON field '${name}.${option}' is an unknown field.`);
  if (command[option] !== false) throw notInEngine(option); // drivers say `false` for what is off
}
