import { isTruthy, parseExpression } from './expressions.ts';
import { fieldPath } from './paths.ts';
import { flat, parseProjection } from './project.ts';
import { parseFilter } from './query.ts';
import { sortDocs, type SortSpec } from './sort.ts';
import {
  compare,
  copy,
  equal,
  isArray,
  isDoc,
  ModelError,
  textOfEqual,
  type Doc,
  type Value,
} from './values.ts';

type Stage = (docs: Doc[]) => Doc[];
/** Gives the documents of another collection. */
export type Other = (collection: string) => Doc[];

const fail = (code: number, message: string): never => {
  throw new ModelError(code, message);
};

/** reference/operator/aggregation-pipeline: reads every stage before the first document. */
export function aggregate(docs: Doc[], pipeline: Doc[], other: Other): Doc[] {
  const stages = pipeline.map((stage) => parseStage(stage, other));
  return stages.reduce((rows, stage) => stage(rows), docs);
}

function parseStage(stage: Doc, other: Other): Stage {
  const [name = '', ...more] = Object.keys(stage);
  if (name === '' || more.length > 0) return fail(40323, 'A pipeline stage has exactly one field');
  const parse = STAGES[name] ?? fail(40324, `Unrecognized pipeline stage name: '${name}'`);
  return parse(stage[name], other);
}

const STAGES: Record<string, (operand: Value, other: Other) => Stage> = {
  $match(operand) {
    const condition = parseFilter(operand as Doc);
    return (docs) => docs.filter((doc) => condition(doc));
  },
  $sort(operand) {
    if (Object.keys(operand as Doc).length === 0) return fail(15976, '$sort needs a key');
    return (docs) => sortDocs(docs, operand as SortSpec);
  },
  $limit: (operand) =>
    Number(operand) > 0 ? (docs) => docs.slice(0, Number(operand)) : fail(15958, 'limit'),
  $skip: (operand) => (docs) => docs.slice(Number(operand)),
  $count: (operand) => (docs) => (docs.length === 0 ? [] : [{ [String(operand)]: docs.length }]),
  $project: (operand) => each(parseProject(operand as Doc)),
  $addFields: (operand) => each(parseAddFields(operand as Doc)),
  $set: (operand) => each(parseAddFields(operand as Doc)),
  $unset(operand) {
    const paths = isArray(operand) ? operand : [operand];
    return each(parseProjection(Object.fromEntries(paths.map((path) => [String(path), 0]))));
  },
  $replaceRoot: (operand) => each(parseNewRoot((operand as Doc)['newRoot'])),
  $replaceWith: (operand) => each(parseNewRoot(operand)),
  $unwind: parseUnwind,
  $group: parseGroup,
  $lookup: parseLookup,
};

const each =
  (change: (doc: Doc) => Doc): Stage =>
  (docs) =>
    docs.map((doc) => change(doc));

/** reference/operator/aggregation/project: shown, hidden, or worked out. */
function parseProject(given: Doc): (doc: Doc) => Doc {
  const spec = Object.fromEntries(flat(given));
  if (Object.keys(spec).length === 0) return fail(51272, '$project needs a field');
  const plain = Object.entries(spec).filter(([, one]) =>
    ['number', 'boolean'].includes(typeof one),
  );
  const worked = Object.entries(spec).filter(([name]) => !plain.some(([other]) => other === name));
  const shows = plain.some(([name, one]) => name !== '_id' && isTruthy(one)) || worked.length > 0;
  const base = shows && !('_id' in spec) ? [['_id', 1] as [string, Value], ...plain] : plain;
  const rest = base.every(([name, one]) => name === '_id' && !isTruthy(one)) && shows;
  const project = rest ? () => ({}) : parseProjection(Object.fromEntries(base));
  const add = parseAddFields(Object.fromEntries(worked));
  return (doc) => add(project(doc), doc);
}

/** reference/operator/aggregation/addFields: at a path, in every document of an array too. */
function parseAddFields(spec: Doc): (doc: Doc, root?: Doc) => Doc {
  const fields = flat(spec).map(([path, given]) => ({
    parts: path.split('.'),
    expression: parseExpression(given),
  }));
  return (doc, root = doc) => {
    const values = fields.map(({ expression }) => expression({ ROOT: root }));
    return fields.reduce<Doc>((made, { parts }, i) => put(made, parts, values[i]), { ...doc });
  };
}

function put(doc: Doc, parts: string[], value: Value): Doc {
  const [part = '', ...rest] = parts;
  const made = { ...doc };
  const inner = rest.length === 0 ? value : putInto(made[part], rest, value);
  if (inner === undefined) Reflect.deleteProperty(made, part);
  else made[part] = copy(inner);
  return made;
}

function putInto(here: Value, rest: string[], value: Value): Value {
  if (isArray(here)) return here.map((one) => putInto(one, rest, value));
  return put(isDoc(here) ? here : {}, rest, value);
}

function parseNewRoot(given: Value): (doc: Doc) => Doc {
  const expression = parseExpression(given);
  return (doc) => {
    const made = expression({ ROOT: doc });
    return isDoc(made) ? made : fail(40228, 'newRoot must be an object');
  };
}

/** reference/operator/aggregation/unwind. */
function parseUnwind(operand: Value): Stage {
  const spec = typeof operand === 'string' ? { path: operand } : (operand as Doc);
  const { path, preserveNullAndEmptyArrays: keep = false, includeArrayIndex: index } = spec;
  if (typeof path !== 'string' || !path.startsWith('$')) return fail(28818, 'path needs a $');
  const parts = path.slice(1).split('.');
  return (docs) =>
    docs.flatMap((doc) =>
      unwindOne(doc, { parts, keep: isTruthy(keep), index: index as string | undefined }),
    );
}

function unwindOne(
  doc: Doc,
  by: { parts: string[]; keep: boolean; index: string | undefined },
): Doc[] {
  const value = atPlainPath(doc, by.parts);
  const numbered = (made: Doc, i: number | null): Doc =>
    by.index === undefined ? made : put(made, by.index.split('.'), i);
  if (isArray(value) && value.length > 0) {
    return value.map((one, i) => numbered(put(doc, by.parts, one), i));
  }
  if (!isArray(value) && value !== undefined && value !== null) return [numbered(doc, null)];
  const without = isArray(value) ? put(doc, by.parts, undefined) : doc;
  return by.keep ? [numbered(without, null)] : [];
}

const atPlainPath = (doc: Doc, parts: string[]): Value =>
  parts.reduce<Value>((here, part) => (isDoc(here) ? here[part] : undefined), doc);

type Accumulate = (values: Value[]) => Value;
const numbersIn = (values: Value[]): number[] => values.filter((one) => typeof one === 'number');
const total = (values: Value[]): number => numbersIn(values).reduce((a, b) => a + b, 0);
const best = (values: Value[], way: number): Value =>
  values
    .filter((one) => one !== undefined && one !== null)
    .reduce<Value>((a, b) => (a === undefined || way * compare(b, a) > 0 ? b : a), undefined) ??
  null;

/** reference/operator/aggregation/group, "Accumulator Operator". */
const ACCUMULATORS: Record<string, Accumulate> = {
  $sum: total,
  $avg: (values) =>
    numbersIn(values).length === 0 ? null : total(values) / numbersIn(values).length,
  $min: (values) => best(values, -1),
  $max: (values) => best(values, 1),
  $first: (values) => values[0] ?? null,
  $last: (values) => values.at(-1) ?? null,
  $push: (values) => values.filter((one) => one !== undefined),
  $addToSet: (values) =>
    values.filter(
      (one, i) =>
        one !== undefined &&
        values.findIndex((other) => other !== undefined && equal(other, one)) === i,
    ),
  $count: (values) => values.length,
};

function parseGroup(operand: Value): Stage {
  const { _id, ...fields } = operand as Doc;
  if (!('_id' in (operand as Doc))) return fail(15955, 'a group specification must include an _id');
  const key = parseExpression(_id);
  const columns = Object.entries(fields).map(([name, given]) => parseColumn(name, given));
  return (docs) => {
    const groups = new Map<string, { _id: Value; docs: Doc[] }>();
    for (const doc of docs) {
      const id = key({ ROOT: doc }) ?? null;
      const group = groups.get(textOfEqual(id)) ?? { _id: id, docs: [] };
      group.docs.push(doc);
      groups.set(textOfEqual(id), group);
    }
    return [...groups.values()].map((group) =>
      columns.reduce<Doc>((made, { name, of }) => ({ ...made, [name]: of(group.docs) }), {
        _id: group._id,
      }),
    );
  };
}

function parseColumn(name: string, given: Value): { name: string; of: (docs: Doc[]) => Value } {
  if (!isDoc(given)) return fail(40234, `The field '${name}' must be an accumulator object`);
  if (name.includes('.')) return fail(40235, `The field name '${name}' cannot contain '.'`);
  const [operator = '', ...more] = Object.keys(given);
  if (more.length > 0) return fail(40238, `The field '${name}' must specify one accumulator`);
  const accumulate = ACCUMULATORS[operator] ?? fail(15952, `unknown group operator '${operator}'`);
  const expression = parseExpression(given[operator]);
  return { name, of: (docs) => accumulate(docs.map((doc) => expression({ ROOT: doc }))) };
}

/** reference/operator/aggregation/lookup, "Equality Match with a Single Join Condition". */
function parseLookup(operand: Value, other: Other): Stage {
  const { from, localField, foreignField, as } = operand as Record<string, string>;
  const parts = String(localField).split('.');
  return (docs) =>
    docs.map((doc) => {
      const local = fieldPath(doc, parts);
      const wanted = isArray(local) ? local : [local ?? null];
      const condition = parseFilter({ [String(foreignField)]: { $in: wanted } });
      const found = other(String(from)).filter((one) => condition(one));
      return put(doc, String(as).split('.'), found);
    });
}
