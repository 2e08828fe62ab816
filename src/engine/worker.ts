import { chmodSync, rmSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { openEnvironment } from './storage/environment.ts';
import { createTurns } from './turn.ts';
import { createWireServer } from './wire/listen.ts';

/** Entry of the engine's worker thread. Says `ready`, then serves until it is told `stop`. */
const { folder, socket, sync } = workerData as { folder: string; socket: string; sync: boolean };
const EXPIRE_MS = 60_000;

const environment = openEnvironment(folder, { sync });
const turns = createTurns(environment);
const { server, stop } = createWireServer(turns.run);
const timer = setInterval(() => {
  turns.expire();
}, EXPIRE_MS);

rmSync(socket, { force: true });
server.listen(socket, () => {
  chmodSync(socket, 0o600);
  parentPort?.postMessage('ready');
});

parentPort?.on('message', (message: unknown) => {
  if (message === 'stop') void shutDown();
  if (message === 'expire') parentPort?.postMessage({ expired: turns.expire() });
});

async function shutDown(): Promise<void> {
  clearInterval(timer);
  await stop();
  await environment.root.close();
  parentPort?.postMessage('stopped');
  parentPort?.close();
}
