import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { useBundle } from './bundle.ts';

/** A process that runs `src/app/main.ts`, as it is started for people. */
export interface Running {
  readonly child: ChildProcess;
  /** All it has said, on both outputs. */
  readonly said: () => string;
  /** Until it has said where it is, or has ended without: then its words are the error. */
  readonly ready: Promise<void>;
  /** How it ended: the exit code, or the signal that killed it. */
  readonly ended: Promise<number | string>;
}

/**
 * Processes of the product (or of `main`) on a data folder of their own, none left when the `describe` ends. They
 * see no variable of ours but those that are given: whoever runs the tests may have set others.
 */
export function useProduct(main = 'src/app/main.ts') {
  const folder = mkdtempSync(path.join(tmpdir(), 'suhang-app-'));
  const children = new Set<ChildProcess>();
  const built = useBundle([main, 'src/engine/worker.ts', 'src/platform/image-worker.ts']);
  after(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  const environment = (env: Record<string, string>) => ({
    NODE_ENV: 'test',
    LOG_LEVEL: 'error',
    DATABASE: 'embedded',
    DATA_DIR: path.join(folder, 'data'),
    UPLOADS_DIR: path.join(folder, 'uploads'),
    ...env,
  });

  function run(env: Record<string, string> = {}, args: readonly string[] = []): Running {
    const machine = { PATH: '/nowhere', HOME: folder };
    const child = spawn(process.execPath, [built(main), ...args], {
      env: { ...machine, ...environment(env) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.add(child);
    let words = '';
    const ended = once(child, 'close').then(([code, signal]: unknown[]) => {
      children.delete(child);
      return (code ?? signal) as number | string;
    });
    const ready = new Promise<void>((resolve, reject) => {
      for (const output of [child.stdout, child.stderr]) {
        output.on('data', (chunk: Buffer) => {
          words += chunk.toString();
          if (words.includes('Ctrl-C ends it')) resolve();
        });
      }
      void ended.then((how) => {
        reject(new Error(`ended (${how}) before it served:\n${words}`));
      });
    });
    ready.catch(() => undefined); // who does not wait for it does not fail by it
    return { child, said: () => words, ready, ended };
  }

  return { folder, environment, run };
}

/** A port of this machine that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
