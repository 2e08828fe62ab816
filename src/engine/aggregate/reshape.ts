import type { Document } from 'bson';
import { MongoError } from '../errors.ts';
import { compileProjection } from '../query/project.ts';
import { own, setOwn } from '../values/path.ts';
import { isDocument, isNumber, typeName, type Value } from '../values/types.ts';
import type { Expression } from './expression.ts';
import { compileExpression } from './expressions.ts';
import { isTrue } from './operators.ts';

/** Makes one document of another. */
export type Reshape = (document: Document) => Document;

const isFlag = (value: Value): boolean => isNumber(value) || typeof value === 'boolean';

/** Fields shown or hidden are a projection; the others are worked out and follow it. */
export function project(operand: Value): Reshape {
  if (!isDocument(operand)) throw new MongoError(15969, '$project specification must be an object');
  const fields = flatten(operand);
  if (fields.length === 0)
    throw new MongoError(
      51272,
      'Invalid $project :: caused by :: projection specification must have at least one field',
    );
  const worked = fields.filter(([, value]) => !isFlag(value));
  const flags = Object.fromEntries(fields.filter(([, value]) => isFlag(value)));
  const isShown = ([path, value]: [string, Value]): boolean => path !== '_id' && isTrue(value);
  if (worked.length === 0) return compileProjection(flags);
  const hidden = Object.entries(flags).find(([path, value]) => path !== '_id' && !isTrue(value));
  if (hidden)
    throw new MongoError(
      31254,
      `Invalid $project :: caused by :: Cannot do exclusion on field ${hidden[0]} in inclusion projection`,
    );
  const showsNothing = !Object.entries(flags).some(isShown) && flags['_id'] !== undefined;
  const shown =
    showsNothing && !isTrue(flags['_id']) ? () => ({}) : compileProjection({ _id: 1, ...flags });
  const paths = setter(worked.filter(([path]) => path !== '_id' || !('_id' in flags)));
  return (document) => paths(shown(document), document);
}

/** `{ a: { b: 1 } }` is `{ 'a.b': 1 }`, unless what stands there is an operator. */
function flatten(operand: Document, before = ''): [string, Value][] {
  return (Object.entries(operand) as [string, Value][]).flatMap(([name, value]) => {
    const isOperator = isDocument(value) && Object.keys(value)[0]?.startsWith('$') === true;
    return isDocument(value) && !isOperator && Object.keys(value).length > 0
      ? flatten(value, `${before}${name}.`)
      : [[before + name, value] as [string, Value]];
  });
}

export function addFields(stage: string, operand: Value): Reshape {
  if (!isDocument(operand))
    throw new MongoError(
      40272,
      `${stage} specification stage must be an object, got ${typeName(operand)}`,
    );
  const set = setter(flatten(operand));
  return (document) => set(document, document);
}

/** Sets worked-out fields on a copy; all of them see the document as it came. */
function setter(fields: readonly [string, Value][]): (made: Document, from: Document) => Document {
  const steps = fields.map(([path, value]) => ({
    parts: path.split('.'),
    expression: compileExpression(value),
  }));
  const work = ({ expression }: { expression: Expression }, root: Document): Value =>
    expression({ root });
  return (made, from) => {
    const values = steps.map((step) => work(step, from));
    return steps.reduce((document, { parts }, i) => withField(document, parts, values[i]), made);
  };
}

export function unset(operand: Value): Reshape {
  const paths: Value[] = Array.isArray(operand) ? (operand as Value[]) : [operand];
  if (paths.length === 0 || paths.some((path) => typeof path !== 'string'))
    throw new MongoError(31002, '$unset specification must be a string or an array of strings');
  return compileProjection(Object.fromEntries(paths.map((path) => [String(path), 0])));
}

export function newRoot(operand: Value): Reshape {
  const expression = compileExpression(operand);
  return (document) => {
    const made = expression({ root: document });
    if (isDocument(made)) return made;
    throw new MongoError(
      40228,
      `'newRoot' expression must evaluate to an object, but resulting value was of type: ${typeName(made)}`,
    );
  };
}

/** A copy along the path, in every document of an array on it; undefined takes the field away. */
export function withField(
  document: Document,
  [part = '', ...rest]: readonly string[],
  value: Value,
): Document {
  const made = { ...document };
  const inner = rest.length > 0 ? within(own(made, part), rest, value) : value;
  if (inner === undefined) Reflect.deleteProperty(made, part);
  else setOwn(made, part, inner);
  return made;
}

function within(at: Value, rest: readonly string[], value: Value): Value {
  if (Array.isArray(at)) return (at as Value[]).map((member) => within(member, rest, value));
  return withField(isDocument(at) ? at : {}, rest, value);
}
