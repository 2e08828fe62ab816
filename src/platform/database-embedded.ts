import { existsSync } from 'node:fs';
import { join } from 'node:path';
import mongoose, { type mongo } from 'mongoose';
import { openEngine } from '../engine/index.ts';
import { DATABASE_NAME, type OpenDatabase, type OpenOptions } from './database-options.ts';
import { connectTo } from './database-server.ts';
import { spawnWorker } from './worker.ts';

/**
 * Opens the engine of this installation, or attaches to the process that serves it.
 * @throws Error in production unless it was allowed on purpose.
 */
export async function openEmbedded(options: OpenOptions): Promise<OpenDatabase> {
  const { dataDir, production, embeddedAllowedInProduction, sync = true, note } = options;
  if (production && !embeddedAllowedInProduction)
    throw new Error(
      'No database is named. Set MONGODB_URI to a MongoDB 7 or 8 server, ' +
        'or set DATABASE=embedded to use the embedded engine on this one machine.',
    );
  if (production && !sync)
    throw new Error('DATABASE_SYNC=off is for tests: production keeps what it acknowledged.');
  const folder = join(dataDir, 'engine');
  const engine = await openEngine({ folder, sync, spawn: spawnWorker, note });
  try {
    const { connection } = await connectTo(engine.uri(DATABASE_NAME));
    const role = engine.isOwner ? '' : ', served by another process';
    return {
      connection,
      kind: 'embedded',
      servedElsewhere: !engine.isOwner,
      describe: `embedded engine in ${folder}${role}: for trying, tests and one small site; for more set MONGODB_URI`,
      async close() {
        await connection.close();
        await engine.close();
      },
    };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** The engine's own folder of a data folder; either may be named. */
export const engineFolderOf = (folder: string): string =>
  existsSync(join(folder, 'data.mdb')) ? folder : join(folder, 'engine');

/** The engine alone, for tools: no product, no database name. */
export async function serveEngine(
  folder: string,
  note: (line: string) => void,
): Promise<{ uri: string; close: () => Promise<void> }> {
  const engine = await openEngine({ folder, spawn: spawnWorker, note });
  return { uri: engine.uri(''), close: () => engine.close() };
}

/**
 * Gives one command of the engine's own to whoever serves the folder, starting an engine when
 * nobody does. It may take as long as it takes.
 */
export async function tellEngine(folder: string, command: mongo.Document): Promise<mongo.Document> {
  const { uri, close } = await serveEngine(folder, () => undefined);
  try {
    const client = await new mongoose.mongo.MongoClient(uri).connect();
    return await client
      .db('admin')
      .command(command)
      .finally(() => client.close());
  } finally {
    await close();
  }
}
