import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { cpSync, readFileSync, statSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { moveStore } from '../../src/app/db-move-store.ts';
import type { Services } from '../../src/app/services.ts';
import { open } from '../../src/app/start.ts';
import { loadConfig } from '../../src/config/config.ts';
import { connectDb } from '../../src/platform/database.ts';
import { aMarket, type Buyer } from '../support/market.ts';
import { testDbUri } from '../support/db.ts';
import { useBundle } from '../support/bundle.ts';
import { freePort, useProduct } from '../support/product.ts';
import { sendOrder } from '../support/market.ts';
import { MEDDLING } from '../support/subset.ts';

describe('moving a store (npm run db:move)', function () {
  this.timeout(120_000);
  const product = useProduct();
  const built = useBundle(['src/app/db-move.ts', 'src/engine/worker.ts']);
  const databases: string[] = [];
  const at = (...parts: string[]) => path.join(product.folder, ...parts);
  let port = 0;
  let buyers: Buyer[] = [];

  before('a small shop with orders, photos and papers', async () => {
    port = await freePort();
    buyers = await withShop((services) =>
      aMarket(services, { origin: `http://localhost:${port}`, pairs: 1 }),
    );
    const running = product.run({ PORT: String(port), DEMO: '1' });
    await running.ready;
    await Promise.all(buyers.map(({ person }) => person.signsIn()));
    for (const buyer of buyers) expect(await sendOrder(buyer)).to.equal('told');
    running.child.kill('SIGTERM');
    await running.ended;
  });

  after(async () => {
    for (const uri of databases) {
      const connection = await connectDb(uri);
      await connection.dropDatabase();
      await connection.close();
    }
  });

  it('moves documents, indexes, files and secrets to a MongoDB address and back, the same to the byte', async () => {
    const there = await aDatabase();
    const first = await moved({ from: at('data'), to: there, toUploads: at('there') });
    expect(first['orderGroups']?.count).to.equal(2);
    expect(first['traceEvents']?.count).to.be.at.least(2);
    expect(first['files']?.count).to.be.at.least(1);
    expect(await indexesIn(there)).to.deep.include({
      name: 'login_1',
      key: { login: 1 },
      unique: true,
    });
    const back = { from: there, to: at('back'), fromUploads: at('there'), toUploads: at('again') };
    expect(await moved(back)).to.deep.equal(first);
  });

  it('takes the secrets to another data folder, readable by their owner only', async () => {
    await moved({ from: at('data'), to: at('beside', 'engine'), toUploads: at('beside', 'files') });
    const secrets = (folder: string) => readFileSync(at(folder, 'secrets.json'), 'utf8');
    expect(secrets('beside')).to.equal(secrets('data'));
    expect(statSync(at('beside', 'secrets.json')).mode & 0o777).to.equal(0o600);
  });

  it('serves the orders from their new place', async () => {
    const places = { DATA_DIR: at('beside'), UPLOADS_DIR: at('beside', 'files') };
    const running = product.run({ PORT: String(port), DEMO: '1', ...places });
    await running.ready;
    for (const { person, told } of buyers)
      for (const id of told)
        expect((await person.request('GET', `/api/orders/${id}`, {})).status).to.equal(200);
    running.child.kill('SIGTERM');
    await running.ended;
  });

  it('ends the same when it was killed in the middle, wherever that was', async () => {
    const whole = await moved({ from: at('data'), to: at('whole'), toUploads: at('whole-files') });
    const to = await aDatabase();
    let ended: unknown;
    let kills = 0;
    for (let lines = 4; ended !== 0; lines += 12) {
      ended = await movedUntil(lines, to);
      if (ended === 'SIGKILL') kills += 1;
      else expect(ended).to.equal(0);
    }
    expect(kills).to.be.at.least(3);
    const back = { from: to, to: at('resumed'), toUploads: at('resumed-files') };
    expect(await moved({ ...back, fromUploads: at('half-files') })).to.deep.equal(whole);
  });

  it('takes over what changed in the source before it was started again', async () => {
    cpSync(at('data'), at('changing'), { recursive: true });
    const to = await aDatabase();
    await movedUntil(1_000, to, at('changing'), 'users'); // killed after the last collection
    await withShop(
      async ({ world: { db } }) => {
        const sessions = db.collection<{ _id: string }>('sessions');
        await sessions.deleteMany({}, MEDDLING);
        await sessions.insertOne({ _id: 'a newer one' });
        await db.collection('users').updateMany({}, { $set: { name: '新名（示例）' } }, MEDDLING);
      },
      { DATA_DIR: at('changing') },
    );
    const result = await moved({ from: at('changing'), to, toUploads: at('half-files') });
    expect(result['sessions']?.count).to.equal(1);
  });

  it('refuses a target that has data of its own, and leaves both as they were', async () => {
    const before = await moved({ from: at('whole'), to: at('full'), ...same('whole-files') });
    const error = await refusal({ from: at('data'), to: at('full'), toUploads: at('x') });
    expect(await moved({ from: at('whole'), to: at('full'), ...same('whole-files') })) // again
      .to.deep.equal(before);
    expect(error).to.contain('has data in it').and.to.contain('needs an empty store');
    expect(await moved({ from: at('full'), to: at('full2'), ...same('whole-files') })) //
      .to.deep.equal(before);
  });

  it('moves books that were wrong before, and says so', async () => {
    cpSync(at('data'), at('wrong'), { recursive: true });
    await withShop(
      async ({ world: { db } }) => {
        await db.collection('batchBalances').updateOne({}, { $inc: { availG: 1 } }, MEDDLING);
      },
      { DATA_DIR: at('wrong') },
    );
    const lines: string[] = [];
    await moved({ from: at('wrong'), to: at('as-wrong'), toUploads: at('z') }, (line) =>
      lines.push(line),
    );
    expect(lines.join('\n')).to.match(/was wrong before the move: [1-9]/);
  });

  it('refuses a source that a running product serves', async () => {
    const running = product.run({ PORT: String(port), DEMO: '1' });
    await running.ready;
    const error = await refusal({ from: at('data'), to: at('never'), toUploads: at('x') });
    running.child.kill('SIGTERM');
    await running.ended;
    expect(error).to.contain('served by a running product').and.to.contain('Stop it');
  });

  it('refuses a folder without data, the same store twice and a half moved source, in words', async () => {
    const nowhere = await refusal({ from: at('nowhere'), to: at('never') });
    expect(nowhere).to.contain('No embedded engine has data in');
    const twice = await refusal({ from: at('data'), to: at('data', 'engine') });
    expect(twice).to.contain('same store');
    const half = await aDatabase();
    expect(await movedUntil(6, half)).to.equal('SIGKILL');
    expect(await refusal({ from: half, to: at('never') })).to.contain('unfinished move');
  });

  it('does not let the product start on a half moved store', async () => {
    const half = await aDatabase();
    expect(await movedUntil(6, half)).to.equal('SIGKILL');
    const { ended, said } = product.run({ MONGODB_URI: half });
    expect(await ended).to.equal(1);
    expect(said()).to.contain('start that move again').and.not.to.contain('    at ');
  });

  it('says when the source was written while it moved', async () => {
    let writes: Promise<unknown> = Promise.resolve();
    const source = await aDatabase();
    await moved({ from: at('data'), to: source, toUploads: at('y') });
    const error = await refusal(
      { from: source, to: at('torn'), ...same('y') },
      (line, written = connectDb(source)) => {
        if (!line.startsWith('users:')) return void written.then((one) => one.close());
        writes = written.then(async (connection) => {
          await connection.collection<{ _id: string }>('users').insertOne({ _id: 'late' });
          await connection.close();
        });
      },
    );
    await writes;
    expect(error).to.contain('users').and.to.contain('was the product running?');
  });

  it('says how it is called, and hides the password of an address', async () => {
    const { said: usage } = await run([]);
    expect(usage).to.contain('--from <store> --to <store>');
    const address = 'mongodb://someone:hush-hush@127.0.0.1:1/shop';
    const { code, said } = await run(['--from', at('data'), '--to', address]);
    expect(code).to.equal(1);
    expect(said).to.contain('127.0.0.1:1').and.not.to.contain('hush');
  });

  interface Wanted {
    readonly from: string;
    readonly to: string;
    readonly fromUploads?: string;
    readonly toUploads?: string;
  }

  const same = (folder: string) => ({ fromUploads: at(folder), toUploads: at(folder) });

  function moved(wanted: Wanted, note: (line: string) => void = () => undefined) {
    const uploads = { fromUploads: at('uploads'), toUploads: at('uploads') };
    return moveStore({ ...uploads, ...wanted, now: () => new Date(), note });
  }

  async function refusal(wanted: Wanted, note?: (line: string) => void): Promise<string> {
    const error = await moved(wanted, note).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof Error)) throw new Error('it was not refused');
    return error.message;
  }

  /** A child moves until it has said so many lines, and is killed. How it ended. */
  async function movedUntil(lines: number, to: string, from = at('data'), last = ' ') {
    const child = command(['--from', from, '--to', to, '--to-uploads', at('half-files')]);
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const isLast = last !== ' ' && said.includes(`${last}: `);
      if (isLast || said.split('\n').length > lines) child.kill('SIGKILL');
    });
    const [code, signal] = (await once(child, 'close')) as unknown[];
    if (code === 1) throw new Error(said);
    return signal ?? code;
  }

  async function run(args: readonly string[]): Promise<{ code: unknown; said: string }> {
    const child = command(args);
    let said = '';
    for (const output of [child.stdout, child.stderr])
      output.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(child, 'close')) as unknown[];
    return { code, said };
  }

  function command(args: readonly string[]) {
    return spawn(process.execPath, [built('db-move.ts'), ...args], {
      env: { PATH: '/nowhere', HOME: product.folder, ...product.environment({}) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  async function aDatabase(): Promise<string> {
    const uri = await testDbUri(`move-${randomUUID()}`);
    databases.push(uri);
    return uri;
  }

  async function indexesIn(uri: string): Promise<object[]> {
    const connection = await connectDb(uri);
    const found = await connection.collection('users').listIndexes().toArray();
    await connection.close();
    return found.map(({ v, ...index }: { v?: number }) => index);
  }

  async function withShop<T>(
    use: (services: Services) => Promise<T>,
    env: Record<string, string> = {},
  ): Promise<T> {
    const config = loadConfig(product.environment({ DEMO: '1', ...env }));
    const { services, close } = await open(config, {
      now: () => new Date(),
      note: () => undefined,
    });
    return use(services).finally(close);
  }
});
