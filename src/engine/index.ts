import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { claim, ownFolder, release, socketOf } from './owner.ts';

/** How to open the engine. */
export interface EngineOptions {
  /** Folder of the data; made when it is not there, readable by its owner only. */
  readonly folder: string;
  /** False only in tests: acknowledged writes may then be lost with the machine's power. */
  readonly sync?: boolean;
  /** Starts a worker thread from a module of the engine. */
  readonly spawn: (entry: URL, workerData: unknown) => Worker;
}

/** An engine that answers on its socket. */
export interface Engine {
  /** False when another process serves the folder and this one only speaks to it. */
  readonly isOwner: boolean;
  /** Address of one database of the engine. */
  uri(database: string): string;
  /** Stops serving if this process is the owner. Close the connections first. */
  close(): Promise<void>;
}

/**
 * Opens the embedded engine on a folder, or attaches to the process that serves it already.
 * @throws Error when the folder cannot be used, the file is damaged or of a newer format.
 */
export async function openEngine({ folder, sync = true, spawn }: EngineOptions): Promise<Engine> {
  if (process.platform === 'win32')
    throw new Error('The embedded engine needs Unix sockets. Set MONGODB_URI.');
  const real = ownFolder(folder);
  const socket = socketOf(real);
  const uri = (database: string): string =>
    `mongodb://${encodeURIComponent(socket)}/${database}?directConnection=true`;
  if (!(await claim(real, socket))) {
    return { isOwner: false, uri, close: () => Promise.resolve() };
  }
  try {
    const worker = spawn(new URL('./worker.ts', import.meta.url), { folder: real, socket, sync });
    await started(worker);
    worker.unref(); // whoever uses the database keeps the process alive, not the engine
    return { isOwner: true, uri, close: () => stopped(worker, real, socket) };
  } catch (error) {
    release(real, socket);
    throw error;
  }
}

async function started(worker: Worker): Promise<void> {
  const [message] = (await once(worker, 'message')) as unknown[]; // `error` rejects
  if (message !== 'ready') throw new Error('The embedded engine did not start.');
}

async function stopped(worker: Worker, folder: string, socket: string): Promise<void> {
  worker.ref();
  const exit = once(worker, 'exit');
  worker.postMessage('stop');
  await exit;
  release(folder, socket);
}
