import { compare, isDoc, isSame, valuesAt, type Doc } from './values.ts';

/** Place of the array element a filter matched by: what a positional `$` stands for. */
export interface Found {
  place?: number;
}

type Test = (values: readonly unknown[], operand: unknown, found: Found) => boolean;

/** Whether a document matches; throws on an operator that no store sends so far. */
export function matches(doc: Doc, filter: Doc, found: Found = {}): boolean {
  for (const key of Object.keys(filter)) {
    const wanted = filter[key];
    const holds = key.startsWith('$')
      ? logical(doc, key, wanted as readonly Doc[])
      : matchesField(doc, key, { wanted, found });
    if (!holds) return false;
  }
  return true;
}

function logical(doc: Doc, operator: string, parts: readonly Doc[]): boolean {
  if (operator === '$and') return parts.every((part) => matches(doc, part));
  if (operator === '$or') return parts.some((part) => matches(doc, part));
  if (operator === '$nor') return !parts.some((part) => matches(doc, part));
  throw new Error(`the simulator knows no ${operator}`);
}

function matchesField(
  doc: Doc,
  path: string,
  { wanted, found }: { wanted: unknown; found: Found },
): boolean {
  const parts = path.split('.');
  const [first = ''] = parts;
  const list = parts.length > 1 ? doc[first] : undefined;
  if (Array.isArray(list) && isDoc(list[0]) && !/^\d+$/.test(parts[1] ?? '')) {
    rememberPlace(list, { rest: parts.slice(1), wanted, found });
  }
  return matchesValues(valuesAt(doc, parts), wanted, found);
}

/** `'takes.key': k` finds an element, too. */
function rememberPlace(
  list: readonly unknown[],
  { rest, wanted, found }: { rest: string[]; wanted: unknown; found: Found },
): void {
  const place = list.findIndex((each) => matchesValues(valuesAt(each, rest), wanted, {}));
  if (place >= 0) found.place = place;
}

export function isOperators(wanted: unknown): wanted is Doc {
  return isDoc(wanted) && Object.keys(wanted).some((key) => key.startsWith('$'));
}

function matchesValues(values: readonly unknown[], wanted: unknown, found: Found): boolean {
  if (wanted instanceof RegExp) {
    return leavesOf(values).some((value) => typeof value === 'string' && wanted.test(value));
  }
  if (!isOperators(wanted)) return equals(values, wanted);
  return Object.keys(wanted).every((name) => {
    const test = TESTS[name];
    if (!test) throw new Error(`the simulator knows no ${name}`);
    return test(values, wanted[name], found);
  });
}

/** The values, and the elements of those that are arrays. */
function leavesOf(values: readonly unknown[]): unknown[] {
  return values.flatMap((value) =>
    Array.isArray(value) ? [value, ...(value as unknown[])] : [value],
  );
}

function equals(values: readonly unknown[], wanted: unknown): boolean {
  if (values.length === 0) return wanted === null || wanted === undefined;
  return leavesOf(values).some((value) => isSame(value, wanted));
}

function compares(holds: (difference: number) => boolean): Test {
  return (values, operand) =>
    leavesOf(values).some((value) => {
      const difference = compare(value, operand);
      return difference !== undefined && value !== undefined && holds(difference);
    });
}

function elemMatches(each: unknown, condition: Doc): boolean {
  if (isOperators(condition)) return matchesValues([each], condition, {});
  return isDoc(each) && matches(each, condition);
}

const TESTS: Readonly<Record<string, Test>> = {
  $eq: (values, operand) => equals(values, operand),
  $ne: (values, operand) => !equals(values, operand),
  $gt: compares((difference) => difference > 0),
  $gte: compares((difference) => difference >= 0),
  $lt: compares((difference) => difference < 0),
  $lte: compares((difference) => difference <= 0),
  $in: (values, operand) => (operand as unknown[]).some((each) => equals(values, each)),
  $nin: (values, operand) => !(operand as unknown[]).some((each) => equals(values, each)),
  $all: (values, operand) => (operand as unknown[]).every((each) => equals(values, each)),
  $exists: (values, operand) => values.some((value) => value !== undefined) === operand,
  $size: (values, operand) =>
    values.some((value) => Array.isArray(value) && value.length === operand),
  $not: (values, operand) => !matchesValues(values, operand, {}),
  $elemMatch: (values, operand, found) => {
    const list = values.find((value) => Array.isArray(value)) as unknown[] | undefined;
    const place = list?.findIndex((each) => elemMatches(each, operand as Doc)) ?? -1;
    if (place >= 0) found.place = place;
    return place >= 0;
  },
};
