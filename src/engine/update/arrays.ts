import type { Document } from 'bson';
import { MongoError } from '../errors.ts';
import { compileFilter } from '../query/filter.ts';
import { isOperators } from '../query/predicates.ts';
import { createSorter, parseSort } from '../query/sort.ts';
import { compare, equal } from '../values/compare.ts';
import { copy } from '../values/path.ts';
import { isDocument, isNumber, toNumber, typeName, type Value } from '../values/types.ts';

const hasEach = (operand: Value): operand is Document => isDocument(operand) && '$each' in operand;

const items = (operand: Value): Value[] =>
  copy(hasEach(operand) ? (operand['$each'] as Value[]) : [operand]);

export function checkAddToSet(operand: Value): void {
  if (!hasEach(operand)) {
    if (isOperators(operand)) throw new MongoError(2, 'Unrecognized clause in $addToSet');
    return;
  }
  checkEach(operand, '$addToSet');
  const other = Object.keys(operand).find((name) => name !== '$each');
  if (other !== undefined)
    throw new MongoError(2, `Found unexpected fields after $each in $addToSet: ${other}`);
}

function checkEach(operand: Document, operator: string): void {
  if (!Array.isArray(operand['$each'])) {
    throw new MongoError(
      14,
      `The argument to $each in ${operator} must be an array but it was of type ${typeName(operand['$each'])}`,
    );
  }
}

export function checkPush(operand: Value): void {
  if (!hasEach(operand)) return;
  checkEach(operand, '$push');
  for (const [name, value] of Object.entries(operand) as [string, Value][]) {
    if (name === '$each') continue;
    if (name === '$sort') checkPushSort(value);
    else if (name === '$slice' || name === '$position') checkWhole(name, value);
    else throw new MongoError(2, `Unrecognized clause in $push: ${name}`);
  }
}

function checkWhole(name: string, value: Value): void {
  if (!isNumber(value) || !Number.isInteger(toNumber(value)))
    throw new MongoError(
      2,
      `The value for ${name} must be an integer value but was given type: ${typeName(value)}`,
    );
}

function checkPushSort(sort: Value): void {
  if (isDocument(sort)) parseSort(sort);
  else if (sort !== 1 && sort !== -1)
    throw new MongoError(2, 'The $sort element value must be either 1 or -1');
}

/** Adds, then sorts, then cuts, whatever order the operand names them in. */
export function push(array: readonly Value[], operand: Value): Value[] {
  const added = items(operand);
  if (!hasEach(operand)) return [...array, ...added];
  const { $position, $sort, $slice } = operand as Record<string, Value>;
  const at = $position === undefined ? array.length : toNumber($position);
  const all = [...array];
  all.splice(at < 0 ? Math.max(0, array.length + at) : at, 0, ...added);
  return slice(sort(all, $sort), $slice);
}

function sort(array: Value[], by: Value): Value[] {
  if (by === undefined) return array;
  if (!isDocument(by)) return array.sort((a, b) => compare(a, b) * toNumber(by));
  const sorter = createSorter<Value>(parseSort(by));
  for (const element of array) sorter.add(isDocument(element) ? element : {}, element, 0);
  return sorter.sorted();
}

function slice(array: Value[], by: Value): Value[] {
  if (by === undefined) return array;
  const count = toNumber(by);
  if (count === 0) return [];
  return count < 0 ? array.slice(count) : array.slice(0, count);
}

export function addToSet(array: readonly Value[], operand: Value): Value[] {
  const all = [...array];
  for (const item of items(operand)) if (!all.some((one) => equal(one, item))) all.push(item);
  return all;
}

export function pullAll(array: readonly Value[], values: readonly Value[]): Value[] {
  return array.filter((element) => !values.some((value) => equal(value, element)));
}

export function checkPull(operand: Value): void {
  pullTest(operand);
}

export function pull(array: readonly Value[], operand: Value): Value[] {
  const test = pullTest(operand);
  return array.filter((element) => !test(element));
}

/**
 * Operators ask each element as a value; a document asks each element as a filter does, so its
 * fields may stand in any order and others may be there; anything else is compared.
 */
function pullTest(operand: Value): (element: Value) => boolean {
  if (isDocument(operand) && !isOperators(operand)) {
    const filter = compileFilter(operand);
    return (element) => isDocument(element) && filter.test(element);
  }
  if (Array.isArray(operand)) return (element) => equal(element, operand);
  const filter = compileFilter({ '': operand });
  return (element) => filter.test({ '': element });
}
