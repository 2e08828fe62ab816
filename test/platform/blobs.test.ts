import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createFolderBlobs } from '../../src/platform/blobs.ts';
import { filesIn, sha256 } from '../support/uploads.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe('blobs in a folder', () => {
  let folder = '';
  const bytes = Buffer.from('the bytes of a photo');
  const name = sha256(bytes);
  const blobs = () => createFolderBlobs(folder);
  const age = (file: string, ms: number) => {
    const at = new Date(Date.now() - ms);
    utimesSync(file, at, at);
  };
  const placeOf = (blob: string) => path.join(folder, blob.slice(0, 2), blob);
  const unwanted = { freshMs: DAY_MS, isWanted: () => Promise.resolve(false) };

  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'suhang-blobs-'))));
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('are named by their hash, and written twice are there once', async () => {
    const [one, two] = await Promise.all([blobs().write(bytes), blobs().write(bytes)]);
    expect([one, two]).to.deep.equal([name, name]);
    expect(filesIn(folder)).to.deep.equal([name]);
    expect((await blobs().read(name))?.equals(bytes)).to.equal(true);
    expect(await blobs().exists(name)).to.equal(true);
  });

  it('are not there under any other name', async () => {
    await blobs().write(bytes);
    for (const wrong of ['0'.repeat(64), `../${name}`, '..', 'tmp', '']) {
      expect(await blobs().read(wrong), wrong).to.equal(undefined);
      expect(await blobs().exists(wrong), wrong).to.equal(false);
    }
  });

  it('leave nothing behind when the disk refuses, and work again afterwards', async () => {
    // `ulimit -f` makes the kernel refuse the write in the middle, as a full disk does.
    const target = path.join(folder, 'store');
    const module = path.resolve('src/platform/blobs.ts');
    const script = path.join(folder, 'full.mts');
    writeFileSync(
      script,
      `process.on('SIGXFSZ', () => {});
      const { createFolderBlobs } = await import(${JSON.stringify(module)});
      await createFolderBlobs(${JSON.stringify(target)}).write(Buffer.alloc(4_000_000)).then(
        () => console.log('written'), ({ kind, code }) => console.log(kind, code));`,
    );
    const tsx = path.resolve('node_modules/tsx/dist/loader.mjs');
    const run = 'ulimit -f 2000; exec "$0" --import "$1" "$2"';
    const said = execFileSync('bash', ['-c', run, process.execPath, tsx, script], {
      encoding: 'utf8',
    });
    expect(said.trim()).to.equal('full storage.full');
    expect(filesIn(target)).to.deep.equal([]);
    expect(await createFolderBlobs(target).write(bytes)).to.equal(name);
  });

  it('go when they are old and nobody wants them', async () => {
    await blobs().write(bytes);
    age(placeOf(name), 25 * HOUR_MS);
    expect(await blobs().olderThan(DAY_MS)).to.deep.equal([name]);
    expect(await blobs().remove(name, unwanted)).to.equal(true);
    expect(filesIn(folder)).to.deep.equal([]);
    expect(await blobs().remove(name, unwanted)).to.equal(false);
  });

  it('stay when they were written again meanwhile, or somebody wants them after all', async () => {
    await blobs().write(bytes);
    expect(await blobs().remove(name, unwanted)).to.equal(false); // fresh
    age(placeOf(name), 25 * HOUR_MS);
    const wanted = { freshMs: DAY_MS, isWanted: () => Promise.resolve(true) };
    expect(await blobs().remove(name, wanted)).to.equal(false);
    expect((await blobs().read(name))?.equals(bytes)).to.equal(true);
  });

  it('are rid of what broken uploads left an hour ago', async () => {
    const { temporaryFolder, removeTemporary } = blobs();
    for (const [file, ms] of [
      ['old.upload', 2 * HOUR_MS],
      ['new.upload', 0],
    ] as const) {
      writeFileSync(path.join(temporaryFolder, file), 'x');
      age(path.join(temporaryFolder, file), ms);
    }
    expect(await removeTemporary(HOUR_MS)).to.equal(1);
    expect(readdirSync(temporaryFolder)).to.deep.equal(['new.upload']);
  });
});
