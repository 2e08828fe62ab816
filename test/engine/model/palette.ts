import { Binary, ObjectId } from 'bson';
import fc, { type Arbitrary } from 'fast-check';

export type Doc = Record<string, unknown>;

/** Few values, so that what one statement writes another one finds. */
export const small = fc.integer({ min: 0, max: 4 });
export const number = fc.oneof(
  { arbitrary: small, weight: 6 },
  fc.constantFrom(-1, 0.5, 2.5, -0, 2 ** 31 - 1, 2 ** 40),
);
export const text = fc.constantFrom('', 'a', 'ab', 'b', 'B', 'a\0b', '杭州', '\u{1f351}');

const SCALARS = [null, true, false, NaN, 2 ** 53 - 1, new Date(0), new Date(86_400_000)].concat([
  new ObjectId('650000000000000000000001') as never,
  new ObjectId('650000000000000000000002') as never,
  new Binary(Buffer.from([1, 2])) as never,
  new Binary(Buffer.from([9])) as never,
]);

export const scalar: Arbitrary<unknown> = fc.oneof(number, text, fc.constantFrom(...SCALARS));
export const inner: Arbitrary<Doc> = fc.oneof(
  fc.record({ x: small }),
  fc.record({ x: small, y: scalar }),
  fc.record({ y: small, x: small }),
  fc.record({ l: fc.array(small, { maxLength: 3 }) }),
  fc.constant({}),
);
export const member: Arbitrary<Doc> = fc.oneof(
  { arbitrary: fc.record({ id: small, g: small }), weight: 5 },
  fc.record({ id: small }),
  fc.record({ id: small, g: scalar }),
  fc.record({ id: small, l: fc.array(small, { maxLength: 2 }) }),
);
export const list: Arbitrary<unknown[]> = fc.oneof(
  { arbitrary: fc.array(small, { maxLength: 4 }), weight: 4 },
  fc.array(scalar, { maxLength: 3 }),
  fc.array(fc.oneof(small, fc.array(small, { maxLength: 2 })), { maxLength: 3 }),
);
const members: Arbitrary<unknown[]> = fc.oneof(
  { arbitrary: fc.array(member, { maxLength: 3 }), weight: 5 },
  fc.array(fc.oneof(member, small), { maxLength: 3 }),
);
export const any: Arbitrary<unknown> = fc.oneof(
  { arbitrary: scalar, weight: 5 },
  list,
  inner,
  members,
);

export const id: Arbitrary<unknown> = fc.oneof(
  { arbitrary: fc.integer({ min: 0, max: 11 }), weight: 8 },
  fc.constantFrom('a', 'b', new Date(5), new ObjectId('650000000000000000000009')),
);

const maybe = <T>(one: Arbitrary<T>): Arbitrary<T | undefined> =>
  fc.option(one, { nil: undefined });

/** What collections hold; a field that is `undefined` here is left out. */
export const document: Arbitrary<Doc> = fc
  .record({
    _id: id,
    n: maybe(fc.oneof({ arbitrary: number, weight: 5 }, fc.constant(null))),
    s: maybe(text),
    t: maybe(list),
    h: maybe(members),
    d: maybe(inner),
    v: maybe(any),
    u: maybe(small),
  })
  .map(present);

function present<T extends Doc>(doc: T): T {
  return Object.fromEntries(Object.entries(doc).filter(([, one]) => one !== undefined)) as T;
}
