import { isOperators, matches, type Found } from './match.ts';
import { copyOf, isDoc, isSame, order, type Doc } from './values.ts';

interface Terms extends Found {
  readonly arrayFilters?: readonly Doc[] | undefined;
}

type Change = (old: unknown, operand: unknown) => unknown;

/** The document after an update, or the same one when it changes nothing. */
export function applied(doc: Doc, update: Doc, terms: Terms = {}): Doc {
  const next = copyOf(doc);
  for (const operator of Object.keys(update)) {
    if (operator === '$setOnInsert') continue;
    const change = CHANGES[operator];
    if (!change) throw new Error(`the simulator knows no ${operator}`);
    const operands = update[operator] as Doc;
    for (const path of Object.keys(operands)) {
      for (const parts of placesOf(next, path.split('.'), terms)) {
        write(next, parts, (old) => change(old, operands[path]));
      }
    }
  }
  return isSame(doc, next) ? doc : next;
}

/** The paths that one with `$`, `$[]` or `$[name]` stands for. */
function placesOf(doc: Doc, parts: readonly string[], terms: Terms): string[][] {
  const at = parts.findIndex((part) => part.startsWith('$'));
  if (at < 0) return [[...parts]];
  const before = parts.slice(0, at);
  const list = before.reduce<unknown>((value, part) => (value as Doc | undefined)?.[part], doc);
  const places = placesIn((list ?? []) as unknown[], parts[at] ?? '', terms);
  return places.flatMap((place) =>
    placesOf(doc, [...before, String(place), ...parts.slice(at + 1)], terms),
  );
}

function placesIn(list: readonly unknown[], part: string, terms: Terms): number[] {
  if (part === '$') {
    if (terms.place === undefined) throw new Error('a positional update without a place');
    return [terms.place];
  }
  const name = part.slice(2, -1);
  const condition = terms.arrayFilters?.find((each) =>
    Object.keys(each).some((key) => key === name || key.startsWith(`${name}.`)),
  );
  return list.flatMap((value, place) =>
    !condition || matches({ [name]: value }, condition) ? [place] : [],
  );
}

function write(doc: Doc, parts: readonly string[], change: (old: unknown) => unknown): void {
  let at: Doc = doc;
  for (const part of parts.slice(0, -1)) {
    at[part] ??= {};
    at = at[part] as Doc;
  }
  const last = parts.at(-1) ?? '';
  const value = change(at[last]);
  if (value === undefined) Reflect.deleteProperty(at, last);
  else at[last] = value;
}

const listOf = (old: unknown): unknown[] => (Array.isArray(old) ? (old as unknown[]) : []);

function eachOf(operand: unknown): unknown[] {
  return isDoc(operand) && '$each' in operand ? (operand['$each'] as unknown[]) : [operand];
}

function pushed(old: unknown, operand: unknown): unknown[] {
  const added = [...listOf(old), ...copyOf(eachOf(operand))];
  if (!isDoc(operand) || !('$each' in operand)) return added;
  const rest = Object.keys(operand).filter((key) => key !== '$each' && key !== '$slice');
  if (rest.length > 0) throw new Error(`the simulator knows no ${rest.join()} of $push`);
  const slice = operand['$slice'] as number | undefined;
  if (slice === undefined) return added;
  return slice < 0 ? added.slice(slice) : added.slice(0, slice);
}

function pulled(old: unknown, condition: unknown): unknown[] {
  return listOf(old).filter((each) => {
    if (isOperators(condition)) return !matches({ each }, { each: condition });
    return isDoc(condition) ? !(isDoc(each) && matches(each, condition)) : !isSame(each, condition);
  });
}

const CHANGES: Readonly<Record<string, Change>> = {
  $set: (_, operand) => copyOf(operand ?? null),
  $unset: () => undefined,
  $inc: (old, operand) => ((old as number | undefined) ?? 0) + (operand as number),
  $max: (old, operand) => (old === undefined || order(old, operand) < 0 ? operand : old),
  $min: (old, operand) => (old === undefined || order(old, operand) > 0 ? operand : old),
  $push: pushed,
  $pull: pulled,
  $addToSet: (old, operand) => {
    const list = listOf(old);
    const fresh = eachOf(operand).filter((each) => !list.some((one) => isSame(one, each)));
    return [...list, ...copyOf(fresh)];
  },
};
