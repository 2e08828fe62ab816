import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { useBundle } from '../support/bundle.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 20);
/** Each has a folder of its own, so that one reopens while another writes. */
const LANES = 2;
const UNITS = 1_000_000;
const WRITERS = 8;

interface Row {
  _id: string;
  pair: [number, number];
  slot: string;
}
interface Counter {
  _id: string;
  left: number;
  sold: string[];
}
/** What was acknowledged: the least value of each row, and each sale. */
interface Told {
  rows: Map<string, number>;
  sales: Set<string>;
}

describe('kill -9', () => {
  const folders: string[] = [];
  const children = new Set<ChildProcess>();
  const built = useBundle(['test/engine/kill.child.ts', 'src/engine/worker.ts']);
  after(() => {
    for (const child of children) child.kill('SIGKILL');
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  /** A process that has loaded everything and serves each folder it is told, one after the other. */
  function prepared() {
    const stdio: ['pipe', 'pipe', 'inherit'] = ['pipe', 'pipe', 'inherit'];
    const child = spawn(process.execPath, [built('kill.child.ts')], { stdio });
    children.add(child);
    child.once('exit', () => children.delete(child));
    return child;
  }

  async function served(child: ReturnType<typeof prepared>, folder: string) {
    child.stdin.write(`${folder}\n`);
    const [uri] = (await once(child.stdout, 'data')) as [Buffer];
    const options = { maxPoolSize: 20, serverSelectionTimeoutMS: 5_000, retryWrites: false };
    return mongoose.mongo.MongoClient.connect(uri.toString().split(' ')[0] ?? '', options);
  }

  it(`loses no acknowledged write and keeps no half statement in ${ROUNDS} rounds`, async function () {
    this.timeout(30_000 + ROUNDS * 6_000);
    const each = Math.ceil(ROUNDS / LANES);
    const told = await Promise.all(Array.from({ length: LANES }, () => lane(each)));
    for (const { rows } of told) expect(rows.size).to.be.greaterThan(each);
  });

  /** One folder, opened, written to, and killed, as often as it is told; then looked at once more. */
  async function lane(rounds: number): Promise<Told> {
    const folder = mkdtempSync(join(tmpdir(), 'suhang-kill-'));
    folders.push(folder);
    const told: Told = { rows: new Map(), sales: new Set() };
    let next = prepared();
    for (let round = 0; round <= rounds; round++) {
      const child = next;
      if (round < rounds) next = prepared(); // loads while this one is written to
      const client = await served(child, folder);
      const db = client.db('kill');
      if (round === 0) await begin(db);
      else await compare(db, told);
      if (round < rounds) await killedWhileWritten(db, told, { child, round });
      else child.kill('SIGKILL');
      await client.close();
    }
    return told;
  }

  /** Dies after a random number of acknowledged writes, wherever the others are then. */
  async function killedWhileWritten(
    db: mongoose.mongo.Db,
    told: Told,
    { child, round }: { child: ChildProcess; round: number },
  ): Promise<void> {
    let left = 5 + Math.floor(Math.random() * 200);
    const acknowledged = (): void => {
      if (--left === 0) child.kill('SIGKILL');
    };
    const work = Array.from({ length: WRITERS }, (_, i) =>
      write(db, told, { writer: `${round}-${i}`, acknowledged }),
    );
    const sales = ['a', 'b'].map((name) => sell(db, told, { name, round, acknowledged }));
    await Promise.all([...work, ...sales]);
  }

  async function begin(db: mongoose.mongo.Db): Promise<void> {
    const counters = ['a', 'b'].map((_id) => ({ _id, left: UNITS, sold: [] }));
    await db.collection<Counter>('counters').insertMany(counters);
    await db.collection('rows').createIndex({ pair: 1 }, { name: 'pair' }, {});
    await db.collection('rows').createIndex({ slot: 1 }, { name: 'slot', unique: true }, {});
  }

  /** Writes until the server is gone. */
  async function write(
    db: mongoose.mongo.Db,
    told: Told,
    { writer, acknowledged }: { writer: string; acknowledged: () => void },
  ): Promise<void> {
    const rows = db.collection<Row>('rows');
    try {
      for (let i = 0; ; i++) {
        const _id = `${writer}-${i}`;
        await rows.insertOne({ _id, pair: [i, i], slot: _id });
        told.rows.set(_id, i);
        acknowledged();
        if (i % 3 !== 0) continue;
        await rows.updateOne({ _id }, { $inc: { 'pair.0': 1000, 'pair.1': 1000 } });
        told.rows.set(_id, i + 1000);
        acknowledged();
      }
    } catch (error) {
      goneOrThrow(error);
    }
  }

  async function sell(
    db: mongoose.mongo.Db,
    told: Told,
    { name, round, acknowledged }: { name: string; round: number; acknowledged: () => void },
  ): Promise<void> {
    const counters = db.collection<Counter>('counters');
    try {
      for (let i = 0; ; i++) {
        const sale = `${round}-${name}-${i}`;
        const update = { $inc: { left: -1 }, $push: { sold: sale } };
        await counters.updateOne({ _id: name, left: { $gte: 1 } }, update);
        told.sales.add(sale);
        acknowledged();
      }
    } catch (error) {
      goneOrThrow(error);
    }
  }

  /** A lost server ends the round; a refusal of the engine is a fault. */
  function goneOrThrow(error: unknown): void {
    if (error instanceof mongoose.mongo.MongoServerError) throw error;
  }

  async function compare(db: mongoose.mongo.Db, told: Told): Promise<void> {
    const list = await db.collection<Row>('rows').find().toArray();
    const rows = new Map(list.map((row) => [row._id, row]));
    const counters = await db.collection<Counter>('counters').find().toArray();
    const sold = new Set(counters.flatMap((one) => one.sold));
    const lost = [...told.rows].filter(([id, least]) => !((rows.get(id)?.pair[0] ?? -1) >= least));
    expect(lost).to.deep.equal([]);
    expect([...told.sales].filter((sale) => !sold.has(sale))).to.deep.equal([]);
    expect(list.filter(({ pair }) => pair[0] !== pair[1])).to.deep.equal([]);
    for (const one of counters) expect(one.left + one.sold.length).to.equal(UNITS);
    const stats = await db.command({ engineStats: 1, verify: true });
    expect(stats['faults']).to.deep.equal([]);
  }
});
