import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import mongoose from 'mongoose';

const ROUNDS = Number(process.env['ROUNDS'] ?? 20);
const UNITS = 1_000_000;
const CHILD = fileURLToPath(new URL('./kill.child.ts', import.meta.url));

interface Row {
  _id: string;
  pair: [number, number];
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
  const folder = mkdtempSync(join(tmpdir(), 'suhang-kill-'));
  const children = new Set<ChildProcess>();
  after(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  /** A process that has loaded everything and waits for its turn. */
  function prepared() {
    const stdio: ['pipe', 'pipe', 'inherit'] = ['pipe', 'pipe', 'inherit'];
    const child = spawn(process.execPath, ['--import=tsx', CHILD, folder], { stdio });
    children.add(child);
    child.once('exit', () => children.delete(child));
    return child;
  }

  async function served(child: ReturnType<typeof prepared>): Promise<mongoose.mongo.MongoClient> {
    child.stdin.write('go\n');
    const [uri] = (await once(child.stdout, 'data')) as [Buffer];
    const options = { maxPoolSize: 20, serverSelectionTimeoutMS: 5_000, retryWrites: false };
    return mongoose.mongo.MongoClient.connect(uri.toString().trim(), options);
  }

  it(`loses no acknowledged write and keeps no half statement in ${ROUNDS} rounds`, async function () {
    this.timeout(10_000 + ROUNDS * 6_000);
    const told: Told = { rows: new Map(), sales: new Set() };
    let next = prepared();
    for (let round = 0; round <= ROUNDS; round++) {
      const child = next;
      const client = await served(child);
      const db = client.db('kill');
      if (round === 0) await begin(db);
      else await compare(db, told);
      if (round === ROUNDS) {
        child.kill('SIGKILL');
        await client.close();
        break;
      }
      next = prepared();
      const work = [...Array.from({ length: 8 }, (_, i) => write(db, told, `${round}-${i}`))];
      const sales = ['a', 'b'].map((name) => sell(db, told, { name, round }));
      setTimeout(() => child.kill('SIGKILL'), 20 + Math.random() * 300);
      await Promise.all([...work, ...sales]);
      await client.close();
    }
    expect(told.rows.size).to.be.greaterThan(ROUNDS);
  });

  async function begin(db: mongoose.mongo.Db): Promise<void> {
    const counters = ['a', 'b'].map((_id) => ({ _id, left: UNITS, sold: [] }));
    await db.collection<Counter>('counters').insertMany(counters);
    await db.collection('rows').createIndex({ pair: 1 }, { name: 'pair' }, {});
  }

  /** Writes until the server is gone. */
  async function write(db: mongoose.mongo.Db, told: Told, writer: string): Promise<void> {
    const rows = db.collection<Row>('rows');
    try {
      for (let i = 0; ; i++) {
        const _id = `${writer}-${i}`;
        await rows.insertOne({ _id, pair: [i, i] });
        told.rows.set(_id, i);
        if (i % 3 !== 0) continue;
        await rows.updateOne({ _id }, { $inc: { 'pair.0': 1000, 'pair.1': 1000 } });
        told.rows.set(_id, i + 1000);
      }
    } catch {
      return;
    }
  }

  async function sell(
    db: mongoose.mongo.Db,
    told: Told,
    { name, round }: { name: string; round: number },
  ): Promise<void> {
    const counters = db.collection<Counter>('counters');
    try {
      for (let i = 0; ; i++) {
        const sale = `${round}-${name}-${i}`;
        const update = { $inc: { left: -1 }, $push: { sold: sale } };
        await counters.updateOne({ _id: name, left: { $gte: 1 } }, update);
        told.sales.add(sale);
      }
    } catch {
      return;
    }
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
