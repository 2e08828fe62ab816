import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { connectDb, isLost } from '../../src/platform/database.ts';
import { useBundle } from '../support/bundle.ts';

describe('processes on one folder', function () {
  this.timeout(60_000);
  const built = useBundle(['test/engine/owner.child.ts', 'src/engine/worker.ts']);
  const children = new Set<ChildProcess>();
  const folders: string[] = [];
  after(() => {
    for (const child of children) child.kill('SIGKILL');
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  function newFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'suhang-owner-'));
    folders.push(folder);
    return folder;
  }

  /** A process that has loaded everything, and what it has said of itself. */
  function prepared() {
    const child = spawn(process.execPath, [built('owner.child.ts')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    children.add(child);
    let words = '';
    child.stdout.on('data', (chunk: Buffer) => (words += chunk.toString()));
    const gone = once(child, 'exit').then(() => children.delete(child));
    return {
      open: (folder: string) => void child.stdin.write(`${folder}\n`),
      said: () => words.trim().split('\n').filter(Boolean),
      isOwner: () => words.includes('owner mongodb'),
      uri: () => /mongodb:\S+/.exec(words)?.[0] ?? '',
      async kill() {
        child.kill('SIGKILL');
        await gone;
      },
    };
  }
  type Process = ReturnType<typeof prepared>;

  async function until(holds: () => boolean, what: string): Promise<void> {
    const end = Date.now() + 20_000;
    while (!holds()) {
      if (Date.now() > end) throw new Error(`not within 20 s: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
  const allSaid = (list: readonly Process[]) =>
    until(() => list.every((one) => one.said().length > 0), 'all open');

  async function opened(count: number, folder: string): Promise<Process[]> {
    const list = Array.from({ length: count }, prepared);
    for (const one of list) one.open(folder);
    await allSaid(list);
    return list;
  }

  it('have exactly one owner when six start at once, and when it dies the others have exactly one', async () => {
    const folder = newFolder();
    let list = await opened(6, folder);
    for (let round = 0; round < 3; round++) {
      const owners = list.filter((one) => one.isOwner());
      expect(owners).to.have.length(1);
      list = list.filter((one) => !owners.includes(one));
      await Promise.all(owners.map((one) => one.kill()));
      await until(() => list.some((one) => one.isOwner()), 'somebody takes over');
      await new Promise((resolve) => setTimeout(resolve, 1_500)); // everybody has looked again
    }
    expect(list.filter((one) => one.isOwner())).to.have.length(1);
  });

  it('keep every acknowledged write while owners die, and connections find the next one by themselves', async () => {
    const folder = newFolder();
    const list = await opened(3, folder);
    const db = await connectDb(list[0]?.uri() ?? '');
    const rows = db.collection<{ _id: number }>('rows');
    const told: number[] = [];
    const lost: unknown[] = [];
    const over = new AbortController();
    const work = (async () => {
      for (let _id = 0; !over.signal.aborted; _id++)
        await rows.insertOne({ _id }).then(
          () => told.push(_id),
          (error: unknown) => lost.push(error),
        );
    })();
    for (let round = 0; round < 2; round++) {
      const before = told.length;
      await until(() => told.length > before + 20, 'writes go on');
      const owner = list.find((one) => one.isOwner()) ?? expect.fail('no owner');
      list.splice(list.indexOf(owner), 1);
      await owner.kill();
      await until(() => list.some((one) => one.isOwner()), 'somebody takes over');
    }
    const before = told.length;
    await until(() => told.length > before + 20, 'writes go on');
    over.abort();
    await work;
    const kept = new Set((await rows.find().toArray()).map(({ _id }) => _id));
    expect(told.filter((id) => !kept.has(id))).to.deep.equal([]);
    expect(lost.filter((error) => !isLost(error))).to.deep.equal([]);
    expect(await db.db?.command({ engineStats: 1, verify: true })).to.deep.include({ faults: [] });
    await db.close();
  });

  it('fail with a lost server, not with anything else, when nobody takes over', async () => {
    const folder = newFolder();
    const [only] = await opened(1, folder);
    const db = await connectDb(only?.uri() ?? '');
    await db.collection('rows').insertOne({});
    await only?.kill();
    const ends = await Promise.allSettled([
      db.collection('rows').insertOne({}),
      db.collection('rows').find().toArray(),
    ]);
    const errors = ends.map((end) => (end.status === 'rejected' ? (end.reason as unknown) : end));
    expect(errors.filter((error) => !isLost(error))).to.deep.equal([]);
    await db.close();
  });

  it('never take a folder whose owner lives but has not opened it yet', async () => {
    const folder = newFolder();
    const [first] = await opened(1, folder);
    await first?.kill();
    const file = join(folder, lastRecord(folder));
    const dead = JSON.parse(readFileSync(file, 'utf8')) as object;
    const { mine } = recordOfThisProcess();
    const living = join(folder, 'engine.7.json');
    writeFileSync(living, JSON.stringify({ ...dead, pid: process.pid, process: mine }));
    rmSync(join(folder, 'engine.sock'));

    const second = prepared();
    second.open(folder);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(second.said()).to.deep.equal([]);
    writeFileSync(living, JSON.stringify({ ...dead, pid: process.pid, process: `${mine}0` }));
    await until(() => second.isOwner(), 'its number was given to another process');
  });

  it('take a copied folder at once, whoever owns the original', async () => {
    const folder = newFolder();
    await opened(1, folder);
    const copy = newFolder();
    const record = lastRecord(folder);
    for (const name of [record, 'data.mdb'])
      writeFileSync(join(copy, name), readFileSync(join(folder, name)));
    const [second] = await opened(1, copy);
    expect(second?.isOwner()).to.equal(true);
  });

  it('find each other by a socket elsewhere when the path of the folder is too long for one', async () => {
    const folder = join(newFolder(), 'a'.repeat(80), 'engine');
    mkdirSync(folder, { recursive: true });
    const [first, second] = await opened(2, folder);
    expect([first?.isOwner(), second?.isOwner()].sort()).to.deep.equal([false, true]);
    expect(first?.uri()).to.equal(second?.uri()).and.not.contain('aaaa');
    const [owner, other] = first?.isOwner() === true ? [first, second] : [second, first];
    await owner?.kill();
    await until(() => other?.isOwner() === true, 'the other takes over');
  });
});

const lastRecord = (folder: string): string =>
  readdirSync(folder)
    .filter((name) => /^engine\.\d+\.json$/.test(name))
    .sort()
    .at(-1) ?? '';

/** How the engine names this very process. */
function recordOfThisProcess(): { mine: string } {
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const began = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  return { mine: `${boot} ${began}` };
}
