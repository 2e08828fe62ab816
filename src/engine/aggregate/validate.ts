import type { Document } from 'bson';
import { MongoError, notInEngine } from '../errors.ts';
import { isDocument, isNumber, toNumber, type Value } from '../values/types.ts';

/** Stages the engine has. */
const STAGES = ['$match', '$project', '$addFields', '$set', '$unset', '$group', '$sort'].concat([
  '$limit',
  '$skip',
  '$unwind',
  '$count',
  '$replaceRoot',
  '$replaceWith',
  '$lookup',
]);

/** Stages MongoDB has besides. */
const ELSEWHERE = [
  '$bucket',
  '$bucketAuto',
  '$changeStream',
  '$collStats',
  '$currentOp',
  '$densify',
].concat(
  [
    '$documents',
    '$facet',
    '$fill',
    '$geoNear',
    '$graphLookup',
    '$indexStats',
    '$listSessions',
    '$merge',
  ],
  ['$out', '$planCacheStats', '$redact', '$sample', '$search', '$setWindowFields', '$sortByCount'],
  ['$unionWith', '$vectorSearch'],
);

export const EXPRESSIONS = [
  '$add',
  '$subtract',
  '$multiply',
  '$divide',
  '$mod',
  '$abs',
  '$ceil',
  '$floor',
].concat(
  [
    '$round',
    '$trunc',
    '$eq',
    '$ne',
    '$gt',
    '$gte',
    '$lt',
    '$lte',
    '$cmp',
    '$and',
    '$or',
    '$not',
    '$cond',
  ],
  [
    '$ifNull',
    '$concat',
    '$toString',
    '$size',
    '$arrayElemAt',
    '$in',
    '$filter',
    '$map',
    '$literal',
  ],
  ['$sum', '$avg', '$min', '$max', '$first', '$last'],
);

export const ACCUMULATORS = [
  '$sum',
  '$avg',
  '$min',
  '$max',
  '$first',
  '$last',
  '$push',
  '$addToSet',
  '$count',
];

/** Expressions MongoDB has besides, as far as an application is likely to name them. */
const EXPRESSIONS_ELSEWHERE =
  /^\$(accumulator|acos|asin|atan|cos|sin|tan|exp|ln|log|log10|pow|sqrt|allElementsTrue|anyElementTrue|arrayToObject|objectToArray|binarySize|bsonSize|bottom|bottomN|top|topN|concatArrays|convert|date.*|dayOf.*|year|month|week|hour|minute|second|millisecond|iso.*|firstN|lastN|maxN|minN|function|getField|setField|unsetField|indexOf.*|isArray|isNumber|let|ltrim|rtrim|trim|mergeObjects|meta|rand|range|reduce|regex.*|replaceAll|replaceOne|reverseArray|set.*|slice|sortArray|split|stdDev.*|str.*|substr.*|switch|toBool|toDate|toDecimal|toDouble|toInt|toLong|toObjectId|toLower|toUpper|tsIncrement|tsSecond|type|zip|median|percentile|bit.*|median)$/;

/** @throws MongoError 40323/40324/115 for what the pipeline cannot be, before anything is read. */
export function checkPipeline(pipeline: Value): Document[] {
  if (!Array.isArray(pipeline))
    throw new MongoError(14, "BSON field 'aggregate.pipeline' must be an array");
  return (pipeline as Value[]).map((stage) => {
    if (!isDocument(stage))
      throw new MongoError(14, "Each element of the 'pipeline' array must be an object");
    const names = Object.keys(stage);
    if (names.length !== 1)
      throw new MongoError(
        40323,
        'A pipeline stage specification object must contain exactly one field.',
      );
    const name = names[0] ?? '';
    if (ELSEWHERE.includes(name)) throw notInEngine(name);
    if (!STAGES.includes(name))
      throw new MongoError(40324, `Unrecognized pipeline stage name: '${name}'`);
    CHECKS[name]?.(stage[name] as Value);
    return stage;
  });
}

const CHECKS: Readonly<Record<string, (operand: Value) => void>> = {
  $project: (operand) => {
    checkFields('$project', operand);
  },
  $addFields: (operand) => {
    checkFields('$addFields', operand);
  },
  $set: (operand) => {
    checkFields('$set', operand);
  },
  $replaceRoot: (operand) => {
    if (!isDocument(operand) || !('newRoot' in operand))
      throw new MongoError(40231, 'no newRoot specified for the $replaceRoot stage');
    checkExpression(operand['newRoot'] as Value);
  },
  $replaceWith: checkExpression,
  $group: checkGroup,
  $limit: (operand) => {
    if (!isNumber(operand) || toNumber(operand) <= 0)
      throw new MongoError(15958, 'the limit must be positive');
  },
  $skip: (operand) => {
    if (!isNumber(operand) || toNumber(operand) < 0)
      throw new MongoError(
        5107200,
        'invalid argument to $skip stage: Expected a non-negative number',
      );
  },
  $count: (operand) => {
    if (typeof operand !== 'string' || operand === '')
      throw new MongoError(40156, 'the count field must be a non-empty string');
    if (operand.startsWith('$'))
      throw new MongoError(40158, 'the count field cannot be a $-prefixed path');
    if (operand.includes('.')) throw new MongoError(40160, "the count field cannot contain '.'");
  },
  $lookup: (operand) => {
    if (!isDocument(operand))
      throw new MongoError(9, 'the $lookup specification must be an Object');
    if ('pipeline' in operand || 'let' in operand) throw notInEngine('$lookup with a pipeline');
    for (const name of ['from', 'localField', 'foreignField', 'as'])
      if (typeof operand[name] !== 'string')
        throw new MongoError(9, `$lookup argument '${name}' must be a string`);
  },
};

function checkFields(stage: string, operand: Value): void {
  if (!isDocument(operand))
    throw new MongoError(
      stage === '$project' ? 15969 : 40272,
      `${stage} specification must be an object`,
    );
  if (stage === '$project' && Object.keys(operand).length === 0)
    throw new MongoError(
      51272,
      'Invalid $project :: caused by :: projection specification must have at least one field',
    );
  for (const value of Object.values(operand) as Value[]) checkExpression(value);
  if (stage === '$project') refuseMixture(operand);
}

/** Fields are taken or left out; only `_id` may be left out beside taken ones. */
function refuseMixture(operand: Document): void {
  const fields = (Object.entries(operand) as [string, Value][]).filter(([path]) => path !== '_id');
  const off = fields.find(([, value]) => value === false || value === 0);
  const on = fields.find(([, value]) => value !== false && value !== 0);
  if (off && on)
    throw new MongoError(
      31254,
      `Invalid $project :: caused by :: Cannot do exclusion on field ${off[0]} in inclusion projection`,
    );
}

function checkGroup(operand: Value): void {
  if (!isDocument(operand))
    throw new MongoError(15947, "a group's fields must be specified in an object");
  if (!('_id' in operand)) throw new MongoError(15955, 'a group specification must include an _id');
  checkExpression(operand['_id'] as Value);
  for (const [name, value] of Object.entries(operand) as [string, Value][]) {
    if (name !== '_id') checkAccumulator(name, value);
  }
}

function checkAccumulator(name: string, value: Value): void {
  const [operator = '', ...others] = isDocument(value) ? Object.keys(value) : [];
  if (!isDocument(value) || operator === '' || others.length > 0)
    throw new MongoError(40234, `The field '${name}' must be an accumulator object`);
  if (!ACCUMULATORS.includes(operator)) {
    if (EXPRESSIONS_ELSEWHERE.test(operator)) throw notInEngine(operator);
    throw new MongoError(15952, `unknown group operator '${operator}'`);
  }
  checkExpression(value[operator] as Value);
}

function checkExpression(value: Value): void {
  if (typeof value === 'string') checkVariable(value);
  else if (Array.isArray(value)) (value as Value[]).forEach(checkExpression);
  else if (isDocument(value)) checkDocument(value);
}

function checkVariable(value: string): void {
  if (
    value.startsWith('$$') &&
    /^\$\$[A-Z]/.test(value) &&
    !/^\$\$(ROOT|CURRENT|REMOVE|NOW)\b/.test(value)
  )
    throw new MongoError(17276, `Use of undefined variable: ${value.slice(2)}`);
}

function checkDocument(value: Document): void {
  const names = Object.keys(value);
  const operator = names.find((name) => name.startsWith('$'));
  if (operator !== undefined) {
    if (names.length > 1)
      throw new MongoError(15983, 'an expression specification must contain exactly one field');
    if (operator === '$literal') return;
    if (!EXPRESSIONS.includes(operator)) {
      if (EXPRESSIONS_ELSEWHERE.test(operator)) throw notInEngine(operator);
      throw new MongoError(168, `Unrecognized expression '${operator}'`);
    }
  }
  (Object.values(value) as Value[]).forEach(checkExpression);
}
