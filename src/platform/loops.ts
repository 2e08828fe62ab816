import { setMaxListeners } from 'node:events';

/**
 * Work that happens later, again, or on a day. `step` does what is due and says how much that was;
 * it must be harmless when several processes run it at once: the document is the job.
 */
export interface Loop {
  readonly name: string;
  readonly everyMs: number;
  readonly step: () => Promise<number>;
}

/**
 * Runs each loop until `stop`, which waits for the steps under way. A step that did something is
 * followed by the next at once; one that failed is reported and tried again after its pause.
 */
export function runLoops(
  loops: readonly Loop[],
  report: (error: unknown, loop: string) => void,
): { stop: () => Promise<void> } {
  const stopped = new AbortController();
  setMaxListeners(0, stopped.signal); // every loop listens; none stays when it has ended
  const running = loops.map((loop) => runLoop(loop, { signal: stopped.signal, report }));
  return {
    stop: async () => {
      stopped.abort();
      await Promise.all(running);
    },
  };
}

interface Until {
  readonly signal: AbortSignal;
  readonly report: (error: unknown, loop: string) => void;
}

async function runLoop({ name, everyMs, step }: Loop, { signal, report }: Until): Promise<void> {
  while (!signal.aborted) {
    let did = 0;
    try {
      did = await step();
    } catch (error) {
      if (!hasEnded(signal)) report(error, name);
    }
    if (did === 0) await pause(everyMs, signal);
  }
}

/** Asked again after a step: it may have ended meanwhile. */
function hasEnded(signal: AbortSignal): boolean {
  return signal.aborted;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}
