import { once } from 'node:events';
import { openEngine } from '../../src/engine/index.ts';
import { spawnWorker } from '../../src/platform/worker.ts';

/**
 * Serves the folder it is told on standard input, and says its address and how many ms it took to
 * open, as the user it is told after the folder; is killed from outside, or ends in order by SIGTERM.
 */
const [line] = (await once(process.stdin, 'data')) as [Buffer];
const [folder = '', user] = line.toString().trim().split(' ');
if (user !== undefined) process.setuid?.(Number(user));
const began = performance.now();
const engine = await openEngine({ folder, spawn: spawnWorker });
process.stdout.write(`${engine.uri('kill')} ${performance.now() - began}\n`);
process.once('SIGTERM', () => void engine.close().then(() => process.exit(0)));
