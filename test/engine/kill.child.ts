import { once } from 'node:events';
import { openEngine } from '../../src/engine/index.ts';
import { spawnWorker } from '../../src/platform/worker.ts';

/** Serves a folder as soon as it is told to, and says its address; is killed from outside. */
const [folder = ''] = process.argv.slice(2);
await once(process.stdin, 'data');
const engine = await openEngine({ folder, spawn: spawnWorker });
process.stdout.write(`${engine.uri('kill')}\n`);
