import { isArray, isDoc, type Doc, type Value } from './values.ts';

/** One value a dotted path of a filter leads to, and the place in the outermost array it came by. */
export interface Reached {
  value: Value;
  at: number | undefined;
}

const isIndex = (part: string): boolean => /^(0|[1-9]\d*)$/.test(part);

/**
 * reference/operator/query, tutorial/query-arrays, tutorial/query-array-of-documents: a path goes
 * through every document of an array, and through one member if its part is a number. With `leaf`
 * an array at the end gives its members too.
 */
export function reach(doc: Doc, path: string, leaf: boolean): Reached[] {
  return fromDoc(doc, path.split('.'), leaf);
}

function fromDoc(doc: Doc, parts: string[], leaf: boolean): Reached[] {
  const [part = '', ...rest] = parts;
  const value = Object.hasOwn(doc, part) ? doc[part] : undefined;
  if (rest.length === 0)
    return leaf && isArray(value) ? withMembers(value) : [{ value, at: undefined }];
  if (isDoc(value)) return fromDoc(value, rest, leaf);
  return isArray(value) ? fromArray(value, rest, leaf) : [{ value: undefined, at: undefined }];
}

const withMembers = (list: Value[]): Reached[] => [
  ...list.map((value, at) => ({ value, at })),
  { value: list, at: undefined },
];

/** Inside an array: into each document; and into the member a number names, whatever it is. */
function fromArray(list: Value[], parts: string[], leaf: boolean): Reached[] {
  return list.flatMap((member, at) => {
    const through = isDoc(member)
      ? fromDoc(member, parts, leaf).map((one) => ({ ...one, at }))
      : [];
    return isIndex(parts[0] ?? '') && Number(parts[0]) === at
      ? [...through, ...byNumber(member, at, parts.slice(1), leaf)]
      : through;
  });
}

/** A path that ends in a number means that member as a whole. */
function byNumber(member: Value, at: number, rest: string[], leaf: boolean): Reached[] {
  if (rest.length === 0) return [{ value: member, at }];
  if (isDoc(member)) return fromDoc(member, rest, leaf);
  return isArray(member) ? fromArray(member, rest, leaf) : [];
}

/** Values under a field path of an expression or of a join: through arrays, never by number. */
export function fieldPath(value: Value, parts: string[]): Value {
  const [part, ...rest] = parts;
  if (part === undefined) return value;
  if (isArray(value)) {
    return value.map((one) => fieldPath(one, parts)).filter((one) => one !== undefined);
  }
  return isDoc(value) && Object.hasOwn(value, part) ? fieldPath(value[part], rest) : undefined;
}
