import { isDocument, type Value } from './types.ts';
import type { Document } from 'bson';

export const isIndex = (part: string): boolean => /^(0|[1-9]\d*)$/.test(part);

/** A field of the document itself: never one of JavaScript's (`constructor`, `__proto__`). */
export function own(document: Document, name: string): Value {
  return Object.hasOwn(document, name) ? (document[name] as Value) : undefined;
}

/** Sets a field under any name, `__proto__` included, without touching a prototype. */
export function setOwn(document: Document, name: string, value: Value): void {
  if (name === '__proto__')
    Object.defineProperty(document, name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  else document[name] = value;
}

/** Sees one value at a path; `whole` when it is not to be gone into even if it is an array. */
export type Visit = (value: Value, whole: boolean) => boolean;

/**
 * Shows `visit` every value a dotted path leads to, as a query sees them: through each document of
 * an array, and through one member of it where the path has a number. A value that is not there is
 * shown as undefined. Stops and returns true as soon as `visit` does.
 */
export function someAt(from: Document, parts: readonly string[], visit: Visit, i = 0): boolean {
  const value = own(from, parts[i] ?? '');
  const next = i + 1;
  if (next >= parts.length) return visit(value, false);
  if (Array.isArray(value)) return someIn(value as Value[], parts, visit, next);
  return isDocument(value) ? someAt(value, parts, visit, next) : visit(undefined, false);
}

function someIn(
  members: readonly Value[],
  parts: readonly string[],
  visit: Visit,
  i: number,
): boolean {
  const part = parts[i] ?? '';
  const numbered = isIndex(part) ? Number(part) : -1;
  return members.some(
    (member, at) =>
      (isDocument(member) && someAt(member, parts, visit, i)) ||
      (at === numbered && byNumber(member, parts, visit, i + 1)),
  );
}

/** A path that ends in a number means that member as it stands. */
function byNumber(member: Value, parts: readonly string[], visit: Visit, i: number): boolean {
  if (i >= parts.length) return visit(member, true);
  if (Array.isArray(member)) return someIn(member as Value[], parts, visit, i);
  return isDocument(member) && someAt(member, parts, visit, i);
}

/** A copy that shares nothing changeable: documents and arrays anew, values as they are. */
export function copy<T extends Value>(value: T): T {
  if (Array.isArray(value)) return value.map((item: Value) => copy(item)) as T;
  if (!isDocument(value)) return value;
  const made: Document = {};
  for (const [name, item] of Object.entries(value)) setOwn(made, name, copy(item as Value));
  return made as T;
}
