import type { Document } from 'bson';
import { MongoError, notInEngine } from '../errors.ts';
import { isDocument, type Value } from '../values/types.ts';
import { someAt } from '../values/path.ts';
import type { Filter, Node, Predicate } from './parts.ts';
import { parsePredicates } from './predicates.ts';

/** Refused by name rather than as unknown: MongoDB has them. */
const ELSEWHERE = ['$where', '$expr', '$text', '$jsonSchema'];
const GROUPS = { $and: 'all', $or: 'any', $nor: 'none' } as const;

/** @throws MongoError 2 for what MongoDB refuses too, 115 for what only this engine refuses. */
export function compileFilter(filter: Document): Filter {
  const nodes = parseFilter(filter);
  return { nodes, test: (document) => nodes.every((node) => holds(node, document)) };
}

function parseFilter(filter: Document): Node[] {
  return Object.entries(filter).flatMap(([name, operand]) => {
    if (name.startsWith('$')) return parseTopLevel(name, operand as Value);
    return parsePredicates(operand as Value, compileFilter).map((predicate): Node => {
      return { kind: 'field', path: name, parts: name.split('.'), predicate };
    });
  });
}

function parseTopLevel(name: string, operand: Value): Node[] {
  if (name === '$comment') return [];
  if (ELSEWHERE.includes(name)) throw notInEngine(name);
  const kind = name in GROUPS ? GROUPS[name as keyof typeof GROUPS] : undefined;
  if (!kind) {
    throw new MongoError(
      2,
      `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
    );
  }
  if (!Array.isArray(operand)) throw new MongoError(2, `${name} must be an array`);
  if (operand.length === 0) throw new MongoError(2, '$and/$or/$nor must be a nonempty array');
  const branches = (operand as Value[]).map((branch): Node => {
    if (!isDocument(branch))
      throw new MongoError(2, '$or/$and/$nor entries need to be full objects');
    return { kind: 'all', nodes: parseFilter(branch) };
  });
  return [{ kind, nodes: branches }];
}

/** Whether a document satisfies one part. */
export function holds(node: Node, document: Document): boolean {
  switch (node.kind) {
    case 'all':
      return node.nodes.every((part) => holds(part, document));
    case 'any':
      return node.nodes.some((part) => holds(part, document));
    case 'none':
      return !node.nodes.some((part) => holds(part, document));
    case 'field':
      return holdsAt(document, node.parts, node.predicate);
  }
}

/** Negations ask whether *no* value at the path satisfies what they negate. */
function holdsAt(document: Document, parts: readonly string[], predicate: Predicate): boolean {
  if (predicate.kind === 'test' || predicate.kind === 'elemMatch')
    return someAt(document, parts, predicate.test);
  const all = predicate.predicates.every((inner) => holdsAt(document, parts, inner));
  return predicate.kind === 'not' ? !all : all;
}
