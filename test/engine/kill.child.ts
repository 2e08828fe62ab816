import { once } from 'node:events';
import { openEngine } from '../../src/engine/index.ts';
import { spawnWorker } from '../../src/platform/worker.ts';

/**
 * Serves the folder it is told on standard input, and says its address and how many ms it took to
 * open; is killed from outside, or ends in order by SIGTERM.
 */
const [folder] = (await once(process.stdin, 'data')) as [Buffer];
const began = performance.now();
const engine = await openEngine({ folder: folder.toString().trim(), spawn: spawnWorker });
process.stdout.write(`${engine.uri('kill')} ${performance.now() - began}\n`);
process.once('SIGTERM', () => void engine.close().then(() => process.exit(0)));
