import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Place } from './place.ts';
import type { Left } from './storage/file.ts';

/**
 * Who serves a folder. Each owner makes `engine.<n>.json` with the next number, which only one can;
 * the highest number is the owner, and the last two stay. `engine.json` is the same record, for
 * people and tools.
 */
interface Owner {
  readonly pid: number;
  readonly socket: string;
  readonly startedAt: string;
  readonly host: string;
  /** When the process began, since a number may be given again; undefined when it is gone. */
  readonly process: string | undefined;
  readonly inode: number;
  /** It has opened the data, so there is a file. */
  readonly made?: boolean;
  /** It has stopped and left everything in order; `sum` is the file's, where it was taken. */
  readonly released?: boolean;
  readonly sum?: number | undefined;
}

/** What one look found: a living owner, one that is starting (or was quicker), or the seat itself. */
export type Look =
  | { readonly state: 'served' }
  | { readonly state: 'starting'; readonly pid: number | undefined }
  | Seat;

/** The folder is ours until it is released. */
export interface Seat {
  readonly state: 'ours';
  /** How the owner before us left the file. */
  readonly left: Left;
  /** Says that there is a file from now on. */
  readonly opened: () => void;
  readonly release: (sum?: number) => void;
}

/** How long an owner in another container, whose process cannot be seen, may be silent. */
const SILENT_MS = { refused: 2_000, absent: 15_000 };

/**
 * Looks whether the folder is served, and takes it when its owner is dead. Of any number of
 * processes that look at once exactly one gets it.
 */
export function createLook(place: Place): () => Promise<Look> {
  let silentSince: number | undefined;

  return async () => {
    const answer = await knock(place.socket);
    if (answer === 'alive') {
      silentSince = undefined;
      return { state: 'served' };
    }
    silentSince ??= Date.now();
    const last = lastOf(place.folder);
    const starting = { state: 'starting', pid: last.owner?.pid } as const;
    const silentMs = Date.now() - silentSince;
    if (last.owner && mayLive(last.owner, place, silentMs > SILENT_MS[answer])) return starting;
    return take(place, last) ?? starting;
  };
}

/** Whether something listens: a socket left behind refuses, one not yet made is absent. */
function knock(socket: string): Promise<'alive' | 'refused' | 'absent'> {
  return new Promise((resolve) => {
    const connection = createConnection(socket);
    const answer = (found: 'alive' | 'refused' | 'absent'): void => {
      connection.destroy();
      resolve(found);
    };
    connection.once('connect', () => {
      answer('alive');
    });
    connection.once('error', ({ code }: NodeJS.ErrnoException) => {
      answer(code === 'ENOENT' ? 'absent' : 'refused');
    });
  });
}

/** An owner that does not answer is dead when its process is; on another host only silence tells. */
function mayLive(owner: Owner, { inode }: Place, isLongSilent: boolean): boolean {
  if (owner.released === true || owner.inode !== inode) return false;
  if (owner.host !== hostname()) return !isLongSilent;
  return owner.process === beginningOf(owner.pid);
}

/** Names one process for ever: its number is given again, but never with the same beginning. */
function beginningOf(pid: number): string | undefined {
  try {
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return afterName[0] === 'Z' ? undefined : `${boot} ${afterName[19]}`; // `starttime`, proc(5)
  } catch {
    return undefined;
  }
}

const NUMBERED = /^engine\.(\d+)\.json$/;

const numbersIn = (folder: string): number[] =>
  readdirSync(folder)
    .map((name) => Number(NUMBERED.exec(name)?.[1] ?? 0))
    .filter((number) => number > 0);

const fileOf = (folder: string, number: number): string => join(folder, `engine.${number}.json`);

function lastOf(folder: string): { number: number; owner: Owner | undefined } {
  const number = Math.max(0, ...numbersIn(folder));
  try {
    return { number, owner: JSON.parse(readFileSync(fileOf(folder, number), 'utf8')) as Owner };
  } catch {
    return { number, owner: undefined }; // none yet
  }
}

/** Becomes the owner with this number, unless somebody has it already or has gone beyond. */
function take(place: Place, last: ReturnType<typeof lastOf>): Seat | undefined {
  const { folder, socket, inode } = place;
  const number = last.number + 1;
  const owner: Owner = {
    ...{ pid: process.pid, socket, startedAt: new Date().toISOString(), host: hostname(), inode },
    process: beginningOf(process.pid),
  };
  const file = fileOf(folder, number);
  const whole = writeBeside(file, owner);
  try {
    linkSync(whole, file); // whole or not at all, and only where nothing is
    if (numbersIn(folder).some((other) => other > number)) {
      rmSync(file); // looked long ago: others have come and gone
      return undefined;
    }
    renameSync(whole, join(folder, 'engine.json'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  } finally {
    rmSync(whole, { force: true });
  }
  for (const old of numbersIn(folder)) if (old < number - 1) rmSync(fileOf(folder, old));
  rmSync(socket, { force: true });
  const left = { made: last.owner?.made === true, sum: last.owner?.sum };
  let made = left.made;
  return {
    state: 'ours',
    left,
    opened() {
      made = true;
      rewrite(file, { ...owner, made });
    },
    release(sum) {
      if (!rewrite(file, { ...owner, made, released: true, sum })) return;
      rmSync(join(folder, 'engine.json'), { force: true });
    },
  };
}

/** Where there is no room to write, the end of the process says what is to be said. */
function rewrite(file: string, owner: Owner): boolean {
  try {
    renameSync(writeBeside(file, owner), file);
    return true;
  } catch {
    return false;
  }
}

function writeBeside(file: string, owner: Owner): string {
  const beside = `${file}.${randomUUID()}`;
  writeFileSync(beside, JSON.stringify(owner), { flag: 'wx', mode: 0o600 });
  return beside;
}
