/**
 * How long a start takes, by how the engine ended: `npx tsx test/engine/measure-start.ts [documents]`.
 * Prints milliseconds until the first answer, the worker thread's own start included, and memory.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';

const documents = Number(process.argv[2] ?? 200_000);
const folder = mkdtempSync(join(tmpdir(), 'suhang-start-'));

async function started() {
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/engine/kill.child.ts']);
  child.stderr.pipe(process.stderr);
  child.stdin.write(`${folder}\n`);
  const [uri] = (await once(child.stdout, 'data')) as [Buffer];
  const [, ms] = uri.toString().trim().split(' ');
  const client = await mongoose.mongo.MongoClient.connect(uri.toString().split(' ')[0] ?? '');
  return {
    client,
    ms: Math.round(Number(ms)),
    whole: Math.round(performance.now() - began),
    end: async (signal: 'SIGKILL' | 'SIGTERM') => {
      await client.close();
      child.kill(signal);
      await once(child, 'exit');
    },
  };
}

const filling = await started();
const rows = filling.client.db('start').collection('rows');
await rows.createIndex({ number: 1 }, {}, {});
await rows.createIndex({ owner: 1, at: -1 }, {}, {});
for (let from = 0; from < documents; from += 1_000)
  await rows.insertMany(
    Array.from({ length: 1_000 }, (_, i) => ({
      number: from + i,
      owner: `o${(from + i) % 100}`,
      at: new Date(1.7e12 + i),
      text: 'x'.repeat(150),
    })),
  );
await filling.end('SIGTERM');
const megabytes = Math.round(statSync(join(folder, 'data.mdb')).size / 2 ** 20);
console.info(`${documents} documents, two indexes, ${megabytes} MB`);

for (const [how, signal] of [
  ['closed in order', 'SIGKILL'],
  ['killed', 'SIGKILL'],
  ['killed', 'SIGTERM'],
  ['closed in order', 'SIGTERM'],
] as const) {
  const { client, ms, whole, end } = await started();
  const stats = await client.db('admin').command({ engineStats: 1 });
  const memory = Math.round(Number(stats['rss']) / 2 ** 20);
  console.info(`${how}: opened in ${ms} ms (process ${whole} ms), ${memory} MB`);
  if (signal === 'SIGKILL') await client.db('start').collection('rows').insertOne({ x: 1 });
  await end(signal);
}
rmSync(folder, { recursive: true });
