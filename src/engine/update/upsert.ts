import type { Document } from 'bson';
import { MongoError } from '../errors.ts';
import { compileFilter } from '../query/filter.ts';
import type { Node, Predicate } from '../query/parts.ts';
import { copy } from '../values/path.ts';
import type { Value } from '../values/types.ts';
import { overlaps } from './parse.ts';
import { setAt } from './paths.ts';

/**
 * The document an upsert starts from: what the filter says by equality, alone, in `$and`, or as an
 * `$in`, `$all` or `$or` of one. Never from ranges.
 */
export function upsertSeed(filter: Document): Document {
  const seed: Document = {};
  const seen: string[] = [];
  for (const [path, value] of compileFilter(filter).nodes.flatMap(equalities)) {
    if (seen.some((one) => overlaps(one, path)))
      throw new MongoError(54, `cannot infer query fields to set, path '${path}' is matched twice`);
    seen.push(path);
    setAt(seed, path.split('.'), copy(value));
  }
  return seed;
}

function equalities(node: Node): [string, Value][] {
  if (node.kind === 'field') return valuesOf(node.predicate).map((value) => [node.path, value]);
  const all = node.kind === 'all' || (node.kind === 'any' && node.nodes.length === 1);
  return all ? node.nodes.flatMap(equalities) : [];
}

function valuesOf(predicate: Predicate): Value[] {
  if (predicate.kind === 'every') return predicate.predicates.flatMap(valuesOf);
  if (predicate.kind !== 'test') return [];
  if (predicate.operator === '$eq') return [predicate.operand];
  const members = predicate.operator === '$in' ? (predicate.operand as Value[]) : [];
  return members.length === 1 ? members : [];
}
