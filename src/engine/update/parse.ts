import type { Document } from 'bson';
import { MongoError, notInEngine } from '../errors.ts';
import { compileFilter } from '../query/filter.ts';
import type { Filter } from '../query/parts.ts';
import { isDocument, type Value } from '../values/types.ts';
import { checkOperand, OPERATORS, type OperatorName } from './operators.ts';

/** One operator on one path; `parts` may hold `$`, `$[]` and `$[x]`. */
export interface Change {
  readonly operator: OperatorName;
  readonly parts: readonly string[];
  readonly operand: Value;
}

export type Update =
  | { readonly kind: 'replacement'; readonly document: Document }
  | {
      readonly kind: 'operators';
      readonly changes: readonly Change[];
      readonly filters: ReadonlyMap<string, Filter>;
    };

/**
 * Reads an update whole before anything is done.
 * @throws MongoError 9 for unknown operators and malformed operands, 40 for two changes of one path,
 * 115 for pipelines.
 */
export function parseUpdate(update: Value, arrayFilters: readonly Document[] = []): Update {
  if (Array.isArray(update)) throw notInEngine('an update by pipeline');
  if (!isDocument(update))
    throw new MongoError(9, 'Update argument must be either an object or an array');
  const names = Object.keys(update);
  if (!names[0]?.startsWith('$')) return replacement(update, arrayFilters);
  const changes = names.flatMap((name) => parseOperator(name, update[name] as Value));
  refuseConflicts(changes);
  const filters = parseArrayFilters(arrayFilters);
  refuseUnmatchedFilters(changes, filters);
  return { kind: 'operators', changes: changes.sort(byPath), filters };
}

function replacement(document: Document, arrayFilters: readonly Document[]): Update {
  if (arrayFilters.length > 0)
    throw new MongoError(9, 'arrayFilters may not be specified for replacement-style updates');
  const dollar = Object.keys(document).find((name) => name.startsWith('$'));
  if (dollar !== undefined) {
    throw new MongoError(
      52,
      `The dollar ($) prefixed field '${dollar}' in '${dollar}' is not allowed in the context of an update's replacement document.`,
    );
  }
  return { kind: 'replacement', document };
}

function parseOperator(name: string, operands: Value): Change[] {
  if (!Object.hasOwn(OPERATORS, name)) {
    if (name === '$mul' || name === '$bit') throw notInEngine(name);
    throw new MongoError(
      9,
      `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
    );
  }
  if (!isDocument(operands)) {
    throw new MongoError(
      9,
      `Modifiers operate on fields but we found type ${typeof operands} instead.`,
    );
  }
  const operator = name as OperatorName;
  return Object.entries(operands).flatMap(([path, operand]): Change[] => {
    const parts = splitPath(path);
    checkOperand(operator, path, operand as Value);
    if (operator !== '$rename') return [{ operator, parts, operand: operand as Value }];
    const target = splitPath(String(operand));
    return [
      { operator, parts, operand: operand as Value },
      { operator: '$renamed', parts: target, operand: path },
    ];
  });
}

function splitPath(path: string): string[] {
  const parts = path.split('.');
  if (parts.some((part) => part === ''))
    throw new MongoError(
      56,
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    );
  const dollar = parts.find((part) => part.startsWith('$') && !/^\$(\[\w*\])?$/.test(part));
  if (dollar !== undefined) {
    throw new MongoError(
      52,
      `The dollar ($) prefixed field '${dollar}' in '${path}' is not valid for storage.`,
    );
  }
  if (parts[0]?.startsWith('$'))
    throw new MongoError(
      2,
      `Cannot have array filter identifier or positional (i.e. '$') element in the first position in path '${path}'`,
    );
  return parts;
}

/** The same path twice, or a path and one below it, would depend on the order of doing. */
function refuseConflicts(changes: readonly Change[]): void {
  const paths = changes.map(({ parts }) => parts.join('.'));
  paths.forEach((path, i) => {
    const other = paths.find(
      (one, j) => j < i && (one === path || within(one, path) || within(path, one)),
    );
    if (other !== undefined) throw conflict(path, other);
  });
}

const within = (path: string, parent: string): boolean => path.startsWith(`${parent}.`);

export const conflict = (path: string, other: string): MongoError =>
  new MongoError(
    40,
    `Updating the path '${path}' would create a conflict at '${other.length < path.length ? other : path}'`,
  );

function parseArrayFilters(list: readonly Document[]): Map<string, Filter> {
  const filters = new Map<string, Filter>();
  for (const filter of list) {
    const name = identifier(filter);
    if (filters.has(name))
      throw new MongoError(
        9,
        `Found multiple array filters with the same top-level field name ${name}`,
      );
    filters.set(name, compileFilter(filter));
  }
  return filters;
}

/** Name of the element an array filter speaks of: the first part of each of its paths. */
function identifier(filter: Document): string {
  const names = new Set(fieldsOf(filter).map((path) => path.split('.')[0] ?? ''));
  if (names.size === 0)
    throw new MongoError(
      9,
      'Cannot use an expression without a top-level field name in arrayFilters',
    );
  if (names.size > 1)
    throw new MongoError(
      9,
      `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${[...names].join("' and '")}'`,
    );
  return [...names][0] ?? '';
}

function fieldsOf(filter: Document): string[] {
  return Object.entries(filter).flatMap(([name, operand]) => {
    if (!name.startsWith('$')) return [name];
    return Array.isArray(operand) ? (operand as Document[]).flatMap(fieldsOf) : [];
  });
}

function refuseUnmatchedFilters(
  changes: readonly Change[],
  filters: ReadonlyMap<string, Filter>,
): void {
  const used = new Set<string>();
  for (const { parts } of changes) {
    for (const part of parts) {
      const name = /^\$\[(\w+)\]$/.exec(part)?.[1];
      if (name === undefined) continue;
      used.add(name);
      if (!filters.has(name))
        throw new MongoError(
          2,
          `No array filter found for identifier '${name}' in path '${parts.join('.')}'`,
        );
    }
  }
  const unused = [...filters.keys()].find((name) => !used.has(name));
  if (unused !== undefined)
    throw new MongoError(
      9,
      `The array filter for identifier '${unused}' was not used in the update`,
    );
}

/** New fields appear in the order of their names, numbers as numbers, as since MongoDB 5.0. */
function byPath(a: Change, b: Change): number {
  for (const [i, part] of a.parts.entries()) {
    const other = b.parts[i];
    if (other === undefined) return 1;
    if (part === other) continue;
    const numbers = Number(part) - Number(other);
    if (!Number.isNaN(numbers)) return numbers;
    return part < other ? -1 : 1;
  }
  return 0;
}
