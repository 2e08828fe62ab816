import type { Document } from 'bson';
import { someAt } from '../values/path.ts';
import { isDocument, type Value } from '../values/types.ts';
import { holds } from './filter.ts';
import type { Filter, Node } from './parts.ts';

/**
 * The element the positional `$` stands for: the first one that satisfies the filter's condition on
 * this array. An `$elemMatch` speaks before conditions on single fields; of those, the last does.
 */
export function positionOf(
  filter: Filter,
  document: Document,
  arrayPath: string,
): number | undefined {
  const array = valueAt(document, arrayPath);
  if (!Array.isArray(array)) return undefined;
  const conditions = [...fieldNodes(filter.nodes, document)].filter(
    ({ path }) => path === arrayPath || path.startsWith(`${arrayPath}.`),
  );
  const whole = conditions.filter(({ predicate }) => predicate.kind === 'elemMatch');
  for (const condition of [...whole, ...conditions.reverse()]) {
    const found = (array as Value[]).findIndex((element) =>
      satisfies(element, condition, arrayPath),
    );
    if (found >= 0) return found;
  }
  return undefined;
}

type FieldNode = Extract<Node, { kind: 'field' }>;

/** Positive conditions of the branches that hold; negations have no position. */
function* fieldNodes(nodes: readonly Node[], document: Document): Generator<FieldNode> {
  for (const node of nodes) {
    if (node.kind === 'field') yield* parts(node);
    else if (node.kind !== 'none' && holds(node, document))
      yield* fieldNodes(
        node.nodes.filter((part) => holds(part, document)),
        document,
      );
  }
}

function* parts({ predicate, ...place }: FieldNode): Generator<FieldNode> {
  if (predicate.kind === 'not') return;
  if (predicate.kind !== 'every') yield { ...place, predicate };
  else for (const inner of predicate.predicates) yield* parts({ ...place, predicate: inner });
}

function satisfies(element: Value, { path, predicate }: FieldNode, arrayPath: string): boolean {
  if (predicate.kind !== 'test' && predicate.kind !== 'elemMatch') return false;
  if (path === arrayPath) {
    return predicate.kind === 'test' ? predicate.test(element, true) : predicate.member(element);
  }
  const rest = path.slice(arrayPath.length + 1).split('.');
  return isDocument(element) && someAt(element, rest, predicate.test);
}

function valueAt(document: Document, path: string): Value {
  let found: Value;
  someAt(document, path.split('.'), (value) => {
    found = value;
    return true;
  });
  return found;
}
