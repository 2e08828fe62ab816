/**
 * `npm run bench:db [documents …]`: what the store can do, as a driver in another process sees it, beside
 * a bare loop of `fdatasync` on the same disk in the same run, and beside MongoDB when `TEST_MONGODB_URI`
 * names one. Prints the tables of `docs/benchmarks.md`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { figures, fill, type Figure } from './db-work.ts';
import { fdatasyncPerSecond } from './disk.ts';
import { engineOn, givenServer, type BenchServer } from './server.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Name of the database of one run, so that a given server keeps what it has. */
const DATABASE = `bench-${process.pid}`;

async function measure(server: BenchServer, n: number): Promise<Figure[]> {
  const client = await new mongo.MongoClient(server.uri).connect();
  const db = client.db(DATABASE);
  const filled = await fill(db, n);
  const found = [filled, ...(await figures(db, n))];
  await client.close();
  return found;
}

async function drop(server: BenchServer): Promise<void> {
  const client = await new mongo.MongoClient(server.uri).connect();
  await client.db(DATABASE).dropDatabase();
  await client.close();
}

async function onEngine(n: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'suhang-bench-'));
  try {
    const first = await engineOn(folder);
    const found = await measure(first, n);
    const used = first.memory();
    await first.stop();
    const again = await engineOn(folder);
    const idle = again.memory();
    await again.stop();
    return [
      ...found,
      { name: 'open with the data', unit: 'ms', value: again.openMs ?? NaN, goal: 300 },
      ...memoryFigures('after the run', used),
      ...memoryFigures('after opening', idle),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function memoryFigures(when: string, memory: ReturnType<BenchServer['memory']>): Figure[] {
  if (!memory) return [];
  return [
    { name: `memory ${when}, MiB`, unit: 'ms', value: memory.rss, goal: undefined },
    { name: `– without pages of the file, MiB`, unit: 'ms', value: memory.own, goal: undefined },
  ];
}

const shown = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value)
    ? '–'
    : value >= 100
      ? Math.round(value).toLocaleString('en')
      : value.toPrecision(3);

/** One row; a rate also as so many of the disk's own `fdatasync`. */
function row(
  { name, unit, value, goal }: Figure,
  syncs: number,
  other: Figure | undefined,
): string {
  const perSync = unit === 'per s' ? shown(value / syncs) : '';
  return `| ${name} | ${unit} | ${shown(value)} | ${perSync} | ${shown(goal)} | ${shown(other?.value)} |`;
}

async function table(n: number): Promise<void> {
  const syncs = fdatasyncPerSecond(tmpdir());
  const engine = await onEngine(n);
  const uri = process.env['TEST_MONGODB_URI'];
  const given = uri === undefined ? undefined : givenServer(uri);
  const other = given ? await measure(given, n) : [];
  if (given) await drop(given);
  say(`\n### ${n.toLocaleString('en')} documents`);
  say(`Bare \`fdatasync\` of 4 KiB in this run: ${shown(syncs)} per s.\n`);
  say('| Work | unit | engine | × fdatasync | prototype or goal | MongoDB |');
  say('|---|---|---|---|---|---|');
  for (const figure of engine) {
    say(
      row(
        figure,
        syncs,
        other.find(({ name }) => name === figure.name),
      ),
    );
  }
}

const sizes = process.argv.slice(2).map(Number);
say(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`);
for (const n of sizes.length > 0 ? sizes : [10_000, 100_000]) await table(n);
