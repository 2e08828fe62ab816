import { memberTest, type Holds } from './query.ts';
import { isArray, isDoc, ModelError, type Doc, type Value } from './values.ts';

/** A projection as a tree: per field what to do with it, or with what is in it. */
type Tree = { [name: string]: Leaf | Tree };
type Leaf = boolean | ((value: Value, by: Holds) => Value);

const fail = (code: number, message: string): never => {
  throw new ModelError(code, message);
};

/** tutorial/project-fields-from-query-results, reference/operator/projection. */
export function parseProjection(spec: Doc): (doc: Doc, by?: Holds) => Doc {
  const entries = flat(spec);
  if (entries.length === 0) return (doc) => doc;
  const including = kindOf(entries);
  const tree: Tree = {};
  for (const [path, operand] of entries) plant(tree, path, leafOf(operand, path));
  if (including && !('_id' in tree)) tree['_id'] = true;
  return (doc, by) => (including ? include(doc, tree, by) : exclude(doc, tree, by));
}

/** Documents in a projection are paths written out, unless they are operators. */
export function flat(spec: Doc, before = ''): [string, Value][] {
  return Object.entries(spec).flatMap(([name, operand]): [string, Value][] =>
    isDoc(operand) && !Object.keys(operand)[0]?.startsWith('$')
      ? flat(operand, `${before}${name}.`)
      : [[before + name, operand]],
  );
}

const isYes = (operand: Value): boolean => operand !== 0 && operand !== false;
const isSlice = (operand: Value): boolean => isDoc(operand) && '$slice' in operand;

/** The first field that is not `_id` says whether fields are shown or hidden; all others agree. */
function kindOf(entries: [string, Value][]): boolean {
  const telling = entries.filter(([path, operand]) => path !== '_id' && !isSlice(operand));
  const kinds = telling.map(([, operand]) => isYes(operand));
  const [
    first = entries.some(
      ([path, operand]) => path === '_id' && isYes(operand) && !isSlice(operand),
    ),
  ] = kinds;
  const other = kinds.find((one) => one !== first);
  if (other !== undefined) fail(first ? 31254 : 31253, 'a projection shows or hides, not both');
  return first;
}

function leafOf(operand: Value, path: string): Leaf {
  if (path.endsWith('.$') && isYes(operand)) return positional;
  if (!isDoc(operand)) return isYes(operand);
  if ('$slice' in operand) return sliceLeaf(operand['$slice']);
  const test = memberTest(operand['$elemMatch']);
  return (value) => {
    const found = isArray(value) ? value.find(test) : undefined;
    return found === undefined ? undefined : [found];
  };
}

/** reference/operator/projection/positional: the first member that met the filter. */
function positional(value: Value, by: Holds): Value {
  if (!isArray(value)) return value;
  if (by?.at === undefined || by.at >= value.length) return fail(51246, 'no position found');
  return [value[by.at]];
}

/** reference/operator/projection/slice: the first, the last, or some after a few. */
function sliceLeaf(operand: Value): Leaf {
  if (typeof operand === 'number') {
    return (value) => {
      if (!isArray(value)) return value;
      return operand >= 0
        ? value.slice(0, operand)
        : value.slice(Math.max(0, value.length + operand));
    };
  }
  const [skip, limit] = isArray(operand) ? operand : [];
  if (typeof skip !== 'number' || typeof limit !== 'number' || limit <= 0) {
    return fail(28724, 'bad $slice');
  }
  return (value) => {
    if (!isArray(value)) return value;
    const start = skip >= 0 ? skip : Math.max(0, value.length + skip);
    return value.slice(start, start + limit);
  };
}

/** A path and one within it in one projection: 31249, or 31250 the other way round. */
function plant(tree: Tree, path: string, leaf: Leaf): void {
  const parts = path.replace(/\.\$$/, '').split('.');
  let here = tree;
  for (const [i, part] of parts.entries()) {
    const there = here[part];
    const isLast = i === parts.length - 1;
    if (there !== undefined && isLast) fail(31250, `Path collision at ${path}`);
    if (there !== undefined && typeof there !== 'object') fail(31249, `Path collision at ${path}`);
    if (isLast) here[part] = leaf;
    else here = (here[part] ??= {}) as Tree;
  }
}

function include(value: Value, tree: Tree, by: Holds): Doc {
  const made: Doc = {};
  for (const [name, inner] of Object.entries(value as Doc)) {
    const kept = includeOne(inner, tree[name], by);
    if (kept !== undefined) made[name] = kept;
  }
  return made;
}

function includeOne(value: Value, rule: Leaf | Tree | undefined, by: Holds): Value {
  if (rule === undefined || rule === false) return undefined;
  if (rule === true) return value;
  if (typeof rule === 'function') return rule(value, by);
  if (isDoc(value)) return include(value, rule, by);
  if (!isArray(value)) return undefined;
  return value
    .map((one) => (isDoc(one) || isArray(one) ? includeOne(one, rule, by) : undefined))
    .filter((one) => one !== undefined);
}

function exclude(value: Doc, tree: Tree, by: Holds): Doc {
  const made: Doc = {};
  for (const [name, inner] of Object.entries(value)) {
    const kept = excludeOne(inner, tree[name], by);
    if (kept !== undefined) made[name] = kept;
  }
  return made;
}

function excludeOne(value: Value, rule: Leaf | Tree | undefined, by: Holds): Value {
  if (rule === false) return undefined;
  if (rule === undefined || rule === true) return value;
  if (typeof rule === 'function') return rule(value, by);
  if (isDoc(value)) return exclude(value, rule, by);
  return isArray(value) ? value.map((one) => excludeOne(one, rule, by)) : value;
}
