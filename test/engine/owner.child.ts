import { createInterface } from 'node:readline';
import { openEngine } from '../../src/engine/index.ts';
import { spawnWorker } from '../../src/platform/worker.ts';

/**
 * One process on a shared folder. Opens it when it is told where, and says `owner` or `attached`
 * with the address; says `owner` again when it takes over. Killed from outside.
 */
const say = (line: string): void => void process.stdout.write(`${line}\n`);
for await (const folder of createInterface({ input: process.stdin })) {
  const engine = await openEngine({
    folder,
    spawn: spawnWorker,
    note: () => {
      if (engine.isOwner) say(`owner ${engine.uri('owner')}`);
    },
  });
  say(`${engine.isOwner ? 'owner' : 'attached'} ${engine.uri('owner')}`);
  setInterval(() => undefined, 1_000);
}
