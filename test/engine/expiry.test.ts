import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { expect } from 'chai';
import type { Connection } from 'mongoose';
import { openEngine, type Engine } from '../../src/engine/index.ts';
import { connectDb } from '../../src/platform/database.ts';
import { spawnWorker } from '../../src/platform/worker.ts';

interface Row {
  _id: number;
  at?: unknown;
}

/** On the engine alone: a server of others removes when it likes. */
describe('removal of what is over', () => {
  const folder = mkdtempSync(join(tmpdir(), 'suhang-expiry-'));
  let engine: Engine;
  let worker: Worker;
  let db: Connection;

  before(async () => {
    const spawn: typeof spawnWorker = (entry, data) => (worker = spawnWorker(entry, data));
    engine = await openEngine({ folder, sync: false, spawn });
    db = await connectDb(engine.uri('expiry'));
  });
  after(async () => {
    await db.close();
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function expire(): Promise<number> {
    const answer = once(worker, 'message');
    worker.postMessage('expire');
    const [{ expired }] = (await answer) as [{ expired: number }];
    return expired;
  }

  // core/index-ttl: dates only, of several the earliest, one field, after expireAfterSeconds
  it('takes what is older than its index says, only dates, and at most 1,000 at once', async () => {
    const rows = db.collection<Row>('rows');
    await rows.createIndex({ at: 1 }, { expireAfterSeconds: 60 }, {});
    const [past, soon] = [new Date(Date.now() - 61_000), new Date(Date.now() + 60_000)];
    const list = [past, soon, [soon, past], [soon], 'text', 7, null, undefined];
    await rows.insertMany(list.map((at, _id) => (at === undefined ? { _id } : { _id, at })));
    expect(await expire()).to.equal(2);
    const left = (await rows.find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id);
    expect(left).to.deep.equal([1, 3, 4, 5, 6, 7]);

    await rows.insertMany(Array.from({ length: 1_200 }, (_, i) => ({ _id: 100 + i, at: past })));
    expect([await expire(), await expire(), await expire()]).to.deep.equal([1_000, 200, 0]);
    const stats = await db.db?.command({ engineStats: 1, verify: true });
    expect(stats?.['faults']).to.deep.equal([]);
  });
});
