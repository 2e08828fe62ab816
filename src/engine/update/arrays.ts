import { BSONRegExp, type Document } from 'bson';
import { MongoError } from '../errors.ts';
import { compileFilter } from '../query/filter.ts';
import { isOperators } from '../query/predicates.ts';
import { parseSort } from '../query/sort.ts';
import { compare, equal } from '../values/compare.ts';
import { copy } from '../values/path.ts';
import { isDocument, isNumber, toNumber, typeName, type Value } from '../values/types.ts';
import { KEEP, type Change, type Operator } from './operator.ts';
import { valueAt } from './paths.ts';

/** The update operators of arrays, one row each. */
export const ARRAY_OPERATORS: Readonly<Record<string, Operator>> = {
  /** Adds, then sorts, then cuts, whatever order the operand names them in. */
  $push: (operand) => {
    const { each, $position, $sort, $slice } = pushed(operand);
    return growing('$push', (array) => {
      const at = $position ?? array.length;
      array.splice(at < 0 ? Math.max(0, array.length + at) : at, 0, ...copy(each));
      return sliced($sort(array), $slice);
    });
  },
  $addToSet: (operand) => {
    const each = added(operand);
    return growing('$addToSet', (array) => {
      for (const item of each) if (!array.some((one) => equal(one, item))) array.push(copy(item));
      return array;
    });
  },
  $pull: (operand) => {
    const isPulled = pullTest(operand);
    return shrinking('$pull', (array) => array.filter((member) => !isPulled(member)));
  },
  $pullAll: (operand) => {
    if (!Array.isArray(operand))
      throw new MongoError(
        2,
        `$pullAll requires an array argument but was given a ${typeName(operand)}`,
      );
    const isPulled = (member: Value): boolean =>
      (operand as Value[]).some((value) => equal(value, member));
    return shrinking('$pullAll', (array) => array.filter((member) => !isPulled(member)));
  },
  $pop: (operand) => {
    if (!isNumber(operand) || Math.abs(toNumber(operand)) !== 1)
      throw new MongoError(9, `$pop expects 1 or -1, found: ${String(operand)}`);
    const [from, to] = toNumber(operand) < 0 ? [1, undefined] : [0, -1];
    return shrinking('$pop', (array) => array.slice(from, to));
  },
};

/** An operator that makes the array when there is none. */
const growing =
  (name: string, make: (array: Value[]) => Value[]): Change =>
  (value, { path, documentId }) => {
    if (value === undefined || Array.isArray(value)) return make([...((value ?? []) as Value[])]);
    throw new MongoError(
      2,
      name === '$push'
        ? `The field '${path}' must be an array but is of type ${typeName(value)} in document {_id: ${JSON.stringify(documentId)}}`
        : `Cannot apply $addToSet to non-array field. Field named '${path}' has non-array type ${typeName(value)}`,
    );
  };

/** An operator that has nothing to do when there is no array. */
const shrinking =
  (name: string, make: (array: Value[]) => Value[]): Change =>
  (value, { path }) => {
    if (value === undefined) return KEEP;
    if (Array.isArray(value)) return make(value as Value[]);
    if (name !== '$pop') throw new MongoError(2, `Cannot apply ${name} to a non-array value`);
    throw new MongoError(
      14,
      `Path '${path}' contains an element of non-array type '${typeName(value)}'`,
    );
  };

const hasEach = (operand: Value): operand is Document => isDocument(operand) && '$each' in operand;

interface Pushed {
  readonly each: Value[];
  readonly $position?: number | undefined;
  readonly $slice?: number | undefined;
  readonly $sort: (array: Value[]) => Value[];
}

function pushed(operand: Value): Pushed {
  if (!hasEach(operand)) return { each: [operand], $sort: (array) => array };
  const { $each, $position, $slice, $sort, ...others } = operand as Record<string, Value>;
  const [odd] = Object.keys(others);
  if (odd !== undefined) throw new MongoError(2, `Unrecognized clause in $push: ${odd}`);
  if (!Array.isArray($each)) throw notEach('$push', 2, $each);
  return {
    each: $each as Value[],
    $position: whole('$position', $position),
    $slice: whole('$slice', $slice),
    $sort: sorting($sort),
  };
}

function whole(name: string, value: Value): number | undefined {
  if (value === undefined) return undefined;
  if (isNumber(value) && Number.isInteger(toNumber(value))) return toNumber(value);
  throw new MongoError(
    2,
    `The value for ${name} must be an integer value but was given type: ${typeName(value)}`,
  );
}

function sorting(by: Value): (array: Value[]) => Value[] {
  if (by === undefined) return (array) => array;
  if (by === 1 || by === -1) return (array) => array.sort((a, b) => compare(a, b) * by);
  if (!isDocument(by) || Object.keys(by).length === 0)
    throw new MongoError(
      2,
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1}',
    );
  if (Object.values(by).some((way) => way !== 1 && way !== -1))
    throw new MongoError(2, 'The $sort element value must be either 1 or -1');
  const fields = parseSort(by).map(({ path, direction }) => [path.split('.'), direction] as const);
  const order = (a: Value, b: Value): number =>
    fields.reduce(
      (found, [parts, way]) => found || compare(valueAt(a, parts), valueAt(b, parts)) * way,
      0,
    );
  return (array) => array.sort(order); // values as they are: an array by its type, not its members
}

function sliced(array: Value[], count: number | undefined): Value[] {
  if (count === undefined) return array;
  return count < 0 ? array.slice(count) : array.slice(0, count);
}

function added(operand: Value): Value[] {
  if (!hasEach(operand)) {
    if (isOperators(operand)) throw new MongoError(2, 'Unrecognized clause in $addToSet');
    return [operand];
  }
  const { $each, ...others } = operand as Record<string, Value>;
  if (!Array.isArray($each)) throw notEach('$addToSet', 14, $each);
  const [odd] = Object.keys(others);
  if (odd === undefined) return $each as Value[];
  throw new MongoError(2, `Found unexpected fields after $each in $addToSet: ${odd}`);
}

const notEach = (operator: string, code: number, given: Value): MongoError =>
  new MongoError(
    code,
    `The argument to $each in ${operator} must be an array but it was of type ${typeName(given)}`,
  );

/**
 * Operators ask each member as a value; a document asks each member as a filter does, so its fields
 * may stand in any order and others may be there; anything else is compared.
 */
function pullTest(operand: Value): (member: Value) => boolean {
  if (operand instanceof BSONRegExp || isOperators(operand)) {
    const filter = compileFilter({ '': operand });
    return (member) => filter.test({ '': member });
  }
  if (!isDocument(operand)) return (member) => equal(member, operand);
  const filter = compileFilter(operand);
  return (member) => isDocument(member) && filter.test(member);
}
