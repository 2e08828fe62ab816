import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Who serves a folder. */
interface Owner {
  readonly pid: number;
  readonly socket: string;
  readonly startedAt: string;
}

const LONGEST_SOCKET = 100;
const STARTING_MS = 15_000;
const TAKING_MS = 5_000;

/** Makes the folder, readable by its owner only, and returns its real path. */
export function ownFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  return realpathSync(folder);
}

/**
 * Address of the socket for a data folder, the same for every process. A path too long for a socket
 * gives way to a folder of ours in the temporary one.
 * @throws Error when that folder belongs to someone else.
 */
export function socketOf(folder: string): string {
  const near = join(folder, 'engine.sock');
  if (Buffer.byteLength(near) <= LONGEST_SOCKET) return near;
  const uid = process.getuid?.() ?? 0;
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const made = join(realpathSync(tmpdir()), `suhang-${uid}-${digest}`);
  mkdirSync(made, { recursive: true, mode: 0o700 });
  const { uid: owner, mode } = lstatSync(made);
  if (owner !== uid || !lstatSync(made).isDirectory())
    throw new Error(`${made} belongs to another user. Remove it or move DATA_DIR.`);
  if ((mode & 0o077) !== 0) chmodSync(made, 0o700);
  return join(made, 'engine.sock');
}

/** Whether something listens: `dead` says for certain that nothing does. */
function knock(socket: string): Promise<'alive' | 'dead' | 'absent'> {
  return new Promise((resolve) => {
    const connection = createConnection(socket);
    const answer = (state: 'alive' | 'dead' | 'absent'): void => {
      connection.destroy();
      resolve(state);
    };
    connection.once('connect', () => {
      answer('alive');
    });
    connection.once('error', (error: NodeJS.ErrnoException) => {
      answer(error.code === 'ENOENT' ? 'absent' : 'dead');
    });
  });
}

function readOwner(file: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch {
    return undefined; // not there, or half written by a process that died
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Becomes the owner of the folder (true) or finds a living one (false). Of any number of processes
 * that start at once exactly one becomes it; the others wait until its socket answers.
 */
export async function claim(folder: string, socket: string): Promise<boolean> {
  const file = join(folder, 'engine.json');
  const until = Date.now() + STARTING_MS;
  for (;;) {
    const state = await knock(socket);
    if (state === 'alive') return false;
    const owner = readOwner(file);
    if (!isStarting(owner, state) || Date.now() > until) {
      if (takeOver({ folder, file, socket, found: owner })) return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** An owner without a socket yet is given time, unless its process is gone. */
function isStarting(owner: Owner | undefined, state: 'dead' | 'absent'): boolean {
  if (!owner || state === 'dead') return false;
  const age = Date.now() - Date.parse(owner.startedAt);
  return isRunning(owner.pid) && age < STARTING_MS;
}

/** Replaces the owner file, if it is still the one that was found dead. */
function takeOver(claimed: {
  folder: string;
  file: string;
  socket: string;
  found: Owner | undefined;
}): boolean {
  const { folder, file, socket, found } = claimed;
  const lock = join(folder, 'engine.taking');
  if (!lockFolder(lock)) return false;
  try {
    if (JSON.stringify(readOwner(file)) !== JSON.stringify(found)) return false;
    rmSync(file, { force: true });
    rmSync(socket, { force: true });
    const owner: Owner = { pid: process.pid, socket, startedAt: new Date().toISOString() };
    writeFileSync(file, JSON.stringify(owner), { flag: 'wx', mode: 0o600 });
    return true;
  } finally {
    rmdirSync(lock);
  }
}

function lockFolder(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    const left = existsSync(lock) && Date.now() - statSync(lock).mtimeMs > TAKING_MS;
    if (left) rmSync(lock, { recursive: true, force: true }); // its maker died within milliseconds
    return false;
  }
}

/** Gives the folder up, for whoever starts next. */
export function release(folder: string, socket: string): void {
  rmSync(join(folder, 'engine.json'), { force: true });
  rmSync(socket, { force: true });
}
