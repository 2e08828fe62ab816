import { matches, type Holds } from './query.ts';
import { isArray, isDoc, ModelError, type Doc, type Value } from './values.ts';

export type Path = (string | number)[];
export type Filters = Record<string, Doc>;

const isIndex = (part: string | number): boolean => /^(0|[1-9]\d*)$/.test(String(part));

/** What stands at a path, or nothing; in an array only a number leads on. */
export function valueAt(root: Value, path: Path): Value {
  let here = root;
  for (const part of path) {
    if (isArray(here)) here = isIndex(part) ? here[Number(part)] : undefined;
    else here = isDoc(here) && Object.hasOwn(here, String(part)) ? here[String(part)] : undefined;
  }
  return here;
}

/** Whether a place can be given a value: the way leads through documents and arrays only. */
function step(here: Value, part: string | number, path: Path): Doc | Value[] {
  if (isDoc(here)) return here;
  if (isArray(here) && isIndex(part)) return here;
  throw new ModelError(28, `Cannot create field '${part}' in element on ${path.join('.')}`);
}

/** reference/operator/update/set: makes what lacks on the way; a far index pads with null. */
export function setAt(root: Doc, path: Path, value: Value): void {
  let here: Doc | Value[] = root;
  for (const [i, part] of path.entries()) {
    const place: Doc | Value[] = step(here, part, path);
    const inner = i === path.length - 1 ? value : (valueAt(place, [part]) ?? null);
    const made: Value = i < path.length - 1 && !has(place, part) ? {} : inner;
    put(place, part, made);
    if (i < path.length - 1) here = step(made, path[i + 1] ?? '', path);
  }
}

function has(place: Doc | Value[], part: string | number): boolean {
  return isArray(place) ? Number(part) < place.length : Object.hasOwn(place, String(part));
}

function put(place: Doc | Value[], part: string | number, value: Value): void {
  if (!isArray(place)) {
    place[String(part)] = value;
    return;
  }
  while (place.length < Number(part)) place.push(null);
  place[Number(part)] = value;
}

/** reference/operator/update/unset: a member of an array becomes null. */
export function unsetAt(root: Doc, path: Path): boolean {
  const place = valueAt(root, path.slice(0, -1));
  const last = path.at(-1) ?? '';
  if (isArray(place) && isIndex(last) && Number(last) < place.length) place[Number(last)] = null;
  else if (isDoc(place) && Object.hasOwn(place, String(last))) Reflect.deleteProperty(place, last);
  else return false;
  return true;
}

/** `$`, `$[]` and `$[x]` made into the places they mean in this document. */
export function placesOf(root: Doc, path: string, by: Holds, filters: Filters): Path[] {
  const places = path.split('.').reduce<Path[]>(
    (found, part) =>
      found.flatMap((place) => {
        if (part === '$') return [[...place, by?.at ?? noPosition()]];
        if (!part.startsWith('$[')) return [[...place, part]];
        return membersAt(root, place, filters[part.slice(2, -1)]).map((i) => [...place, i]);
      }),
    [[]],
  );
  return places;
}

function noPosition(): never {
  throw new ModelError(2, 'The positional operator did not find the match needed from the query.');
}

function membersAt(root: Doc, place: Path, filter: Doc | undefined): number[] {
  const list = valueAt(root, place);
  if (!isArray(list)) {
    throw new ModelError(2, `The path '${place.join('.')}' must be an array for array updates`);
  }
  const name = filter && nameOf(filter);
  return [...list.keys()].filter((i) => !name || matches({ [name]: list[i] }, filter));
}

/** The one identifier an array filter speaks of. */
export function nameOf(filter: Doc): string {
  const names = new Set(namesIn(filter));
  const [name = '', ...more] = names;
  if (name === '' || more.length > 0) {
    throw new ModelError(9, 'Expected a single top-level field name in an array filter');
  }
  if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) throw new ModelError(2, `bad identifier ${name}`);
  return name;
}

function namesIn(filter: Doc): string[] {
  return Object.entries(filter).flatMap(([key, value]) =>
    key.startsWith('$') && isArray(value)
      ? value.flatMap((one) => namesIn(one as Doc))
      : [key.split('.')[0] ?? ''],
  );
}
