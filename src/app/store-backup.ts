import { createHash } from 'node:crypto';
import { chmodSync, closeSync, constants, copyFileSync, existsSync, fsyncSync } from 'node:fs';
import { mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import { tellEngine } from '../platform/database.ts';
import { AppError } from '../shared/errors.ts';

type Note = (line: string) => void;

/**
 * What a backup is: a folder shaped like the installation's own. `backup.json` is written last, so a
 * folder without it is no whole backup.
 */
const PARTS = {
  engine: 'engine',
  uploads: 'uploads',
  secrets: 'secrets.json',
  mark: 'backup.json',
};

const BLOB = /^[0-9a-f]{64}$/;

/**
 * Copies everything this installation keeps into a new folder, while it goes on. Files are copied
 * before and after the documents: whatever a copied document names is there.
 */
export async function backUp(config: Config, { to, note }: { to: string; note: Note }) {
  if (config.MONGODB_URI !== undefined || config.MONGOD_BINARY !== undefined)
    throw refusal('not-embedded', 'This backs up the embedded engine. Use mongodump for a server.');
  const data = join(config.DATA_DIR, PARTS.engine);
  if (!existsSync(join(data, 'data.mdb')))
    throw refusal('no-data', `There is nothing to back up in ${data}.`);
  const folder = resolve(to);
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw refusal('not-empty', `${folder} holds something already. Name a new folder.`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700); // copies of passwords and names lie in it
  const uploads = join(folder, PARTS.uploads);

  copyBlobs(config.UPLOADS_DIR, uploads);
  await tellEngine(data, {
    engineBackup: 1,
    folder: join(folder, PARTS.engine),
  });
  copyBlobs(config.UPLOADS_DIR, uploads);
  const isKept = copySecrets(config.DATA_DIR, folder);
  const files = blobsIn(uploads).length;
  const mark = { madeAt: new Date().toISOString(), files, secrets: isKept };
  writeFileSync(join(folder, PARTS.mark), `${JSON.stringify(mark, null, 2)}\n`, { flush: true });
  note(`${folder}: documents, ${files} files${isKept ? ', secrets.json' : ''}`);
  note(
    isKept
      ? 'It holds secrets.json: keep it as safe as the data.'
      : 'Secrets come from the environment here: keep JWT_SECRET and INSTALLATION_SECRET beside it.',
  );
}

/** Puts a backup where nothing is, and compares every index and every file before it says so. */
export async function restore(config: Config, { from, note }: { from: string; note: Note }) {
  const folder = resolve(from);
  if (!existsSync(join(folder, PARTS.mark)))
    throw refusal('no-backup', `${folder} is no whole backup: it has no ${PARTS.mark}.`);
  const engine = join(config.DATA_DIR, PARTS.engine);
  const taken = [
    ...(existsSync(engine) ? readdirSync(engine).map((name) => join(engine, name)) : []),
    ...blobsIn(config.UPLOADS_DIR),
    ...[join(config.DATA_DIR, PARTS.secrets)].filter((file) => existsSync(file)),
  ];
  if (taken[0] !== undefined)
    throw refusal(
      'not-empty',
      `There are data already (${taken[0]}). Restore into an empty place.`,
    );

  copyBlobs(join(folder, PARTS.uploads), config.UPLOADS_DIR);
  copySecrets(folder, config.DATA_DIR);
  mkdirSync(engine, { recursive: true, mode: 0o700 });
  copyWhole(join(folder, PARTS.engine, 'data.mdb'), join(engine, 'data.mdb'));
  const { documents, indexes, faults } = await tellEngine(engine, { engineStats: 1, verify: true });
  const wrong = [...(faults as string[]), ...damagedBlobs(config.UPLOADS_DIR)];
  if (wrong.length > 0)
    throw refusal(
      'damaged',
      `The backup is damaged; remove what was restored:\n  ${wrong.join('\n  ')}`,
    );
  note(`${String(documents)} documents, ${String(indexes)} indexes, all as they should be`);
}

function blobsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => BLOB.test(basename(name))).map((name) => join(folder, name));
}

/** Files are named after their contents: one that is there already is the same. */
function copyBlobs(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const file of blobsIn(from)) {
    const name = basename(file);
    const place = join(to, name.slice(0, 2), name);
    if (existsSync(place)) continue;
    mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
    copyWhole(file, place);
  }
}

/** Whether there were any. */
function copySecrets(from: string, to: string): boolean {
  const file = join(from, PARTS.secrets);
  if (!existsSync(file)) return false;
  mkdirSync(to, { recursive: true });
  copyWhole(file, join(to, PARTS.secrets));
  return true;
}

/** A copy that is on disk when this returns. A file that was taken away meanwhile is not copied. */
function copyWhole(from: string, to: string): void {
  try {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
  } catch (error) {
    if (existsSync(from)) throw error;
    return;
  }
  chmodSync(to, 0o600);
  const file = openSync(to, 'r+');
  fsyncSync(file);
  closeSync(file);
}

const damagedBlobs = (folder: string): string[] =>
  blobsIn(folder).filter(
    (file) => createHash('sha256').update(readFileSync(file)).digest('hex') !== basename(file),
  );

const refusal = (what: string, message: string): AppError =>
  new AppError('conflict', `backup.${what}`, message);
