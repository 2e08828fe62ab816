import type { Document } from 'bson';
import { MongoError } from '../errors.ts';
import type { Filter } from '../query/parts.ts';
import { positionOf } from '../query/position.ts';
import { equal } from '../values/compare.ts';
import { copy } from '../values/path.ts';
import type { Value } from '../values/types.ts';
import { KEEP, REMOVE } from './operator.ts';
import { refuseConflicts, type Step, type Update } from './parse.ts';
import { crossesArray, removeAt, setAt, valueAt } from './paths.ts';

/** What `$`, `$[]` and `$[x]` need to become places of this document. */
interface Target {
  readonly document: Document;
  readonly filter: Filter;
  readonly filters: ReadonlyMap<string, Filter>;
}

/**
 * The document after the update; the given one stays as it was.
 * `inserting` is true for the document of an upsert, where `$setOnInsert` counts.
 * @throws MongoError 2, 14, 28, 40 or 66; nothing is half done then.
 */
export function applyUpdate(
  document: Document,
  update: Update,
  { filter, inserting }: { filter: Filter; inserting: boolean },
): Document {
  const made = copy(document);
  if (update.kind === 'replacement') return keepId(document, replaced(made, update.document));
  const target = { document, filter, filters: update.filters };
  const work = update.steps
    .filter(({ onlyInserting }) => inserting || !onlyInserting)
    .map((step) => ({ step, places: expand(step.parts, target) }));
  refuseConflicts(work.flatMap(({ places }) => places));
  for (const { step, places } of work) for (const place of places) applyStep(made, step, place);
  return keepId(document, made);
}

function keepId(document: Document, made: Document): Document {
  if ('_id' in document && !equal(made['_id'], document['_id']))
    throw new MongoError(
      66,
      `Performing an update on the path '_id' would modify the immutable field '_id'`,
    );
  return made;
}

function replaced(document: Document, { _id, ...rest }: Document): Document {
  const id = (_id === undefined ? document['_id'] : _id) as Value;
  return { ...(id !== undefined && { _id: id }), ...copy(rest) };
}

function applyStep(document: Document, step: Step, place: readonly string[]): void {
  if (step.source) {
    rename(document, step.source, place);
    return;
  }
  const documentId = document['_id'] as Value;
  const result = step.change(valueAt(document, place), { path: place.join('.'), documentId });
  if (result === REMOVE) removeAt(document, place);
  else if (result !== KEEP) setAt(document, place, result);
}

function rename(document: Document, source: readonly string[], target: readonly string[]): void {
  const value = valueAt(document, source);
  if (value === undefined) return;
  for (const [path, name] of [
    [source, 'source'],
    [target, 'destination'],
  ] as const)
    if (crossesArray(document, path))
      throw new MongoError(2, `The ${name} field cannot be an array element, '${path.join('.')}'`);
  setAt(document, target, value);
  removeAt(document, source);
}

/** Places of this document for a path with `$`, `$[]` or `$[x]`. */
function expand(template: readonly string[], target: Target): string[][] {
  let places: string[][] = [[]];
  for (const part of template) {
    if (!part.startsWith('$')) places = places.map((place) => [...place, part]);
    else if (part === '$') places = places.map((place) => [...place, position(place, target)]);
    else places = places.flatMap((place) => members(place, part, target));
  }
  return places;
}

function position(place: readonly string[], { filter, document }: Target): string {
  const found = positionOf(filter, document, place.join('.'));
  if (found !== undefined) return String(found);
  throw new MongoError(2, 'The positional operator did not find the match needed from the query.');
}

function members(
  place: readonly string[],
  part: string,
  { document, filters }: Target,
): string[][] {
  const array = valueAt(document, place);
  if (!Array.isArray(array))
    throw new MongoError(
      2,
      array === undefined
        ? `The path '${place.join('.')}' must exist in the document in order to apply array updates.`
        : `Cannot apply array updates to non-array element ${place.join('.')}: ${JSON.stringify(array)}`,
    );
  const name = part.slice(2, -1);
  const filter = filters.get(name);
  return (array as Value[]).flatMap((member, i) =>
    !filter || filter.test({ [name]: member }) ? [[...place, String(i)]] : [],
  );
}
