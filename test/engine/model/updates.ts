import fc, { type Arbitrary } from 'fast-check';
import { any, id, list, member, number, scalar, small, text, type Doc } from './palette.ts';
import { filter, ofOneArray } from './filters.ts';

const side = fc.constantFrom<1 | -1>(1, -1);
const each = fc.array(fc.oneof(small, scalar), { minLength: 1, maxLength: 3 });

const one = (name: string, path: Arbitrary<string>, value: Arbitrary<unknown>): Arbitrary<Doc> =>
  fc.tuple(path, value).map(([at, operand]) => ({ [name]: { [at]: operand } }));
const at = (...paths: string[]): Arbitrary<string> => fc.constantFrom(...paths);

const anywhere = at(
  'n',
  's',
  't',
  'h',
  'd',
  'v',
  'w',
  'd.x',
  'd.y.z',
  't.0',
  't.6',
  'h.0.g',
  'v.x',
  'w.a.b',
  'n.x',
  '_id',
);
const pushes = fc.oneof(
  fc.record({ $each: each }),
  fc.record({ $each: each, $slice: fc.integer({ min: -3, max: 3 }) }),
  fc.record({ $each: each, $position: fc.integer({ min: -4, max: 4 }) }),
  fc.record({ $each: each, $sort: side, $slice: fc.integer({ min: -3, max: 3 }) }),
  fc.record({ $each: each, $position: small, $sort: side }),
);
const memberPushes = fc.oneof(
  member,
  fc.record({
    $each: fc.array(member, { minLength: 1, maxLength: 2 }),
    $sort: fc.record({ id: side }),
  }),
  fc.record({
    $each: fc.array(member, { minLength: 1, maxLength: 2 }),
    $sort: fc.record({ g: side, id: side }),
    $slice: small,
  }),
);
const pulled = fc.oneof(
  small,
  scalar,
  fc.record({ $gte: small }),
  fc.record({ $in: fc.array(scalar, { maxLength: 3 }) }),
  list,
);
const memberPulled = fc.oneof(
  fc.record({ id: small }),
  fc.record({ g: small, id: small }),
  fc.record({ id: fc.record({ $gt: small }) }),
  fc.record({ $elemMatch: fc.constant({ id: 1 }) }),
);

/** One operator on one path. */
const step: Arbitrary<Doc> = fc.oneof(
  { arbitrary: one('$set', anywhere, any), weight: 3 },
  one('$set', at('n', 'u', 'd.x'), small),
  one('$set', at('s'), text),
  one('$set', at('h'), fc.array(member, { maxLength: 2 })),
  one('$unset', anywhere, fc.constantFrom<unknown>('', 1, true)),
  { arbitrary: one('$inc', at('n', 'd.x', 'u', 't.0', 'h.0.g', 'v', 'w.a'), number), weight: 2 },
  one('$min', anywhere, any),
  one('$max', anywhere, any),
  one('$setOnInsert', at('n', 'w', 'd.x'), any),
  { arbitrary: one('$push', at('t', 't', 'v', 'w', 'd.l'), fc.oneof(any, pushes)), weight: 3 },
  one('$push', at('h'), memberPushes),
  one(
    '$addToSet',
    at('t', 'v', 'w', 'd.l', 'h'),
    fc.oneof(any, small, fc.record({ $each: each }), member),
  ),
  one('$pull', at('t', 't', 'v', 'd.l'), pulled),
  one('$pull', at('h', 'v'), memberPulled),
  one('$pullAll', at('t', 'v', 'h'), fc.oneof(list, each, fc.array(member, { maxLength: 2 }))),
  one('$pop', at('t', 'h', 'v', 'd.l', 'w'), side),
  one('$rename', at('n', 's', 'w', 'd.x', 'v'), at('w', 'd.z', 'r.a', 's', 't.0', 'v.x')),
);

/** Several operators of one update beside each other; two on one path are refused with 40. */
export const operators: Arbitrary<Doc> = fc
  .array(step, { minLength: 1, maxLength: 3 })
  .map((steps) => merge(steps));

export function merge(steps: Doc[]): Doc {
  const made: Record<string, object> = {};
  for (const one of steps) {
    for (const [name, fields] of Object.entries(one))
      made[name] = { ...made[name], ...(fields as Doc) };
  }
  return made;
}

export interface Change {
  filter: Doc;
  update: Doc;
  arrayFilters?: Doc[];
}

const inMember = (place: string): Arbitrary<Doc> =>
  fc.oneof(
    one('$set', at(`${place}.g`, `${place}.w`), any),
    one('$inc', at(`${place}.g`, `${place}.id`), small),
    one('$unset', at(place, `${place}.g`), fc.constant('')),
    fc.record({ $set: fc.record({ [`${place}.g`]: small, [`${place}.w`]: small }) }),
    fc.record({ $set: fc.record({ [`${place}.g`]: small }), $inc: fc.record({ n: small }) }),
    one('$push', at(`${place}.l`), fc.oneof(small, pushes)),
    one('$pull', at(`${place}.l`), pulled),
  );
const inScalar = (place: string): Arbitrary<Doc> =>
  fc.oneof(
    one('$set', at(place), scalar),
    one('$inc', at(place), number),
    one('$max', at(place), number),
    one('$unset', at(place), fc.constant('')),
  );

/** reference/operator/update/positional */
const positional: Arbitrary<Change> = fc.oneof(
  ofOneArray.chain((by) =>
    (by.array === 'h' ? inMember('h.$') : inScalar('t.$')).map((update) => ({
      filter: by.filter,
      update,
    })),
  ),
  fc.record({ filter: fc.record({ _id: id }), update: inMember('h.$') }),
);

/** reference/operator/update/positional-all */
const everyMember: Arbitrary<Change> = fc.record({
  filter,
  update: fc.oneof(inMember('h.$[]'), inScalar('t.$[]'), inScalar('d.l.$[]')),
});

/** reference/operator/update/positional-filtered */
const filtered: Arbitrary<Change> = fc.oneof(
  fc.record({
    filter,
    update: inMember('h.$[x]'),
    arrayFilters: fc.tuple(
      fc.oneof(
        fc.record({ 'x.id': small }),
        fc.record({ 'x.id': small, 'x.g': fc.record({ $gte: small }) }),
      ),
    ),
  }),
  fc.record({
    filter,
    update: inScalar('t.$[x]'),
    arrayFilters: fc.tuple(fc.record({ x: fc.oneof(small, fc.record({ $gt: small })) })),
  }),
  fc.record({
    filter,
    update: fc.record({ $set: fc.record({ 'h.$[x].g': small, 'h.$[y].w': small }) }),
    arrayFilters: fc.tuple(fc.record({ 'x.id': small }), fc.record({ 'y.g': small })),
  }),
  fc.record({
    filter,
    update: fc.record({ $inc: fc.record({ 'h.$[x].l.$[y]': small }) }),
    arrayFilters: fc.tuple(fc.record({ 'x.id': small }), fc.record({ y: small })),
  }),
);

export const change: Arbitrary<Change> = fc.oneof(
  { arbitrary: fc.record({ filter, update: operators }), weight: 6 },
  { arbitrary: positional, weight: 2 },
  everyMember,
  { arbitrary: filtered, weight: 2 },
);
