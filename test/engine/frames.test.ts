import { expect } from 'chai';
import { BSON } from 'bson';
import { createFrames } from '../../src/engine/wire/frames.ts';
import { readRequest } from '../../src/engine/wire/message.ts';

function message(command: object): Buffer {
  const body = BSON.serialize(command);
  const head = Buffer.alloc(21);
  head.writeInt32LE(21 + body.length, 0);
  head.writeInt32LE(2013, 12);
  return Buffer.concat([head, body]);
}

describe('frames', () => {
  const stream = Buffer.concat([{ ping: 1 }, { find: 'x' }, { n: 'ä'.repeat(30) }].map(message));

  it('finds the same messages wherever the stream is cut', () => {
    for (let first = 0; first <= stream.length; first++)
      for (const second of [first, Math.min(first + 1, stream.length), stream.length]) {
        const frames = createFrames();
        const found = [
          stream.subarray(0, first),
          stream.subarray(first, second),
          stream.subarray(second),
        ].flatMap(frames);
        const commands = found.map((one) => readRequest(one).command);
        expect(commands).to.deep.equal([{ ping: 1 }, { find: 'x' }, { n: 'ä'.repeat(30) }]);
      }
  });

  it('refuses hostile lengths at once', () => {
    for (const length of [-1, 0, 15, 48_000_001]) {
      const head = Buffer.alloc(16);
      head.writeInt32LE(length, 0);
      expect(() => createFrames()(head)).to.throw(RangeError);
    }
  });

  it('reads a damaged message wholly or not at all', () => {
    const whole = message({ insert: 'x', documents: [{ a: 1, b: ['x', { c: 2 }] }] });
    for (let i = 0; i < 5_000; i++) {
      const damaged = Buffer.from(whole);
      damaged[16 + Math.floor(Math.random() * (whole.length - 16))] = Math.floor(
        Math.random() * 256,
      );
      try {
        expect(readRequest(damaged).command).to.be.an('object');
      } catch (error) {
        expect(error).to.be.instanceOf(Error); // the connection is closed, nobody else's
      }
    }
  });
});
