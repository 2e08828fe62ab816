import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/**
 * Starts a worker thread on a module of ours, from source (`.ts`, under tsx) or built (`.js`).
 * Name the entry relative to the caller and with the caller's extension:
 * `spawnWorker(new URL('./worker.ts', import.meta.url), data)` – tsc does not rewrite the text of a
 * URL, so the extension of this very file decides. A failed import arrives as the worker's `error`.
 */
export function spawnWorker(entry: URL, workerData: unknown): Worker {
  const fromSource = import.meta.url.endsWith('.ts');
  const module = entry.href.replace(/\.[jt]s$/, fromSource ? '.ts' : '.js');
  const start = fromSource
    ? `import(${JSON.stringify(tsxApi())})
        .then(({ register }) => { register(); return import(${JSON.stringify(module)}); })`
    : `import(${JSON.stringify(module)})`;
  return new Worker(`${start}.catch((error) => setImmediate(() => { throw error; }));`, {
    eval: true,
    workerData,
    execArgv: [], // tsx is registered above; the parent's loaders are not wanted twice
  });
}

/** mocha loads our modules as CommonJS, where `import.meta.resolve` is missing. */
function tsxApi(): string {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json'));
  return new URL('./dist/esm/api/index.mjs', tsx).href;
}
