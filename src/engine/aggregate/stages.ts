import { BSON, type Document } from 'bson';
import { MongoError } from '../errors.ts';
import { compileFilter } from '../query/filter.ts';
import { createSorter, parseSort } from '../query/sort.ts';
import { copy, own, setOwn, someAt } from '../values/path.ts';
import { isDocument, toNumber, type Value } from '../values/types.ts';
import { reshape } from './expressions.ts';
import { group } from './group.ts';

/** Finds documents of another collection, with its indexes. */
export type Lookup = (collection: string, filter: Document) => Document[];

/** Runs one checked stage over all documents. */
export function runStage(documents: Document[], stage: Document, lookup: Lookup): Document[] {
  const [[name, operand] = ['', null]] = Object.entries(stage) as [string, Value][];
  const run = RUN[name];
  return run ? run(documents, operand, lookup) : reshape(documents, stage);
}

type Run = (documents: Document[], operand: Value, lookup: Lookup) => Document[];

const RUN: Readonly<Record<string, Run>> = {
  $match: (documents, operand) => {
    const filter = compileFilter(asDocument('$match', operand));
    return documents.filter((document) => filter.test(document));
  },
  $sort: (documents, operand) => {
    const sorter = createSorter<Document>(parseSort(asDocument('$sort', operand)));
    for (const document of documents)
      sorter.add(document, document, BSON.calculateObjectSize(document));
    return sorter.sorted();
  },
  $limit: (documents, operand) => documents.slice(0, toNumber(operand)),
  $skip: (documents, operand) => documents.slice(toNumber(operand)),
  $count: (documents, operand) =>
    documents.length === 0 ? [] : [{ [String(operand)]: documents.length }],
  $group: (documents, operand) => group(documents, operand as Document),
  $unwind: (documents, operand) => unwind(documents, operand),
  $lookup: (documents, operand, lookup) => join(documents, operand as Document, lookup),
};

function asDocument(stage: string, operand: Value): Document {
  if (!isDocument(operand))
    throw new MongoError(15959, `the ${stage} filter must be an expression in an object`);
  return operand;
}

interface Unwind {
  readonly path: string[];
  readonly index: string | undefined;
  readonly keepsEmpty: boolean;
}

function readUnwind(operand: Value): Unwind {
  const given: Document = isDocument(operand) ? operand : { path: operand };
  const path = given['path'] as Value;
  if (typeof path !== 'string')
    throw new MongoError(28808, 'expected a string as the path for $unwind stage');
  if (!path.startsWith('$'))
    throw new MongoError(
      28818,
      `path option to $unwind stage should be prefixed with a '$': ${path}`,
    );
  const index = given['includeArrayIndex'] as Value;
  return {
    path: path.slice(1).split('.'),
    index: typeof index === 'string' ? index : undefined,
    keepsEmpty: given['preserveNullAndEmptyArrays'] === true,
  };
}

function unwind(documents: readonly Document[], operand: Value): Document[] {
  const { path, index, keepsEmpty } = readUnwind(operand);
  return documents.flatMap((document) => {
    const value = path.reduce<Value>(
      (at, part) => (isDocument(at) ? own(at, part) : undefined),
      document,
    );
    const elements = Array.isArray(value)
      ? (value as Value[])
      : value === undefined || value === null
        ? []
        : undefined;
    const numbered = (made: Document, i: number | null): Document =>
      index === undefined ? made : { ...made, [index]: i };
    if (!elements) return [numbered(document, null)];
    if (elements.length > 0)
      return elements.map((element, i) => numbered(replacedAt(document, path, element), i));
    if (!keepsEmpty) return [];
    return [
      numbered(Array.isArray(value) ? replacedAt(document, path, undefined) : document, null),
    ];
  });
}

/** A copy along the path only. */
function replacedAt(
  document: Document,
  [part = '', ...rest]: readonly string[],
  value: Value,
): Document {
  const made = { ...document };
  const inner = own(made, part);
  if (rest.length > 0)
    setOwn(made, part, isDocument(inner) ? replacedAt(inner, rest, value) : inner);
  else if (value === undefined) Reflect.deleteProperty(made, part);
  else setOwn(made, part, copy(value));
  return made;
}

/** Equality join; a missing local field meets null and missing, an array meets each of its members. */
function join(documents: readonly Document[], operand: Document, lookup: Lookup): Document[] {
  const { from, localField, foreignField, as } = operand as Record<string, string>;
  return documents.map((document) => {
    const values: Value[] = [];
    someAt(document, (localField ?? '').split('.'), (value) => {
      values.push(...(Array.isArray(value) ? (value as Value[]) : [value ?? null]));
      return false;
    });
    const found = lookup(from ?? '', { [foreignField ?? '']: { $in: values } });
    return withField(document, (as ?? '').split('.'), found);
  });
}

function withField(
  document: Document,
  [part = '', ...rest]: readonly string[],
  value: Value,
): Document {
  const made = { ...document };
  const inner = own(made, part);
  setOwn(
    made,
    part,
    rest.length > 0 ? withField(isDocument(inner) ? inner : {}, rest, value) : value,
  );
  return made;
}
