import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { useEngines } from '../support/engine-child.ts';

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
  const { newFolder, prepared, serving } = useEngines();
  const figures = { writes: 0, backups: 0, cut: 0 };

  it(`loses no acknowledged write and keeps no half statement in ${ROUNDS} rounds`, async function () {
    this.timeout(30_000 + ROUNDS * 6_000);
    const each = Math.ceil(ROUNDS / LANES);
    const told = await Promise.all(Array.from({ length: LANES }, () => lane(each)));
    for (const { rows, sales } of told) {
      expect(rows.size).to.be.greaterThan(each);
      figures.writes += rows.size + sales.size;
    }
    const { writes, backups, cut } = figures;
    console.info(
      `      ${LANES * each} rounds, ${writes} acknowledged writes, 0 lost; ${backups} backups made meanwhile, ${cut} cut by the kill`,
    );
  });

  /** One folder, opened, written to, and killed, as often as it is told; then looked at once more. */
  async function lane(rounds: number): Promise<Told> {
    const folder = newFolder();
    const told: Told = { rows: new Map(), sales: new Set() };
    let next = prepared();
    for (let round = 0; round <= rounds; round++) {
      const child = next;
      if (round < rounds) next = prepared(); // loads while this one is written to
      const { client, db } = await serving(folder, child);
      if (round === 0) await begin(db);
      else await compare(db, told);
      const backup = round % 4 ? undefined : backUp(client, told);
      if (round < rounds) await killedWhileWritten(db, told, { child, round });
      else child.kill('SIGKILL');
      await client.close();
      if (backup) await checkBackup(await backup);
    }
    return told;
  }

  interface Backup {
    readonly folder: string;
    readonly isWhole: boolean;
    /** What had been acknowledged when it was asked for. */
    readonly told: Told;
  }

  /** Asked for while others write; the kill may come before it is whole. */
  async function backUp(client: mongoose.mongo.MongoClient, told: Told): Promise<Backup> {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
    const parent = newFolder();
    const folder = join(parent, 'copy');
    const before = { rows: new Map(told.rows), sales: new Set(told.sales) };
    const isWhole = await client
      .db('admin')
      .command({ engineBackup: 1, folder })
      .then(
        () => true,
        () => false,
      );
    return { folder, isWhole, told: before };
  }

  /** A whole one has all it should have; one that was cut is not taken for whole. */
  async function checkBackup({ folder, isWhole, told }: Backup): Promise<void> {
    const isThere = existsSync(join(folder, 'data.mdb'));
    if (!isThere) {
      expect(isWhole).to.equal(false);
      figures.cut++;
      return;
    }
    const { db, end } = await serving(folder);
    await compare(db, told);
    await end('SIGKILL');
    figures.backups++;
  }

  /** Dies after a random number of acknowledged writes, wherever the others are then. */
  async function killedWhileWritten(
    db: mongoose.mongo.Db,
    told: Told,
    { child, round }: { child: ChildProcessWithoutNullStreams; round: number },
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
