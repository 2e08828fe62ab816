import { once } from 'node:events';
import { openEngine } from '../../src/engine/index.ts';
import { spawnWorker } from '../../src/platform/worker.ts';

/** Serves the folder it is told on standard input, and says its address; is killed from outside. */
const [folder] = (await once(process.stdin, 'data')) as [Buffer];
const engine = await openEngine({ folder: folder.toString().trim(), spawn: spawnWorker });
process.stdout.write(`${engine.uri('kill')}\n`);
