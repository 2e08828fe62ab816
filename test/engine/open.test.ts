import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BSON } from 'bson';
import { expect } from 'chai';
import { openEnvironment } from '../../src/engine/storage/environment.ts';
import { openDatabase } from '../../src/platform/database.ts';

describe('opening the database', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'suhang-open-'));
  after(() => {
    rmSync(dataDir, { recursive: true, force: true });
  });
  const options = {
    dataDir,
    production: false,
    embeddedAllowedInProduction: true,
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

  it('refuses production without a server, and names both ways out', async () => {
    const text = await saysNo(
      openDatabase({ ...options, embeddedAllowedInProduction: false, production: true }),
    );
    expect(text).to.contain('MONGODB_URI').and.to.contain('DATABASE=embedded');
  });

  it('names the host and hides the password of a server that does not answer', async () => {
    const mongodbUri = 'mongodb://shop:s3cret@127.0.0.1:1/x';
    const text = await saysNo(openDatabase({ ...options, mongodbUri }));
    expect(text).to.contain('127.0.0.1:1').and.not.to.contain('s3cret');
  });

  it('says at start that data lie in the folder that is not opened', async () => {
    const said: string[] = [];
    const other = join(dataDir, 'mongod');
    mkdirSync(other);
    writeFileSync(join(other, 'WiredTiger'), '');
    const opened = await openDatabase({ ...options, note: (line) => void said.push(line) });
    await opened.close();
    expect(said.join()).to.contain(other).and.to.contain('MONGOD_BINARY');
    rmSync(other, { recursive: true });
  });

  it('refuses a mongod that is none, is too old, or ends at once, and says which', async () => {
    const fake = (says: string, name: string): string => {
      const file = join(dataDir, name);
      writeFileSync(file, `#!/bin/sh\n[ "$1" = --version ] && echo "${says}" && exit 0\nexit 3\n`);
      chmodSync(file, 0o700);
      return file;
    };
    const saysOf = (mongodBinary: string) => saysNo(openDatabase({ ...options, mongodBinary }));
    expect(await saysOf(join(dataDir, 'nothing'))).to.contain('nothing is no mongod');
    expect(await saysOf(fake('hello', 'other'))).to.contain('other is no mongod');
    expect(await saysOf(fake('db version v6.0.9', 'old'))).to.contain('6.0.9; 7.0 or newer');
    expect(await saysOf(fake('db version v8.0.1', 'dying'))).to.contain('ended with 3');
    rmSync(join(dataDir, 'mongod'), { recursive: true });
  });

  it('refuses data of a newer format, and leaves them as they are', async () => {
    const folder = join(dataDir, 'newer', 'engine');
    mkdirSync(folder, { recursive: true });
    const { root, catalogue } = openEnvironment(folder, { sync: true });
    await catalogue.put(Buffer.from('m'), Buffer.from(BSON.serialize({ format: 99, lastId: 7 })));
    await root.close();
    const before = readFileSync(join(folder, 'data.mdb'));
    expect(await saysNo(openDatabase({ ...options, dataDir: join(dataDir, 'newer') }))).to.contain(
      'newer version',
    );
    expect(readFileSync(join(folder, 'data.mdb')).equals(before)).to.equal(true);
  });

  it('makes a backup while it goes on, which opens as it was', async () => {
    const opened = await openDatabase(options);
    const admin = opened.connection.useDb('admin').db ?? expect.fail('no connection');
    const folder = join(dataDir, 'backup', 'engine');
    const engineBackup = (to: string) => saysNo(admin.command({ engineBackup: to, folder: to }));
    expect(await engineBackup(folder)).to.contain('cannot make'); // its parent is missing
    mkdirSync(join(dataDir, 'backup'));
    expect(await engineBackup(folder)).to.equal('opened');
    expect(await engineBackup(folder)).to.contain('EEXIST');
    await opened.connection.collection('x').insertOne({ a: 2 });
    await opened.close();

    const copy = await openDatabase({ ...options, dataDir: join(dataDir, 'backup') });
    expect(await copy.connection.collection('x').countDocuments({})).to.equal(1);
    await copy.close();
  });

  it('refuses a damaged file', async () => {
    writeFileSync(join(dataDir, 'engine', 'data.mdb'), Buffer.alloc(20_000, 7));
    expect(await saysNo(openDatabase(options))).to.not.equal('opened');
  });
});
