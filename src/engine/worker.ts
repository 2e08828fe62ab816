import { chmodSync, rmSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { compact, dataFile, isMostlyFree, openEnvironment } from './storage/environment.ts';
import { checkFile, sumOf, type Left } from './storage/file.ts';
import { createTurns } from './turn.ts';
import { createWireServer } from './wire/listen.ts';

/** Entry of the engine's worker thread. Says `ready`, then serves until it is told `stop`. */
const { folder, socket, sync, left } = workerData as {
  folder: string;
  socket: string;
  sync: boolean;
  left: Left;
};
const EXPIRE_MS = 60_000;
const open = () => openEnvironment(folder, { sync });

checkFile(dataFile(folder), left);
parentPort?.postMessage('checked');
let environment = open();
if (isMostlyFree(environment)) await reopenCompacted().catch(() => undefined); // no room: as it is
const turns = createTurns(environment, compactWhileHeld);
const wire = createWireServer(turns.run);
const timer = setInterval(() => {
  turns.expire();
}, EXPIRE_MS);

async function reopenCompacted(): Promise<void> {
  await compact(environment, folder);
  environment = open();
}

/** While nobody else's turn comes: the file is copied without its free pages, and opened again. */
async function compactWhileHeld(): Promise<void> {
  wire.hold();
  await turns.copied();
  try {
    await reopenCompacted();
    turns.reopened(environment);
  } finally {
    wire.goOn();
  }
}

rmSync(socket, { force: true });
wire.server.listen(socket, () => {
  chmodSync(socket, 0o600);
  parentPort?.postMessage('ready');
});

parentPort?.on('message', (message: unknown) => {
  if (message === 'stop') void shutDown();
  if (message === 'expire') parentPort?.postMessage({ expired: turns.expire() });
});

async function shutDown(): Promise<void> {
  clearInterval(timer);
  await wire.stop();
  await turns.copied();
  await environment.root.close();
  parentPort?.postMessage({ sum: sumOf(dataFile(folder)) });
  parentPort?.close();
}
