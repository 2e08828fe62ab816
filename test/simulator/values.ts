/** Documents as they lie in the memory of the simulator: plain values, never changed in place. */
export type Doc = Record<string, unknown>;

export function isDoc(value: unknown): value is Doc {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !ArrayBuffer.isView(value)
  );
}

/** A copy whose objects and arrays are its own; dates and bytes never change, so they are shared. */
export function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyOf) as T;
  if (!isDoc(value)) return value;
  const copy: Doc = {};
  for (const key in value) if (value[key] !== undefined) copy[key] = copyOf(value[key]);
  return copy as T;
}

export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if ((one ?? null) === null) return (other ?? null) === null;
  if (one instanceof Date) return sameInstants(one, other);
  if (Array.isArray(one)) return Array.isArray(other) && sameLists(one, other);
  return isDoc(one) && isDoc(other) && sameDocs(one, other);
}

function sameInstants(one: Date, other: unknown): boolean {
  return other instanceof Date && one.getTime() === other.getTime();
}

function sameLists(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((each, place) => isSame(each, other[place]));
}

function sameDocs(one: Doc, other: Doc): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => isSame(one[key], other[key]));
}

const RANKS = ['null', 'number', 'string', 'object', 'array', 'boolean', 'date'];

function rankOf(value: unknown): number {
  if (value === null || value === undefined) return 0;
  if (value instanceof Date) return RANKS.indexOf('date');
  return Array.isArray(value) ? RANKS.indexOf('array') : RANKS.indexOf(typeof value);
}

/** Order of two values of one type; undefined when their types differ. */
export function compare(one: unknown, other: unknown): number | undefined {
  if (rankOf(one) !== rankOf(other)) return undefined;
  const [a, b] = [comparable(one), comparable(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Order of any two values, as a sort sees them. */
export function order(one: unknown, other: unknown): number {
  return compare(one, other) ?? rankOf(one) - rankOf(other);
}

function comparable(value: unknown): number | string {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (typeof value === 'boolean') return Number(value);
  return 0;
}

const isNumber = (part: string): boolean => /^\d+$/.test(part);

/** Every value a dotted path leads to, through arrays as a query goes. */
export function valuesAt(value: unknown, parts: readonly string[], from = 0): unknown[] {
  const part = parts[from];
  if (part === undefined) return [value];
  if (Array.isArray(value)) {
    if (isNumber(part)) return valuesAt(value[Number(part)], parts, from + 1);
    return value.flatMap((each) => (isDoc(each) ? valuesAt(each, parts, from) : []));
  }
  return isDoc(value) ? valuesAt(value[part], parts, from + 1) : [undefined];
}
