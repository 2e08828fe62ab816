import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import mongoose from 'mongoose';

describe('npm run engine', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), 'suhang-alone-'));
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function started(args: readonly string[]) {
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/app/engine.ts', ...args]);
    let said = '';
    for (const output of [child.stdout, child.stderr])
      output.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = once(child, 'close').then(([code]: unknown[]) => code);
    await Promise.race([once(child.stdout, 'data'), ended]);
    return { child, ended, said: () => said };
  }

  it('prints one line, its address, serves any database by it, and ends cleanly by Ctrl-C', async () => {
    const { child, ended, said } = await started(['--data', folder]);
    expect(said()).to.match(/^mongodb:\/\/\S+engine\.sock\/\?\S+\n$/);
    const client = await mongoose.mongo.MongoClient.connect(said().trim());
    for (const name of ['one', 'another-name']) {
      await client.db(name).collection('rows').insertOne({ in: name });
      expect(await client.db(name).collection('rows').countDocuments()).to.equal(1);
    }
    await client.close();
    expect(portsOf(child.pid ?? 0)).to.deep.equal([]);
    child.kill('SIGINT');
    expect(await ended).to.equal(0);
    expect(said().trim().split('\n')).to.have.length(1);
    expect(readdirSync(join(folder, 'engine'))).to.not.include('engine.sock');

    const again = await started(['--data', join(folder, 'engine')]); // its own folder may be named too
    const client2 = await mongoose.mongo.MongoClient.connect(again.said().trim());
    expect(await client2.db('one').collection('rows').countDocuments()).to.equal(1);
    await client2.close();
    again.child.kill('SIGTERM');
    expect(await again.ended).to.equal(0);
  });

  it('says in one line what it needs, and why it cannot start', async () => {
    const none = await started([]);
    expect(await none.ended).to.equal(1);
    expect(none.said()).to.match(/^Which folder\? .*--data <folder>\n$/);
    const file = await started(['--data', '/dev/null']);
    expect(await file.ended).to.equal(1);
    expect(file.said()).to.contain('/dev/null').and.not.contain('    at ');
  });
});

/** TCP sockets of a process, by the inodes of its open files; Linux only. */
function portsOf(pid: number): string[] {
  if (process.platform !== 'linux') return [];
  const files = readdirSync(`/proc/${pid}/fd`).map((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`);
    } catch {
      return ''; // closed meanwhile
    }
  });
  const inodes = new Set(files.flatMap((file) => /^socket:\[(\d+)\]$/.exec(file)?.[1] ?? []));
  const rows = ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, 'utf8').trim().split('\n').slice(1),
  );
  return rows.filter((row) => inodes.has(row.trim().split(/\s+/)[9] ?? ''));
}
