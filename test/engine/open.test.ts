import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openDatabase } from '../../src/platform/database.ts';

describe('opening the database', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'suhang-open-'));
  after(() => {
    rmSync(dataDir, { recursive: true, force: true });
  });
  const options = {
    dataDir,
    production: false,
    embeddedAllowedInProduction: false,
    note: (): void => undefined,
  };
  const saysNo = (work: Promise<unknown>) =>
    work.then(
      () => 'opened',
      (error: unknown) => (error as Error).message,
    );

  it('serves the engine to a second opener of the same folder, and keeps the data', async () => {
    const [first, second] = await Promise.all([openDatabase(options), openDatabase(options)]);
    expect([first.kind, second.kind]).to.deep.equal(['embedded', 'embedded']);
    expect(
      [first, second].filter(({ describe: text }) => text.includes('another process')),
    ).to.have.length(1);
    await first.connection.collection('x').insertOne({ a: 1 });
    expect(await second.connection.collection('x').countDocuments({})).to.equal(1);
    expect(statSync(join(dataDir, 'engine')).mode & 0o777).to.equal(0o700);
    expect(statSync(join(dataDir, 'engine', 'engine.sock')).mode & 0o777).to.equal(0o600);
    const attached = first.describe.includes('another process') ? first : second;
    await attached.close();
    await (attached === first ? second : first).close();
  });

  it('takes over from an owner that died', async () => {
    const owner = { pid: 2 ** 22 - 1, socket: 'x', startedAt: new Date().toISOString() };
    writeFileSync(join(dataDir, 'engine', 'engine.json'), JSON.stringify(owner));
    const opened = await openDatabase(options);
    expect(await opened.connection.collection('x').countDocuments({})).to.equal(1);
    await opened.close();
  });

  it('refuses production without a server, and names both ways out', async () => {
    const text = await saysNo(openDatabase({ ...options, production: true }));
    expect(text).to.contain('MONGODB_URI').and.to.contain('DATABASE=embedded');
  });

  it('names the host and hides the password of a server that does not answer', async () => {
    const mongodbUri = 'mongodb://shop:s3cret@127.0.0.1:1/x';
    const text = await saysNo(openDatabase({ ...options, mongodbUri }));
    expect(text).to.contain('127.0.0.1:1').and.not.to.contain('s3cret');
  });

  it('refuses a damaged file', async () => {
    writeFileSync(join(dataDir, 'engine', 'data.mdb'), Buffer.alloc(20_000, 7));
    expect(await saysNo(openDatabase(options))).to.not.equal('opened');
  });
});
