import type { Document } from 'bson';
import { MongoError, notInEngine } from '../errors.ts';
import { compileFilter } from '../query/filter.ts';
import type { Filter } from '../query/parts.ts';
import { isDocument, typeName, type Value } from '../values/types.ts';
import { KEEP, type Change } from './operator.ts';
import { OPERATORS } from './operators.ts';

/** One operator on one path; `parts` may hold `$`, `$[]` and `$[x]`. */
export interface Step {
  readonly parts: readonly string[];
  readonly change: Change;
  /** Of `$setOnInsert`. */
  readonly onlyInserting: boolean;
  /** Of `$rename`: where the value is taken from. */
  readonly source?: readonly string[];
}

export type Update =
  | { readonly kind: 'replacement'; readonly document: Document }
  | {
      readonly kind: 'operators';
      readonly steps: readonly Step[];
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
  const steps = names.flatMap((name) => parseOperator(name, update[name] as Value));
  refuseConflicts(steps.flatMap(({ parts, source }) => (source ? [parts, source] : [parts])));
  const filters = parseArrayFilters(arrayFilters);
  refuseUnmatchedFilters(steps, filters);
  return { kind: 'operators', steps: steps.sort(byPath), filters };
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

function parseOperator(name: string, operands: Value): Step[] {
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (!operator && name !== '$rename') {
    if (name === '$mul' || name === '$bit') throw notInEngine(name);
    throw new MongoError(
      9,
      `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
    );
  }
  if (!isDocument(operands))
    throw new MongoError(
      9,
      `Modifiers operate on fields but we found type ${typeName(operands)} instead.`,
    );
  return (Object.entries(operands) as [string, Value][]).map(([path, operand]) => {
    const parts = splitPath(path);
    if (!operator) return parseRename(path, parts, operand);
    return { parts, change: operator(operand, path), onlyInserting: name === '$setOnInsert' };
  });
}

/** Works at its target, and empties the source. */
function parseRename(path: string, source: readonly string[], target: Value): Step {
  if (typeof target !== 'string')
    throw new MongoError(2, `The 'to' field for $rename must be a string: ${path}`);
  if (/\$/.test(`${path}${target}`))
    throw new MongoError(2, `The source field for $rename may not be dynamic: ${path}`);
  const parts = splitPath(target);
  if (overlaps(path, target))
    throw new MongoError(
      2,
      `The source and target field for $rename must differ and not be on the same path: ${path}: "${target}"`,
    );
  return { parts, source, change: () => KEEP, onlyInserting: false };
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

/** Whether two paths are the same, or one lies below the other. */
export const overlaps = (a: string, b: string): boolean =>
  `${a}.`.startsWith(`${b}.`) || `${b}.`.startsWith(`${a}.`);

/** The same path twice, a path and one below it, or one array by `$[…]` and by another way: 40. */
export function refuseConflicts(paths: readonly (readonly string[])[]): void {
  if (paths.length < 2) return;
  const texts = paths.map((parts) => parts.join('.'));
  for (const [i, a] of texts.entries())
    for (const [j, b] of texts.slice(0, i).entries())
      if (overlaps(a, b) || mixes(paths[i] ?? [], paths[j] ?? []))
        throw new MongoError(
          40,
          `Updating the path '${a}' would create a conflict at '${b.length < a.length ? b : a}'`,
        );
}

function mixes(a: readonly string[], b: readonly string[]): boolean {
  const at = a.findIndex((part, i) => part !== b[i]);
  const [mine, theirs] = [a[at], b[at]];
  if (mine === undefined || theirs === undefined) return false;
  return mine.startsWith('$[') !== theirs.startsWith('$[');
}

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
  steps: readonly Step[],
  filters: ReadonlyMap<string, Filter>,
): void {
  const used = new Set<string>();
  for (const { parts } of steps) {
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
function byPath(a: Step, b: Step): number {
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
