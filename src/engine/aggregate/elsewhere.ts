import { MongoError, notInEngine } from '../errors.ts';

const words = (text: string): ReadonlySet<string> =>
  new Set(text.split(' ').map((word) => `$${word}`));

/** Stages MongoDB has besides. */
const STAGES = words(
  'bucket bucketAuto changeStream collStats currentOp densify documents facet fill geoNear ' +
    'graphLookup indexStats listSessions merge out planCacheStats redact sample search ' +
    'setWindowFields sortByCount unionWith vectorSearch',
);

/** Expressions and accumulators MongoDB has besides, as far as one is likely to name them. */
const EXPRESSIONS =
  /^\$(accumulator|a?(cos|sin|tan)h?|atan2|exp|ln|log|log10|pow|sqrt|round|trunc|allElementsTrue|anyElementTrue|arrayToObject|objectToArray|binarySize|bsonSize|bottom|bottomN|top|topN|concatArrays|convert|date.*|dayOf.*|year|month|week|hour|minute|second|millisecond|iso.*|firstN|lastN|maxN|minN|function|getField|setField|unsetField|indexOf.*|isArray|isNumber|let|ltrim|rtrim|trim|mergeObjects|meta|rand|range|reduce|regex.*|replaceAll|replaceOne|reverseArray|set.*|slice|sortArray|split|stdDev.*|str.*|substr.*|switch|sum|avg|min|max|first|last|to[A-Z].*|tsIncrement|tsSecond|type|zip|median|percentile|bit.*)$/;

export const unknownStage = (name: string): MongoError =>
  STAGES.has(name)
    ? notInEngine(name)
    : new MongoError(40324, `Unrecognized pipeline stage name: '${name}'`);

export const unknownExpression = (name: string): MongoError =>
  EXPRESSIONS.test(name)
    ? notInEngine(name)
    : new MongoError(168, `Unrecognized expression '${name}'`);

export const unknownAccumulator = (name: string): MongoError =>
  EXPRESSIONS.test(name)
    ? notInEngine(name)
    : new MongoError(15952, `unknown group operator '${name}'`);
