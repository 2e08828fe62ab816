import { Timestamp } from 'bson';
import { MongoError } from '../errors.ts';
import { compare } from '../values/compare.ts';
import { copy } from '../values/path.ts';
import { isDocument, isNumber, toNumber, typeName, type Value } from '../values/types.ts';
import { ARRAY_OPERATORS } from './arrays.ts';
import { KEEP, REMOVE, type Operator, type Place } from './operator.ts';

const set: Operator = (operand, path) => {
  checkStorable(operand, path);
  return () => copy(operand);
};

/** Every update operator, one row each; those of arrays stand in `arrays.ts`. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  $set: set,
  $setOnInsert: set,
  $unset: () => () => REMOVE,
  $inc: (operand, path) => {
    if (!isNumber(operand))
      throw new MongoError(
        14,
        `Cannot increment with non-numeric argument: {${path}: ${JSON.stringify(operand)}}`,
      );
    return (value, place) =>
      value === undefined ? operand : numberAt(value, place) + toNumber(operand);
  },
  $min: (operand, path) => {
    checkStorable(operand, path);
    return (value) => (value === undefined || compare(operand, value) < 0 ? copy(operand) : KEEP);
  },
  $max: (operand, path) => {
    checkStorable(operand, path);
    return (value) => (value === undefined || compare(operand, value) > 0 ? copy(operand) : KEEP);
  },
  $currentDate: (operand) => {
    const type = isDocument(operand) ? (operand['$type'] as Value) : 'date';
    const isKnown = type === 'date' || type === 'timestamp';
    if (!isKnown || !(typeof operand === 'boolean' || isDocument(operand)))
      throw new MongoError(
        2,
        `The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}`,
      );
    return () =>
      type === 'date' ? new Date() : new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 });
  },
  ...ARRAY_OPERATORS,
};

function numberAt(value: Value, { path, documentId }: Place): number {
  if (isNumber(value)) return toNumber(value);
  const field = path.split('.').at(-1) ?? path;
  throw new MongoError(
    14,
    `Cannot apply $inc to a value of non-numeric type. {_id: ${JSON.stringify(documentId)}} has the field '${field}' of non-numeric type ${typeName(value)}`,
  );
}

/** Operators inside a value to be stored were meant for something else. */
function checkStorable(operand: Value, path: string): void {
  if (!isDocument(operand)) return;
  for (const [name, value] of Object.entries(operand)) {
    if (name.startsWith('$') && !['$ref', '$id', '$db'].includes(name))
      throw new MongoError(
        52,
        `The dollar ($) prefixed field '${name}' in '${path}.${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
      );
    checkStorable(value as Value, `${path}.${name}`);
  }
}
