import { exit } from 'node:process';
import { parseArgs } from 'node:util';
import { engineFolderOf, serveEngine } from '../platform/database.ts';

/**
 * `npm run engine -- --data <folder>`: the engine alone, for mongosh, Compass and foreign test
 * suites. Prints its address and serves until Ctrl-C; a folder that is served already is shared.
 */
try {
  const { values } = parseArgs({ options: { data: { type: 'string' } } });
  if (values.data === undefined) throw new Error('Which folder? npm run engine -- --data <folder>');
  const { uri, close } = await serveEngine(engineFolderOf(values.data), console.error);
  console.info(uri);
  const alive = setInterval(() => undefined, 60_000);
  const stop = () => {
    clearInterval(alive);
    void close().then(() => exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (error) {
  console.error((error as Error).message);
  exit(1);
}
