import type { Document } from 'bson';
import { MongoError } from '../errors.ts';
import { isIndex, own, setOwn } from '../values/path.ts';
import { isDocument, typeName, type Value } from '../values/types.ts';

type Holder = Document | Value[];
type Parts = readonly string[];

/** Far indexes pad with null; beyond this the statement is refused, as MongoDB does. */
const MOST_PADDING = 1_500_000;

const isHolder = (value: Value): value is Holder => isDocument(value) || Array.isArray(value);

function read(holder: Value, name: string): Value {
  if (Array.isArray(holder)) return isIndex(name) ? (holder as Value[])[Number(name)] : undefined;
  return isDocument(holder) ? own(holder, name) : undefined;
}

/** What stands at a path of an update: into an array only a number leads. */
export const valueAt = (from: Value, parts: Parts): Value => parts.reduce<Value>(read, from);

/**
 * Puts a value at a path and makes the documents that lack on the way.
 * @throws MongoError 28 when a scalar, or an array asked by name, stands in the way.
 */
export function setAt(document: Document, parts: Parts, value: Value): void {
  let holder: Holder = document;
  for (const [i, name] of parts.entries()) {
    if (Array.isArray(holder) && !isIndex(name)) throw notViable(name, parts.slice(0, i), holder);
    if (i === parts.length - 1) {
      write(holder, name, value);
      return;
    }
    let next = read(holder, name);
    if (next === undefined) write(holder, name, (next = {}));
    if (!isHolder(next)) throw notViable(parts[i + 1] ?? '', parts.slice(0, i + 1), next);
    holder = next;
  }
}

function write(holder: Holder, name: string, value: Value): void {
  if (!Array.isArray(holder)) {
    setOwn(holder, name, value);
    return;
  }
  if (Number(name) > holder.length + MOST_PADDING)
    throw new MongoError(2, `Cannot backfill array: ${name}`);
  while (holder.length < Number(name)) holder.push(null);
  holder[Number(name)] = value;
}

/** Takes a field away; a member of an array becomes null, so that the others keep their places. */
export function removeAt(document: Document, parts: Parts): void {
  const holder = valueAt(document, parts.slice(0, -1));
  const name = parts.at(-1) ?? '';
  if (read(holder, name) === undefined) return;
  if (Array.isArray(holder)) holder[Number(name)] = null;
  else Reflect.deleteProperty(holder as Document, name);
}

/** Whether a path goes into an array. */
export const crossesArray = (document: Document, parts: Parts): boolean =>
  parts.some((_, i) => i > 0 && Array.isArray(valueAt(document, parts.slice(0, i))));

const notViable = (name: string, parent: Parts, value: Value): MongoError =>
  new MongoError(
    28,
    `Cannot create field '${name}' in element {${parent.at(-1) ?? ''}: ${JSON.stringify(value)}} of type ${typeName(value)}`,
  );
