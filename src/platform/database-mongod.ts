import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import mongoose from 'mongoose';
import { DATABASE_NAME, type OpenDatabase, type OpenOptions } from './database-options.ts';
import { connectTo } from './database-server.ts';

const OLDEST = 7;
const START_MS = 30_000;

/**
 * A `mongod` to run: the one that was named, else one on `PATH` of version 7.0 or newer.
 * @throws Error when the named one is none or too old; one on `PATH` is only passed over.
 */
export async function usableMongod({
  mongodBinary,
  embeddedAllowedInProduction,
  note,
}: OpenOptions): Promise<string | undefined> {
  if (mongodBinary === undefined && embeddedAllowedInProduction) return undefined; // it was named
  const binary = mongodBinary ?? 'mongod';
  const version = await versionOf(binary);
  if (version !== undefined && Number.parseInt(version, 10) >= OLDEST) return binary;
  const fault =
    version === undefined ? 'is no mongod' : `is version ${version}; 7.0 or newer is needed`;
  if (mongodBinary !== undefined) throw new Error(`MONGOD_BINARY ${mongodBinary} ${fault}.`);
  if (version !== undefined) note(`The mongod on PATH ${fault}; it is passed over.`);
  return undefined;
}

async function versionOf(binary: string): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(binary, ['--version'], { timeout: 10_000 });
    return /db version v(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  } catch {
    return undefined;
  }
}

/** Runs a one-node replica set on loopback, on a free port, and stops it on close. */
export async function openMongod(binary: string, { dataDir }: OpenOptions): Promise<OpenDatabase> {
  const folder = join(dataDir, 'mongod');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const port = await freePort();
  const place = ['--dbpath', folder, '--bind_ip', '127.0.0.1', '--port', String(port)];
  const child = spawn(binary, [...place, '--replSet', 'rs0'], { stdio: 'ignore' });
  const client = clientOf(port);
  try {
    await Promise.race([becomePrimary(client, port), endedEarly(child, folder)]);
    const { connection, describe } = await connectTo(
      `mongodb://127.0.0.1:${port}/${DATABASE_NAME}?replicaSet=rs0`,
      { maxPoolSize: 20 },
    );
    return {
      connection,
      kind: 'mongod',
      describe: `${binary} in ${folder} (${describe}): development and small sites: loopback without passwords`,
      async close() {
        await connection.close();
        await stop(child);
      },
    };
  } catch (error) {
    await stop(child);
    throw error;
  } finally {
    await client.close(); // also ends the wait for a server that is gone
  }
}

function clientOf(port: number) {
  const uri = `mongodb://127.0.0.1:${port}/?directConnection=true`;
  return new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: START_MS });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function endedEarly(child: ChildProcess, folder: string): Promise<never> {
  const [code] = (await once(child, 'exit')) as unknown[];
  throw new Error(`mongod ended with ${String(code)} before it served ${folder}.`);
}

/** Initiates the set once; a set that is there already only has to elect itself. */
async function becomePrimary(client: mongoose.mongo.MongoClient, port: number): Promise<void> {
  const admin = client.db('admin');
  const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
  const until = Date.now() + START_MS;
  await admin.command({ replSetInitiate: { _id: 'rs0', members } }).catch((error: unknown) => {
    if (!(error instanceof mongoose.mongo.MongoServerError) || error.code !== 23) throw error;
  });
  while ((await admin.command({ hello: 1 }))['isWritablePrimary'] !== true) {
    if (Date.now() > until) throw new Error('mongod did not become primary within 30 s.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}
