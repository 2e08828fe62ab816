import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { BSON } from 'bson';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { useEngines, type EngineChild } from '../support/engine-child.ts';

const MESSAGES = process.env['LONG'] ? 100_000 : 8_000;
const AT_ONCE = 20;
const { MongoClient, MongoServerError } = mongoose.mongo;

describe('what strangers may say on the socket', function () {
  this.timeout(60_000 + MESSAGES * 10);
  const { newFolder, serving } = useEngines();
  let engine: EngineChild;

  before(async () => {
    engine = await serving(newFolder());
    await engine.db.collection<{ _id: string }>('rows').insertOne({ _id: 'kept' });
  });
  after(() => engine.end('SIGKILL'));

  const socketPath = () => decodeURIComponent(/mongodb:\/\/([^/]+)/.exec(engine.uri)?.[1] ?? '');
  const dial = () => {
    const socket = createConnection(socketPath());
    socket.on('error', () => undefined);
    return socket;
  };
  async function serves(): Promise<void> {
    const rows = engine.db.collection<{ _id: string }>('rows');
    expect(await rows.findOne({ _id: 'kept' })).to.deep.equal({ _id: 'kept' });
    expect(engine.child.exitCode).to.equal(null);
  }
  /** Resident memory of the process, in MB; Linux only. */
  function memory(): number {
    if (process.platform !== 'linux') return 0;
    const status = readFileSync(`/proc/${engine.child.pid ?? 0}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024;
  }

  it(`${MESSAGES} random and cut messages: nothing ends, nothing grows, others are served`, async () => {
    const said: Set<string> = new Set();
    let baseline = 0;
    for (let sent = 0; sent < MESSAGES; sent += AT_ONCE) {
      await Promise.all(Array.from({ length: AT_ONCE }, () => spoil(dial(), said)));
      if (sent % 1_000 === 0) await serves();
      if (sent === MESSAGES / 4) baseline = memory();
    }
    expect(memory()).to.be.lessThan(baseline + 100);
    await serves();
    const stats = await engine.verify();
    expect(stats['faults']).to.deep.equal([]);
    expect([...said])
      .to.include('answered')
      .and.include('closed'); // both ways were gone
  });

  /** One message, on a connection of its own, so that each is read. */
  async function spoil(socket: Socket, said: Set<string>): Promise<void> {
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('data', () => said.add('answered'));
    await once(socket, 'connect');
    socket.once('end', () => said.add('closed')); // by the other side, before we did
    socket.write(oddMessage());
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 5))]);
    socket.end();
    await closed;
  }

  it('hostile lengths: the connection is closed at once, and nothing is kept for it', async () => {
    for (const length of [-1, 0, 15, 48_000_001, 2 ** 31 - 1, -(2 ** 31)]) {
      const socket = dial();
      const head = Buffer.alloc(16);
      head.writeInt32LE(length, 0);
      socket.write(head);
      socket.resume();
      await once(socket, 'close');
    }
    const before = memory();
    const waiting = Array.from({ length: 50 }, () => {
      const socket = dial();
      const head = Buffer.alloc(1_024);
      head.writeInt32LE(48_000_000, 0); // says much, sends little
      socket.write(head);
      return socket;
    });
    await serves();
    expect(memory()).to.be.lessThan(before + 50);
    for (const socket of waiting) socket.destroy();
  });

  it('deep documents: taken up to what MongoDB takes, refused beyond, and never the end', async () => {
    const rows = engine.db.collection('deep');
    const nested = (depth: number): object => {
      let inside: object = {};
      for (let i = 1; i < depth; i++) inside = i % 2 ? { a: inside } : { a: [inside] };
      return inside;
    };
    const { insertedId } = await rows.insertOne(nested(90));
    expect(await rows.countDocuments({ _id: insertedId })).to.equal(1);
    const refused = await rows.insertOne(nested(400)).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(MongoServerError).and.include({ code: 15 });

    for (const depth of [10_000, 200_000]) {
      const socket = dial();
      socket.write(message(deepBytes(depth)));
      socket.resume();
      await Promise.race([once(socket, 'close'), once(socket, 'data')]);
      socket.destroy();
      await serves();
    }
  });

  it('more than 256 connections: the next one is told so, and the others stay', async () => {
    const held: Socket[] = [];
    for (let i = 0; i < 256; i++) {
      const socket = dial();
      await once(socket, 'connect');
      held.push(socket);
    }
    const late = new MongoClient(engine.uri, { serverSelectionTimeoutMS: 1_500 });
    const error = await late.connect().catch((reason: unknown) => reason);
    expect((error as Error).message).to.contain('takes 256 connections');
    await late.close();
    await serves();
    for (const socket of held) socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const next = await MongoClient.connect(engine.uri);
    await next.close();
  });
});

function message(body: Uint8Array, { flags = 0, kind = 0 } = {}): Buffer {
  const head = Buffer.alloc(21);
  head.writeInt32LE(21 + body.length, 0);
  head.writeInt32LE(2013, 12);
  head.writeUInt32LE(flags, 16);
  head[20] = kind;
  return Buffer.concat([head, body]);
}

const random = (below: number): number => Math.floor(Math.random() * below);
const COMMANDS = [
  { hello: 1, $db: 'admin' },
  { find: 'rows', filter: { _id: { $in: ['kept', 1, null] } }, $db: 'x' },
  { insert: 'noise', documents: [{ a: [1, { b: 'x' }], c: new Date() }], $db: 'x' },
  { update: 'noise', updates: [{ q: { a: 1 }, u: { $set: { c: 1 } }, multi: true }], $db: 'x' },
  { aggregate: 'noise', pipeline: [{ $group: { _id: '$a' } }], cursor: {}, $db: 'x' },
  { createIndexes: 'noise', indexes: [{ key: { a: 1 }, name: 'a' }], $db: 'x' },
  { getMore: 5, collection: 'rows', $db: 'x' },
  { odd: 1, $db: '' },
].map((command) => BSON.serialize(command));

/** A message that was whole once, and is now cut, changed, stretched, or noise altogether. */
function oddMessage(): Buffer {
  const body = COMMANDS[random(COMMANDS.length)] ?? new Uint8Array();
  const whole = message(body, random(6) ? {} : { flags: random(2 ** 17), kind: random(3) });
  const kind = random(6);
  if (kind === 0) return whole;
  if (kind === 1) return whole.subarray(0, random(whole.length));
  if (kind === 2) return Buffer.from(Array.from({ length: 16 + random(200) }, () => random(256)));
  if (kind === 3) whole.writeInt32LE(random(2 ** 20), 0);
  else for (let i = 0; i <= random(4); i++) whole[16 + random(whole.length - 16)] = random(256);
  return whole;
}

/** A document in a document in a document, written without recursion. */
function deepBytes(depth: number): Buffer {
  const opening = Buffer.alloc(7 * depth);
  const total = 5 + 8 * (depth - 1);
  for (let i = 0; i < depth; i++) {
    opening.writeInt32LE(total - 8 * i, 7 * i);
    if (i < depth - 1) opening.set([3, 97, 0], 7 * i + 4);
  }
  return Buffer.concat([opening.subarray(0, 7 * (depth - 1) + 4), Buffer.alloc(depth)]);
}
