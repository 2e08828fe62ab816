import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  lstatSync,
  mkdirSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where an engine lives: its folder, and the socket every process finds by the folder alone. */
export interface Place {
  readonly folder: string;
  readonly socket: string;
  /** The folder's number in its file system: a moved folder keeps it, a copied one has another. */
  readonly inode: number;
}

const LONGEST_SOCKET = 100;

/**
 * Makes the folder, readable by its owner only, and finds the address of its socket.
 * @throws Error when the folder cannot be made or written, or the socket's folder belongs to someone else.
 */
export function placeOf(folder: string): Place {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const real = realpathSync(folder);
  keepPrivate(real);
  accessSync(real, constants.W_OK);
  return { folder: real, socket: socketOf(real), inode: statSync(real).ino };
}

/** A path too long for a socket gives way to a folder of ours in the temporary one. */
function socketOf(folder: string): string {
  const near = join(folder, 'engine.sock');
  if (Buffer.byteLength(near) <= LONGEST_SOCKET) return near;
  const uid = process.getuid?.() ?? 0;
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const made = join(realpathSync(tmpdir()), `suhang-${uid}-${digest}`);
  mkdirSync(made, { recursive: true, mode: 0o700 });
  keepPrivate(made);
  return join(made, 'engine.sock');
}

/** The folder is the lock: who can enter it can read and write everything. */
function keepPrivate(folder: string): void {
  const { uid, mode } = lstatSync(folder);
  if (!lstatSync(folder).isDirectory() || uid !== (process.getuid?.() ?? uid))
    throw new Error(
      `${folder} belongs to another user and is left untouched. Start as that user, remove it, or move DATA_DIR.`,
    );
  if ((mode & 0o077) !== 0) chmodSync(folder, 0o700);
}
