import { Timestamp } from 'bson';
import { MongoError } from '../errors.ts';
import { compare } from '../values/compare.ts';
import { copy } from '../values/path.ts';
import { isDocument, isNumber, toNumber, typeName, type Value } from '../values/types.ts';
import { addToSet, checkAddToSet, checkPull, checkPush, pull, pullAll, push } from './arrays.ts';

/** What is at the path now (`undefined`: nothing), and where that is, for messages. */
export interface Place {
  readonly value: Value;
  readonly path: string;
  readonly documentId: Value;
}

/** Result of an operator that takes the field away. */
export const REMOVE = Symbol('remove');
/** Result of an operator that leaves the field as it is, absent included. */
export const KEEP = Symbol('keep');

/** The new value, or `REMOVE`, or `KEEP`. */
type Result = Value;

/** Every update operator: from the value at the path to the one that takes its place. */
export const OPERATORS = {
  $set: (_place: Place, operand: Value): Result => copy(operand),
  $setOnInsert: (_place: Place, operand: Value): Result => copy(operand),
  $unset: (): Result => REMOVE,
  $inc: increment,
  $min: ({ value }: Place, operand: Value): Result =>
    value === undefined || compare(operand, value) < 0 ? copy(operand) : KEEP,
  $max: ({ value }: Place, operand: Value): Result =>
    value === undefined || compare(operand, value) > 0 ? copy(operand) : KEEP,
  $currentDate: (_place: Place, operand: Value): Result =>
    isDocument(operand) && operand['$type'] === 'timestamp'
      ? new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 })
      : new Date(),
  $push: (place: Place, operand: Value): Result => push(arrayAt(place, '$push') ?? [], operand),
  $addToSet: (place: Place, operand: Value): Result =>
    addToSet(arrayAt(place, '$addToSet') ?? [], operand),
  $pull: (place: Place, operand: Value): Result =>
    orKeep(arrayAt(place, '$pull'), (array) => pull(array, operand)),
  $pullAll: (place: Place, operand: Value): Result =>
    orKeep(arrayAt(place, '$pullAll'), (array) => pullAll(array, operand as Value[])),
  $pop: (place: Place, operand: Value): Result =>
    orKeep(arrayAt(place, '$pop'), (array) =>
      toNumber(operand) < 0 ? array.slice(1) : array.slice(0, -1),
    ),
  $rename: (): Result => REMOVE,
  /** The target of a `$rename`; `apply` hands it the source's value. */
  $renamed: (_place: Place, operand: Value): Result => (operand === undefined ? KEEP : operand),
} as const;

export type OperatorName = keyof typeof OPERATORS;

function increment({ value, path, documentId }: Place, operand: Value): Result {
  if (value === undefined) return operand;
  if (!isNumber(value)) {
    const field = path.split('.').at(-1) ?? path;
    throw new MongoError(
      14,
      `Cannot apply $inc to a value of non-numeric type. {_id: ${JSON.stringify(documentId)}} has the field '${field}' of non-numeric type ${typeName(value)}`,
    );
  }
  return toNumber(value) + toNumber(operand);
}

function arrayAt({ value, path, documentId }: Place, operator: string): Value[] | undefined {
  if (value === undefined || Array.isArray(value)) return value as Value[] | undefined;
  if (operator === '$push' || operator === '$addToSet') {
    throw new MongoError(
      2,
      `The field '${path}' must be an array but is of type ${typeName(value)} in document {_id: ${JSON.stringify(documentId)}}`,
    );
  }
  if (operator === '$pop')
    throw new MongoError(
      14,
      `Path '${path}' contains an element of non-array type '${typeName(value)}'`,
    );
  throw new MongoError(2, `Cannot apply ${operator} to a non-array value`);
}

const orKeep = (array: Value[] | undefined, make: (array: Value[]) => Value[]): Result =>
  array ? make(array) : KEEP;

/** @throws MongoError for an operand no document could be changed with. */
export function checkOperand(operator: OperatorName, path: string, operand: Value): void {
  (CHECKS[operator] ?? storable)(operand, path);
}

const CHECKS: Partial<Record<OperatorName, (operand: Value, path: string) => void>> = {
  $unset: () => undefined,
  $inc: (operand, path) => {
    if (!isNumber(operand))
      throw new MongoError(
        14,
        `Cannot increment with non-numeric argument: {${path}: ${JSON.stringify(operand)}}`,
      );
  },
  $pop: (operand) => {
    if (!isNumber(operand) || Math.abs(toNumber(operand)) !== 1)
      throw new MongoError(9, `$pop expects 1 or -1, found: ${String(operand)}`);
  },
  $rename: (operand, path) => {
    if (typeof operand !== 'string')
      throw new MongoError(
        2,
        `The 'to' field for $rename must be a string: ${path}: ${String(operand)}`,
      );
    if (/\$/.test(`${path}${operand}`))
      throw new MongoError(2, `The source field for $rename may not be dynamic: ${path}`);
    if (operand === path)
      throw new MongoError(
        2,
        `The source and target field for $rename must differ: ${path}: "${path}"`,
      );
  },
  $currentDate: (operand) => {
    const type = isDocument(operand) ? (operand['$type'] as Value) : undefined;
    if (typeof operand !== 'boolean' && type !== 'date' && type !== 'timestamp')
      throw new MongoError(
        2,
        `The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}`,
      );
  },
  $push: (operand) => {
    checkPush(operand);
  },
  $addToSet: (operand) => {
    checkAddToSet(operand);
  },
  $pull: (operand) => {
    checkPull(operand);
  },
  $pullAll: (operand) => {
    if (!Array.isArray(operand))
      throw new MongoError(
        2,
        '$pullAll requires an array argument but was given a ' + typeName(operand),
      );
  },
};

/** Operators inside a value to be stored were meant for something else. */
function storable(operand: Value, path: string): void {
  if (!isDocument(operand)) return;
  for (const [name, value] of Object.entries(operand)) {
    if (name.startsWith('$') && !['$ref', '$id', '$db'].includes(name)) {
      throw new MongoError(
        52,
        `The dollar ($) prefixed field '${name}' in '${path}.${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
      );
    }
    storable(value as Value, `${path}.${name}`);
  }
}
