import type { Worker } from 'node:worker_threads';
import { AppError } from '../shared/errors.ts';
import { spawnWorker } from './worker.ts';

/** A picture to make: fits into `width` × `width`, or covers `width` × `height`. */
export interface Recipe {
  readonly size: string;
  readonly width: number;
  readonly height?: number;
  readonly format: 'jpeg' | 'webp';
  readonly quality: number;
}

export interface Picture {
  readonly size: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface ImageJob {
  readonly path: string;
  readonly recipes: readonly Recipe[];
  readonly timeoutS: number;
}

export interface ImageReply {
  readonly pictures: readonly Picture[];
  /** What the camera wrote, before it was dropped. */
  readonly exif: Uint8Array | undefined;
}

export type Images = ReturnType<typeof createImages>;

type Message = { id: number } & ({ reply: ImageReply } | { refusal: string });

interface Waiting {
  readonly job: ImageJob;
  readonly resolve: (reply: ImageReply) => void;
  readonly reject: (error: Error) => void;
}

const AT_ONCE = 2;
const MAX_WAITING = 40;

/**
 * Makes pictures out of files that strangers sent, in a thread of its own: two at once, the others
 * wait; who takes longer than `timeoutS` is dropped together with the thread.
 */
export function createImages({ timeoutS = 20 } = {}) {
  let worker: Worker | undefined;
  let ids = 0;
  const queue: Waiting[] = [];
  const running = new Map<number, Waiting & { readonly timer: NodeJS.Timeout }>();

  /** @throws AppError `image.unreadable`, `image.too-many-pixels`, `image.too-slow`, `image.busy` */
  function derive(path: string, recipes: readonly Recipe[]): Promise<ImageReply> {
    return new Promise((resolve, reject) => {
      if (queue.length >= MAX_WAITING) {
        reject(new AppError('busy', 'image.busy', 'Too many pictures at once. Please try again.'));
        return;
      }
      queue.push({ job: { path, recipes, timeoutS }, resolve, reject });
      next();
    });
  }

  function next(): void {
    const waiting = running.size < AT_ONCE ? queue.shift() : undefined;
    if (!waiting) {
      if (running.size === 0) worker?.unref(); // an idle thread keeps no process alive
      return;
    }
    const id = (ids += 1);
    // The image library's own limit comes first; this one is for when it does not hold.
    const timer = setTimeout(lose, (timeoutS + 2) * 1_000, tooSlow());
    running.set(id, { ...waiting, timer });
    worker ??= startWorker({ settle, fail });
    worker.ref();
    worker.postMessage({ id, job: waiting.job });
    next();
  }

  function settle(message: Message): void {
    const job = running.get(message.id);
    if (!job) return;
    running.delete(message.id);
    clearTimeout(job.timer);
    if ('reply' in message) job.resolve(message.reply);
    else job.reject(refusalOf(message.refusal));
    next();
  }

  function fail(error: Error, failed: Worker): void {
    if (worker === failed) lose(error);
  }

  /** The thread is gone or hangs: what it was doing fails, what waits goes on in a new one. */
  function lose(error: Error): void {
    const lost = [...running.values()];
    running.clear();
    void worker?.terminate();
    worker = undefined;
    for (const { timer, reject } of lost) {
      clearTimeout(timer);
      reject(error);
    }
    next();
  }

  /** Ends the thread. What still waits fails. */
  async function close(): Promise<void> {
    const last = worker;
    for (const { reject } of queue.splice(0)) reject(closed());
    lose(closed());
    await last?.terminate();
  }

  return { derive, close };
}

interface Handlers {
  readonly settle: (message: Message) => void;
  readonly fail: (error: Error, failed: Worker) => void;
}

function startWorker({ settle, fail }: Handlers): Worker {
  const started = spawnWorker(new URL('./image-worker.ts', import.meta.url), undefined);
  started.on('message', settle);
  started.on('error', (error: Error) => {
    fail(error, started);
  });
  return started;
}

function closed(): AppError {
  return new AppError('busy', 'image.busy', 'The service is stopping.');
}

function tooSlow(): AppError {
  return new AppError('invalid', 'image.too-slow', 'This picture takes too long to read.');
}

/** What the image library says, in our words. */
function refusalOf(words: string): AppError {
  if (/pixel limit/i.test(words)) {
    const message = 'At most 50 million pixels.';
    return new AppError('too-large', 'image.too-many-pixels', message, { cause: words });
  }
  if (/timeout/i.test(words)) return tooSlow();
  const message = 'This picture is broken or cut off.';
  return new AppError('invalid', 'image.unreadable', message, { cause: words });
}
