import type { Document } from 'bson';

/** MongoDB's name of each code the engine answers with; the rest are called `Location<code>`. */
const CODE_NAMES: Readonly<Record<number, string>> = {
  2: 'BadValue',
  8: 'UnknownError',
  9: 'FailedToParse',
  14: 'TypeMismatch',
  15: 'Overflow',
  20: 'IllegalOperation',
  26: 'NamespaceNotFound',
  27: 'IndexNotFound',
  28: 'PathNotViable',
  40: 'ConflictingUpdateOperators',
  43: 'CursorNotFound',
  48: 'NamespaceExists',
  50: 'MaxTimeMSExpired',
  52: 'DollarPrefixedFieldName',
  53: 'InvalidIdField',
  56: 'EmptyFieldName',
  59: 'CommandNotFound',
  66: 'ImmutableField',
  67: 'CannotCreateIndex',
  72: 'InvalidOptions',
  73: 'InvalidNamespace',
  85: 'IndexOptionsConflict',
  86: 'IndexKeySpecsConflict',
  115: 'CommandNotSupported',
  168: 'InvalidPipelineOperator',
  171: 'CannotIndexParallelArrays',
  197: 'InvalidIndexSpecificationOption',
  292: 'QueryExceededMemoryLimitNoDiskUseAllowed',
  301: 'DataCorruptionDetected',
  365: 'TemporarilyUnavailable',
  10334: 'BSONObjectTooLarge',
  11000: 'DuplicateKey',
  11600: 'InterruptedAtShutdown',
  14031: 'OutOfDiskSpace',
  40415: 'IDLUnknownField',
};

/** A refusal a driver understands: MongoDB's code, its name, and what else belongs in the answer. */
export class MongoError extends Error {
  readonly code: number;
  readonly codeName: string;
  readonly facts: Document;

  constructor(code: number, message: string, facts: Document = {}) {
    super(message);
    this.code = code;
    this.codeName = CODE_NAMES[code] ?? `Location${code}`;
    this.facts = facts;
  }
}

/** What MongoDB can do and this engine cannot: always said, never ignored. */
export function notInEngine(what: string): MongoError {
  return new MongoError(
    115,
    `\`${what}\` is not in the embedded engine. Set MONGODB_URI to a MongoDB 7 or 8 server to use it.`,
  );
}

/** The file is not what was written: nothing is answered from it, and nothing is written over it. */
export const damaged = (what: string): MongoError =>
  new MongoError(
    301,
    `The data are damaged. ${what} Stop, move the folder aside, and restore a backup (npm run restore).`,
  );

/** The answer that carries an error at top level, as for findAndModify or an unknown command. */
export function errorAnswer(error: unknown): Document {
  const { code, codeName, message, facts } = asMongoError(error);
  return { ok: 0, errmsg: message, code, codeName, ...facts };
}

/** One row of `writeErrors`. */
export function writeError(error: unknown, index: number): Document {
  const { code, message, facts } = asMongoError(error);
  return { index, code, errmsg: message, ...facts };
}

const FULL = /MDB_MAP_FULL|No space left|ENOSPC|File too large|EFBIG|quota/i;
const DAMAGED = /MDB_CORRUPTED|MDB_PAGE_NOTFOUND|MDB_PANIC|MDB_INVALID/;

/** Faults of LMDB and of the engine itself become codes too. */
function asMongoError(error: unknown): MongoError {
  if (error instanceof MongoError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (FULL.test(message)) return new MongoError(14031, `The disk is full: ${message}`);
  if (DAMAGED.test(message)) return damaged(message);
  return new MongoError(8, message);
}
