import type { Document } from 'bson';
import { MongoError } from '../errors.ts';
import type { Collection } from '../storage/catalogue.ts';
import type { Store } from '../storage/store.ts';
import { isDocument, isNumber, toNumber, type Value } from '../values/types.ts';
import type { Cursors } from './cursors.ts';

/** What a command may use. */
export interface Context {
  readonly store: Store;
  readonly cursors: Cursors;
  /** Name of the database the command is for. */
  readonly database: string;
}

export type Run = (context: Context, command: Document) => Document;

/** A command: what it may be told, and whether it needs the write transaction. */
export interface Command {
  readonly run: Run;
  readonly writes: boolean;
  readonly fields: readonly string[];
}

/** Full name of the collection a command's first field names. @throws MongoError 73. */
export function namespaceOf({ database }: Context, name: Value): string {
  if (typeof name !== 'string')
    throw new MongoError(73, `collection name has invalid type ${typeof name}`);
  if (name === '' || name.startsWith('.') || name.endsWith('.') || /[$\0]/.test(name))
    throw new MongoError(73, `Invalid namespace specified '${database}.${name}'`);
  if (database === '' || /[/\\. "$\0]/.test(database) || Buffer.byteLength(database) > 63)
    throw new MongoError(73, `Invalid database name: '${database}'`);
  return `${database}.${name}`;
}

/** The collection, or undefined: reading what is not there finds nothing. */
export const findCollection = (context: Context, name: Value): Collection | undefined =>
  context.store.catalogue.collections.get(namespaceOf(context, name));

/** The collection, made when it is not there. Inside the write transaction only. */
export function needCollection({ store }: Context, namespace: string): Collection {
  const { catalogue } = store;
  const found = catalogue.collections.get(namespace);
  if (found) return found;
  const made: Collection = { id: catalogue.nextId(), namespace, indexes: [], count: 0 };
  catalogue.save(made);
  catalogue.collections.set(namespace, made);
  return made;
}

/** A whole number that is not negative, or undefined. @throws MongoError 14 or 2 (BadValue). */
export function count(command: Document, name: string): number | undefined {
  const value = command[name] as Value;
  if (value === undefined || value === null) return undefined;
  if (!isNumber(value)) throw new MongoError(14, `BSON field '${name}' is the wrong type`);
  const number = toNumber(value);
  if (number < 0)
    throw new MongoError(
      51024,
      `BSON field '${name}' value must be >= 0, actual value '${number}'`,
    );
  return Math.trunc(number);
}

/** An embedded document, empty when not given. @throws MongoError 14. */
export function document(command: Document, name: string): Document {
  const value = command[name] as Value;
  if (value === undefined || value === null) return {};
  if (!isDocument(value))
    throw new MongoError(14, `BSON field '${name}' is the wrong type, expected type 'object'`);
  return value;
}

/** A list of documents. @throws MongoError 14. */
export function documents(command: Document, name: string): Document[] {
  const value = command[name] as Value;
  if (!Array.isArray(value) || !value.every(isDocument))
    throw new MongoError(14, `BSON field '${name}' must be an array of documents`);
  return value;
}

/** When the statement must have ended. */
export function deadline(command: Document): number | undefined {
  const limit = count(command, 'maxTimeMS');
  return limit === undefined || limit === 0 ? undefined : Date.now() + limit;
}

/** @throws MongoError 40415 for a field the statement has never had. */
export function onlyFields(what: string, given: Document, known: readonly string[]): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new MongoError(40415, `BSON field '${what}.${unknown}' is an unknown field.`);
}
