// `npm start`: the product with demo data. Seeds an empty store, then serves; Ctrl-C ends both.
import { spawn, spawnSync } from 'node:child_process';

const env = { ...process.env, DEMO: process.env.DEMO ?? '1' };
const inherit = { stdio: 'inherit', env };

const seeded = spawnSync(
  process.execPath,
  ['--import', 'tsx', 'seeds/run.ts', '--if-empty'],
  inherit,
);
if (seeded.status !== 0) process.exit(seeded.status ?? 1);

const server = spawn(process.execPath, ['dist/app/main.js'], inherit);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
