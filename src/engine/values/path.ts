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

/**
 * Shows `visit` every value a dotted path leads to, arrays on the way gone through, as a query sees
 * them; a value that is not there is shown as undefined. An array at the end is shown whole.
 * Stops and returns true as soon as `visit` does.
 */
export function someAt(
  from: Value,
  parts: readonly string[],
  visit: (value: Value) => boolean,
): boolean {
  const [part, ...rest] = parts;
  if (part === undefined) return visit(from);
  if (isDocument(from)) return someAt(own(from, part), rest, visit);
  if (!Array.isArray(from)) return visit(undefined);
  const elements = from as Value[];
  if (isIndex(part) && Number(part) < elements.length) {
    if (someAt(elements[Number(part)], rest, visit)) return true;
  }
  return elements.some(
    (element) =>
      isDocument(element) &&
      (!isIndex(part) || Object.hasOwn(element, part)) &&
      someAt(element, parts, visit),
  );
}

/** A copy that shares nothing changeable: documents and arrays anew, values as they are. */
export function copy<T extends Value>(value: T): T {
  if (Array.isArray(value)) return value.map((item: Value) => copy(item)) as T;
  if (!isDocument(value)) return value;
  const made: Document = {};
  for (const [name, item] of Object.entries(value)) setOwn(made, name, copy(item as Value));
  return made as T;
}
