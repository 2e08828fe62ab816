import { BSON, type Document } from 'bson';
import { MongoError, notInEngine } from '../errors.ts';
import { compileFilter } from '../query/filter.ts';
import { createSorter, parseSort } from '../query/sort.ts';
import { own } from '../values/path.ts';
import { isDocument, isNumber, toNumber, type Value } from '../values/types.ts';
import { unknownStage } from './elsewhere.ts';
import { compileExpression } from './expressions.ts';
import { compileGroup } from './group.ts';
import { addFields, newRoot, project, unset, withField, type Reshape } from './reshape.ts';

/** Finds documents of another collection, with its indexes. */
type Lookup = (collection: string, filter: Document) => Document[];

/** A stage checked and ready. */
export interface Stage {
  readonly name: string;
  readonly operand: Value;
  run(documents: Document[], lookup: Lookup): Document[];
}

/** @throws MongoError 40323/40324/115 for what a pipeline cannot be, before anything is read. */
export function compilePipeline(pipeline: Value): Stage[] {
  if (!Array.isArray(pipeline))
    throw new MongoError(14, "BSON field 'aggregate.pipeline' must be an array");
  return (pipeline as Value[]).map((stage) => {
    if (!isDocument(stage))
      throw new MongoError(14, "Each element of the 'pipeline' array must be an object");
    const [[name, operand] = ['', null], ...more] = Object.entries(stage) as [string, Value][];
    if (name === '' || more.length > 0)
      throw new MongoError(
        40323,
        'A pipeline stage specification object must contain exactly one field.',
      );
    const compile = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined;
    if (!compile) throw unknownStage(name);
    return { name, operand, run: compile(operand) };
  });
}

const each =
  (reshape: Reshape): Stage['run'] =>
  (documents) =>
    documents.map(reshape);

/** Every stage, one row each. */
const STAGES: Readonly<Record<string, (operand: Value) => Stage['run']>> = {
  $match: (operand) => {
    const filter = compileFilter(asDocument('$match', operand));
    return (documents) => documents.filter((document) => filter.test(document));
  },
  $sort: compileSort,
  $limit: (operand) => {
    if (!isNumber(operand) || toNumber(operand) <= 0)
      throw new MongoError(15958, 'the limit must be positive');
    return (documents) => documents.slice(0, toNumber(operand));
  },
  $skip: (operand) => {
    if (!isNumber(operand) || toNumber(operand) < 0)
      throw new MongoError(
        5107200,
        'invalid argument to $skip stage: Expected a non-negative number',
      );
    return (documents) => documents.slice(toNumber(operand));
  },
  $project: (operand) => each(project(operand)),
  $addFields: (operand) => each(addFields('$addFields', operand)),
  $set: (operand) => each(addFields('$set', operand)),
  $unset: (operand) => each(unset(operand)),
  $replaceRoot: (operand) => {
    if (!isDocument(operand) || !('newRoot' in operand))
      throw new MongoError(40231, 'no newRoot specified for the $replaceRoot stage');
    return each(newRoot(operand['newRoot'] as Value));
  },
  $replaceWith: (operand) => each(newRoot(operand)),
  $count: compileCount,
  $group: compileGroup,
  $unwind: compileUnwind,
  $lookup: compileLookup,
};

function asDocument(stage: string, operand: Value): Document {
  if (!isDocument(operand))
    throw new MongoError(15959, `the ${stage} specification must be an object`);
  return operand;
}

function compileSort(operand: Value): Stage['run'] {
  const fields = parseSort(asDocument('$sort', operand));
  if (fields.length === 0)
    throw new MongoError(15976, '$sort stage must have at least one sort key');
  return (documents) => {
    const sorter = createSorter<Document>(fields);
    for (const document of documents)
      sorter.add(document, document, BSON.calculateObjectSize(document));
    return sorter.sorted();
  };
}

function compileCount(operand: Value): Stage['run'] {
  if (typeof operand !== 'string' || operand === '')
    throw new MongoError(40156, 'the count field must be a non-empty string');
  if (operand.startsWith('$'))
    throw new MongoError(40158, 'the count field cannot be a $-prefixed path');
  if (operand.includes('.')) throw new MongoError(40160, "the count field cannot contain '.'");
  return (documents) => (documents.length === 0 ? [] : [{ [operand]: documents.length }]);
}

function compileUnwind(operand: Value): Stage['run'] {
  const given: Document = isDocument(operand) ? operand : { path: operand };
  const { path, includeArrayIndex, preserveNullAndEmptyArrays } = given as Record<string, Value>;
  if (typeof path !== 'string')
    throw new MongoError(28808, 'expected a string as the path for $unwind stage');
  if (!path.startsWith('$'))
    throw new MongoError(
      28818,
      `path option to $unwind stage should be prefixed with a '$': ${path}`,
    );
  const parts = path.slice(1).split('.');
  const index = typeof includeArrayIndex === 'string' ? includeArrayIndex.split('.') : undefined;
  const numbered = (made: Document, i: number | null): Document =>
    index ? withField(made, index, i) : made;
  return (documents) =>
    documents.flatMap((document) => {
      const value = parts.reduce<Value>(
        (at, part) => (isDocument(at) ? own(at, part) : undefined),
        document,
      );
      const isNothing = value === undefined || value === null;
      if (!Array.isArray(value) && !isNothing) return [numbered(document, null)];
      const members = Array.isArray(value) ? (value as Value[]) : [];
      if (members.length > 0)
        return members.map((member, i) => numbered(withField(document, parts, member), i));
      if (preserveNullAndEmptyArrays !== true) return [];
      return [numbered(isNothing ? document : withField(document, parts, undefined), null)];
    });
}

/** Equality join; a missing local field meets null and missing, an array meets each of its members. */
function compileLookup(operand: Value): Stage['run'] {
  if (!isDocument(operand)) throw new MongoError(9, 'the $lookup specification must be an Object');
  if ('pipeline' in operand || 'let' in operand) throw notInEngine('$lookup with a pipeline');
  const [from = '', localField = '', foreignField = '', as = ''] = [
    'from',
    'localField',
    'foreignField',
    'as',
  ].map((name) => {
    if (typeof operand[name] === 'string') return operand[name];
    throw new MongoError(9, `$lookup argument '${name}' must be a string`);
  });
  const local = compileExpression(`$${localField}`);
  return (documents, lookup) =>
    documents.map((root) => {
      const found = local({ root });
      const values = Array.isArray(found) ? (found as Value[]) : [found ?? null];
      return withField(root, as.split('.'), lookup(from, { [foreignField]: { $in: values } }));
    });
}
