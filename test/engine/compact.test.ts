import { once } from 'node:events';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { useEngines, type EngineChild } from '../support/engine-child.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 4);

interface Row {
  _id: number;
  slot: string;
  text: string;
}

describe('compaction', function () {
  this.timeout(60_000 + ROUNDS * 10_000);
  const { newFolder, started, serving } = useEngines();
  const rowsOf = ({ db }: EngineChild) => db.collection<Row>('rows');

  /** 20 MB, of which three quarters are given up again. */
  async function mostlyFree(engine: EngineChild): Promise<void> {
    const rows = rowsOf(engine);
    await rows.createIndex({ slot: 1 }, { unique: true }, {});
    for (let from = 0; from < 10_000; from += 1_000) {
      const ids = Array.from({ length: 1_000 }, (_, i) => from + i);
      await rows.insertMany(ids.map((_id) => ({ _id, slot: `s${_id}`, text: 'x'.repeat(1_900) })));
    }
    await rows.deleteMany({ _id: { $gte: 2_500 } });
  }
  const size = (folder: string): number => statSync(join(folder, 'data.mdb')).size;

  async function isWhole(engine: EngineChild): Promise<void> {
    const ids = (
      await rowsOf(engine)
        .find({ _id: { $lt: 2_500 } })
        .toArray()
    ).map(({ _id }) => _id);
    expect(ids).to.deep.equal(Array.from({ length: 2_500 }, (_, i) => i));
    expect(await engine.verify()).to.deep.include({ faults: [] });
  }

  it('by engineCompact: the file becomes short while others write and read on, cursors included', async () => {
    const folder = newFolder();
    const engine = await serving(folder);
    await mostlyFree(engine);
    const before = size(folder);
    const cursor = rowsOf(engine).find({ _id: { $lt: 2_500 } }, { batchSize: 10 });
    expect(await cursor.next()).to.include({ _id: 0 });
    const told: number[] = [];
    const over = new AbortController();
    const writing = (async () => {
      for (let _id = 20_000; !over.signal.aborted; _id++) {
        await rowsOf(engine).insertOne({ _id, slot: `s${_id}`, text: '' });
        told.push(_id);
      }
    })();
    const answer = await engine.tell({ engineCompact: 1 });
    over.abort();
    await writing;
    expect(size(folder)).to.be.lessThan(before / 2);
    const pages = answer as unknown as Record<'before' | 'after', { all: number }>;
    expect(pages.after.all).to.be.lessThan(pages.before.all / 2);
    expect((await cursor.toArray()).map(({ _id }) => _id)).to.have.length(2_499);
    const kept = new Set(
      (
        await rowsOf(engine)
          .find({ _id: { $gte: 20_000 } })
          .toArray()
      ).map(idOf),
    );
    expect(told.filter((id) => !kept.has(id))).to.deep.equal([]);
    await isWhole(engine);
    await engine.end('SIGKILL');
    const again = await serving(folder);
    await isWhole(again);
    await again.end('SIGTERM');
  });

  it(`at the start, when more than half is free; killed in the middle of it ${ROUNDS} times, nothing is lost`, async () => {
    const folder = newFolder();
    const copy = join(folder, 'data.mdb.compact');
    const first = await serving(folder);
    await mostlyFree(first);
    await first.end('SIGTERM');
    const before = size(folder);

    let during = 0;
    for (let round = 0; round < ROUNDS && size(folder) === before; round++) {
      const child = started(folder);
      const isUp = once(child.stdout, 'data').then(() => true);
      while (!existsSync(copy)) if (await Promise.race([isUp, pause(1)])) break;
      await pause(Math.random() * 8);
      if (existsSync(copy)) during++;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    expect(during).to.be.greaterThan(0);
    writeFileSync(copy, 'what a process left that died while it copied');
    const last = await serving(folder);
    expect(size(folder)).to.be.lessThan(before / 2);
    expect(existsSync(copy)).to.equal(false);
    await isWhole(last);
    await last.end('SIGTERM');

    const small = size(folder);
    await (await serving(folder)).end('SIGTERM');
    expect(size(folder)).to.equal(small); // once is enough
  });
});

const idOf = ({ _id }: Row): number => _id;
const pause = (ms: number): Promise<false> =>
  new Promise((resolve) => setTimeout(resolve, ms, false));
