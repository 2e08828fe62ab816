import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { useBundle } from './bundle.ts';

interface How {
  /** Longest file the process may write, in KB: beyond, the disk is full. */
  readonly blocks?: number;
}

/** Engines in processes of their own, which may be killed; none is left when the `describe` ends. */
export function useEngines() {
  const root = mkdtempSync(join(tmpdir(), 'suhang-engines-'));
  const built = useBundle(['test/engine/kill.child.ts', 'src/engine/worker.ts']);
  const children = new Set<ChildProcess>();
  let folders = 0;
  after(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(root, { recursive: true, force: true });
  });

  /** A process that has loaded everything and waits to be told a folder. */
  function prepared({ blocks }: How = {}) {
    const program = `exec '${process.execPath}' '${built('kill.child.ts')}'`;
    const limited = blocks === undefined ? program : `ulimit -f ${blocks}; ${program}`;
    const child = spawn('bash', ['-c', limited]);
    children.add(child);
    child.once('exit', () => children.delete(child));
    return child;
  }

  /** One that has been told a folder, and `words` after it. */
  function started(folder: string, words = '') {
    const child = prepared();
    child.stdin.write(`${folder}${words}\n`);
    return child;
  }

  /** One that serves, and a client of it. */
  async function serving(folder: string, child = prepared()) {
    child.stdin.write(`${folder}\n`);
    child.stderr.pipe(process.stderr);
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    const uri = said.toString().split(' ')[0] ?? '';
    const client = await mongoose.mongo.MongoClient.connect(uri);
    return {
      child,
      uri,
      client,
      db: client.db('x'),
      tell: (command: object) => client.db('admin').command(command),
      verify: () => client.db('admin').command({ engineStats: 1, verify: true }),
      end: async (signal: NodeJS.Signals) => {
        await client.close();
        child.kill(signal);
        await once(child, 'exit');
      },
    };
  }

  function newFolder(): string {
    const folder = join(root, `${++folders}`);
    mkdirSync(folder);
    return folder;
  }
  return { root, newFolder, prepared, started, serving };
}

export type EngineChild = Awaited<ReturnType<ReturnType<typeof useEngines>['serving']>>;
