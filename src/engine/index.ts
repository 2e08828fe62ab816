import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { createLook, type Look, type Seat } from './owner.ts';
import { placeOf, type Place } from './place.ts';

/** How to open the engine. */
export interface EngineOptions {
  /** Folder of the data; made when it is not there, readable by its owner only. */
  readonly folder: string;
  /** False only in tests: acknowledged writes may then be lost with the machine's power. */
  readonly sync?: boolean;
  /** Starts a worker thread from a module of the engine. */
  readonly spawn: (entry: URL, workerData: unknown) => Worker;
  /** Gets a line when this process takes over from an owner that died, or cannot. */
  readonly note?: (line: string) => void;
}

/** An engine that answers on its socket. */
export interface Engine {
  /** False while another process serves the folder and this one only speaks to it. */
  readonly isOwner: boolean;
  /** Address of one database of the engine: the same whoever owns it. */
  uri(database: string): string;
  /** Stops serving if this process is the owner. Close the connections first. */
  close(): Promise<void>;
}

const STARTING_MS = 60_000;
const LOOK_EVERY_MS = 1_000;

/**
 * Opens the embedded engine on a folder, or attaches to the process that serves it already; when
 * that one dies, an attached process takes its place within a second or two.
 * @throws Error when the folder cannot be used, the file is damaged or of a newer format.
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  if (process.platform === 'win32')
    throw new Error('The embedded engine needs Unix sockets. Set MONGODB_URI.');
  const place = placeOf(options.folder);
  const look = createLook(place);
  let stop = await begin(look, place, options);
  let looking: Promise<void> | undefined;
  let said = '';

  /** One look of an attached process; a fault is said once, and the next look may succeed. */
  async function lookAgain(): Promise<void> {
    try {
      const found = await look();
      if (found.state !== 'ours') return;
      stop = await serve(found, place, options);
      options.note?.(`The owner of ${place.folder} is gone; this process serves it now.`);
    } catch (error) {
      const { message } = error as Error;
      if (message !== said) options.note?.(message);
      said = message;
    }
  }

  const timer = setInterval(() => {
    if (stop || looking) return;
    looking = lookAgain().finally(() => (looking = undefined));
  }, LOOK_EVERY_MS);
  timer.unref();

  return {
    get isOwner() {
      return stop !== undefined;
    },
    uri: (database) =>
      `mongodb://${encodeURIComponent(place.socket)}/${database}?directConnection=true`,
    async close() {
      clearInterval(timer);
      await looking;
      await stop?.();
      stop = undefined;
    },
  };
}

type Stop = () => Promise<void>;

/** Serves the folder, or returns nothing when another process does. */
async function begin(
  look: () => Promise<Look>,
  place: Place,
  options: EngineOptions,
): Promise<Stop | undefined> {
  const until = Date.now() + STARTING_MS;
  for (;;) {
    const found = await look();
    if (found.state === 'served') return undefined;
    if (found.state === 'ours') return serve(found, place, options);
    if (Date.now() > until)
      throw new Error(
        `Process ${found.pid ?? '?'} holds ${place.folder} and does not answer on ${place.socket}. End it first.`,
      );
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Starts the worker thread; what goes wrong later in it ends the process, and others take over. */
async function serve(
  { left, opened, release }: Seat,
  { folder, socket }: Place,
  { spawn, sync = true }: EngineOptions,
): Promise<Stop> {
  let sum = left.sum;
  try {
    const worker = spawn(new URL('./worker.ts', import.meta.url), { folder, socket, sync, left });
    await new Promise<void>((resolve, reject) => {
      worker.once('error', reject);
      worker.on('message', (message) => {
        if (message === 'checked') sum = undefined; // from now on the file may change
        if (message === 'ready') resolve();
      });
    });
    worker.removeAllListeners('message').removeAllListeners('error');
    opened();
    worker.unref(); // whoever uses the database keeps the process alive, not the engine
    return async () => {
      worker.ref();
      const exit = once(worker, 'exit');
      const stopped = once(worker, 'message');
      worker.postMessage('stop');
      const [{ sum }] = (await stopped) as [{ sum?: number }];
      await exit;
      release(sum);
    };
  } catch (error) {
    release(sum);
    throw error;
  }
}
