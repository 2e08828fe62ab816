import { parseFilter } from './query.ts';
import {
  compare,
  copy,
  equal,
  identical,
  isArray,
  isDoc,
  isRegex,
  ModelError,
  type Value,
} from './values.ts';

/** What an operator makes of the value at one place; `KEEP` leaves it alone. */
export const KEEP = Symbol('keep');
export type Change = (old: Value) => Value;

const fail = (code: number, message: string): never => {
  throw new ModelError(code, message);
};

/** reference/operator/update/*: each reads its operand whole, and says what it does to a value. */
export const OPERATORS: Record<string, (operand: Value) => Change> = {
  $set: (operand) => () => copy(operand),
  $setOnInsert: (operand) => () => copy(operand),
  $inc: parseInc,
  $min: (operand) => (old) =>
    old === undefined || compare(operand, old) < 0 ? copy(operand) : KEEP,
  $max: (operand) => (old) =>
    old === undefined || compare(operand, old) > 0 ? copy(operand) : KEEP,
  $push: parsePush,
  $addToSet: parseAddToSet,
  $pull: parsePull,
  $pullAll: parsePullAll,
  $pop: parsePop,
  $currentDate: parseCurrentDate,
};

function parseInc(operand: Value): Change {
  if (typeof operand !== 'number') return fail(14, 'Cannot increment with non-numeric argument');
  return (old) => {
    if (old === undefined) return operand;
    return typeof old === 'number' ? old + operand : fail(14, 'Cannot apply $inc to non-number');
  };
}

const arrayOr = (code: number, old: Value, name: string): Value[] =>
  isArray(old) ? old : fail(code, `${name}: the field must be an array`);

/** reference/operator/update/push: $each at $position, then $sort, then $slice. */
function parsePush(operand: Value): Change {
  if (!isDoc(operand) || !('$each' in operand)) return pushChange({ each: [operand] });
  const { $each, $position, $sort, $slice, ...other } = operand;
  if (Object.keys(other).length > 0) return fail(2, 'Unrecognized clause in $push');
  if (!isArray($each)) return fail(2, '$each in $push must be an array');
  const wholeNumber = (value: Value): number =>
    typeof value === 'number' && Number.isInteger(value)
      ? value
      : fail(2, 'The value must be an integer');
  return pushChange({
    each: $each,
    position: '$position' in operand ? wholeNumber($position) : undefined,
    sort: '$sort' in operand ? parsePushSort($sort) : undefined,
    slice: '$slice' in operand ? wholeNumber($slice) : undefined,
  });
}

interface Push {
  each: Value[];
  position?: number | undefined;
  sort?: ((a: Value, b: Value) => number) | undefined;
  slice?: number | undefined;
}

function pushChange({ each, position, sort, slice }: Push): Change {
  return (old) => {
    const list = old === undefined ? [] : [...arrayOr(2, old, '$push')];
    const at = position === undefined ? list.length : position;
    list.splice(at < 0 ? Math.max(0, list.length + at) : at, 0, ...copy(each));
    if (sort) list.sort(sort);
    return slice === undefined ? list : sliceOf(list, slice);
  };
}

const sliceOf = (list: Value[], n: number): Value[] =>
  n >= 0 ? list.slice(0, n) : list.slice(Math.max(0, list.length + n));

/** reference/operator/update/sort: members whole, or by fields of theirs. */
function parsePushSort(sort: Value): (a: Value, b: Value) => number {
  if (sort === 1 || sort === -1) return (a, b) => sort * compare(a, b);
  if (!isDoc(sort) || Object.keys(sort).length === 0) return fail(2, 'bad $sort in $push');
  const fields = Object.entries(sort).map(([path, direction]) => {
    if (direction !== 1 && direction !== -1) return fail(2, 'bad $sort in $push');
    return { parts: path.split('.'), direction };
  });
  return (a, b) => {
    for (const { parts, direction } of fields) {
      const found = direction * compare(plainAt(a, parts), plainAt(b, parts));
      if (found !== 0) return found;
    }
    return 0;
  };
}

const plainAt = (value: Value, parts: string[]): Value =>
  parts.reduce<Value>((here, part) => (isDoc(here) ? here[part] : undefined), value);

function parseAddToSet(operand: Value): Change {
  const each = isDoc(operand) && Object.keys(operand)[0] === '$each' ? operand['$each'] : [operand];
  if (!isArray(each)) return fail(14, '$each in $addToSet must be an array');
  return (old) => {
    const list = old === undefined ? [] : [...arrayOr(2, old, '$addToSet')];
    const before = list.length;
    for (const one of each) if (!list.some((other) => equal(one, other))) list.push(copy(one));
    return old !== undefined && list.length === before ? KEEP : list;
  };
}

const keepOnly =
  (name: string, keep: (member: Value) => boolean, code = 2): Change =>
  (old) => {
    if (old === undefined) return KEEP;
    const list = arrayOr(code, old, name);
    const left = list.filter(keep);
    return left.length === list.length ? KEEP : left;
  };

/** reference/operator/update/pull: a value, a document of conditions, or operators. */
function parsePull(operand: Value): Change {
  if (isRegex(operand) || (isDoc(operand) && Object.keys(operand)[0]?.startsWith('$') === true)) {
    const condition = parseFilter({ member: operand });
    return keepOnly('$pull', (member) => condition({ member }) === undefined);
  }
  if (!isDoc(operand)) return keepOnly('$pull', (member) => !equal(member, operand));
  const condition = parseFilter(operand);
  return keepOnly('$pull', (member) => !isDoc(member) || condition(member) === undefined);
}

function parsePullAll(operand: Value): Change {
  if (!isArray(operand)) return fail(2, '$pullAll requires an array argument');
  return keepOnly('$pullAll', (member) => !operand.some((one) => equal(one, member)));
}

function parsePop(operand: Value): Change {
  if (operand !== 1 && operand !== -1) return fail(9, '$pop expects 1 or -1');
  return (old) => {
    if (old === undefined) return KEEP;
    const list = arrayOr(14, old, '$pop');
    if (list.length === 0) return KEEP;
    return operand === 1 ? list.slice(0, -1) : list.slice(1);
  };
}

function parseCurrentDate(operand: Value): Change {
  const type = isDoc(operand) ? operand['$type'] : 'date';
  if ((typeof operand !== 'boolean' && !isDoc(operand)) || type !== 'date') {
    return fail(2, 'bad argument of $currentDate');
  }
  return () => new Date();
}

/** Whether a change is one: a value that is the same to the last bit is not written. */
export const isChange = (old: Value, made: Value): boolean =>
  made !== KEEP && !identical(old, made);
