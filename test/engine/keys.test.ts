import { expect } from 'chai';
import { Binary, BSONRegExp, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import { encode, invert } from '../../src/engine/keys/encode.ts';
import { compare } from '../../src/engine/values/compare.ts';

const scalar = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    -0,
    0,
    NaN,
    Infinity,
    -Infinity,
    2 ** 53,
    new MinKey(),
    new MaxKey(),
  ),
  fc.integer(),
  fc.double(),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('', 'a', 'a\0', 'a\0b', 'ab', '\u{10000}', '\uffff'),
  fc.boolean(),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
  fc.uint8Array({ maxLength: 4 }).map((bytes) => new Binary(bytes)),
  fc.nat().map((t) => new Timestamp({ t, i: 1 })),
  fc.constantFrom(new BSONRegExp('a', 'i'), new BSONRegExp('b', '')),
);
const value = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 2 },
    scalar,
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'ab'), tie('any'), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
})).any;

describe('encoded keys', () => {
  it('sort as the values do, and turned ones the other way', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const order = Math.sign(compare(a, b));
        expect(Math.sign(Buffer.compare(encode(a), encode(b)))).to.equal(order);
        expect(Math.sign(Buffer.compare(invert(encode(a)), invert(encode(b))))).to.equal(
          order === 0 ? 0 : -order,
        );
      }),
      { numRuns: 3_000 },
    );
  });
});
