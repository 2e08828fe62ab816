import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A store to measure: its address, and what is known of the process behind it. */
export interface BenchServer {
  readonly uri: string;
  /** Until it answered, without starting Node; undefined for a server that was there already. */
  readonly openMs: number | undefined;
  /** MiB in memory now: all of it, and without the pages of the mapped file, which the system may drop. */
  readonly memory: () => { rss: number; own: number } | undefined;
  readonly stop: () => Promise<void>;
}

/** A server given by its address; nothing is known of its process. */
export function givenServer(uri: string): BenchServer {
  return { uri, openMs: undefined, memory: () => undefined, stop: () => Promise.resolve() };
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The built engine, alone in a process, as durable as in production. */
const ENTRY = `
import { openEngine } from './dist/engine/index.js';
import { spawnWorker } from './dist/platform/worker.js';
const started = performance.now();
const engine = await openEngine({ folder: process.argv[1], spawn: spawnWorker });
console.log(JSON.stringify({ uri: engine.uri('bench'), openMs: performance.now() - started }));
process.on('SIGTERM', () => void engine.close().then(() => process.exit(0)));
setInterval(() => {}, 1 << 30);
`;

/** Opens the engine on `folder` in a process of its own. @throws Error when it does not come up. */
export async function engineOn(folder: string): Promise<BenchServer> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', ENTRY, folder], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(() => {
      throw new Error('the engine did not come up; run `npm run build` first');
    }),
  ]);
  const { uri, openMs } = JSON.parse(String(first[0])) as { uri: string; openMs: number };
  return {
    uri,
    openMs,
    memory: () => memoryOf(child.pid),
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

/** From `/proc`; undefined where there is none. */
function memoryOf(pid: number | undefined): { rss: number; own: number } | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const mib = (name: string): number =>
      Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1_024;
    return { rss: mib('VmRSS'), own: mib('RssAnon') };
  } catch {
    return undefined;
  }
}
