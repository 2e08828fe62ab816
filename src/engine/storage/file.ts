import { closeSync, existsSync, fsyncSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { damaged } from '../errors.ts';
import { isSealed } from './bytes.ts';
import { formatOf, META, refuseFormat } from './format.ts';
import { checkPages } from './pages.ts';

/** How the last owner left the file. */
export interface Left {
  /** Whether there was one. */
  readonly made: boolean;
  /** Sum of the whole file, if it was closed in order and is not too long for that. */
  readonly sum?: number | undefined;
}

/** Longer files are not summed up, and of their pages only the inner ones are read at the start. */
const LONG = 2 ** 30;
const AT_ONCE = 2 ** 20;

/**
 * Makes sure that LMDB may trust the file. One that was closed must be byte for byte as it was left;
 * of one whose owner died every page and every record is checked.
 * @throws Error that names the way to restore; nothing is changed.
 */
export function checkFile(path: string, left: Left): void {
  if (!existsSync(path)) {
    if (left.made) throw damaged(`${path} is missing.`);
    return;
  }
  const { size } = statSync(path);
  if (size === 0 && !left.made) return; // made, and left before anything was written
  if (left.sum !== undefined && sumOf(path) === left.sum) return;
  checkContent(path, size <= LONG);
  if (left.sum !== undefined)
    throw damaged(
      `${path} was changed after it was closed. If you put another file there on purpose, remove engine.*.json beside it.`,
    );
}

function checkContent(path: string, leaves: boolean): void {
  let format: unknown;
  let wrong: string | undefined;
  try {
    checkPages(path, {
      leaves,
      record({ table, key, value, page }) {
        if (table === 'catalogue' && key.equals(META)) format = formatOf(value);
        if (!isSealed(key, value)) wrong ??= `Page ${page}: a record of ${table} is wrong.`;
      },
    });
  } catch (error) {
    wrong = (error as Error).message;
  }
  refuseFormat(format); // another version may seal otherwise
  if (wrong !== undefined) throw damaged(`${path}: ${wrong}`);
}

/** CRC-32 of the whole file, or undefined where that would take long. */
export function sumOf(path: string): number | undefined {
  if (statSync(path).size > LONG) return undefined;
  const part = Buffer.alloc(AT_ONCE);
  const file = openSync(path, 'r');
  try {
    let sum = 0;
    for (;;) {
      const read = readSync(file, part, 0, AT_ONCE, null);
      if (read === 0) return sum;
      sum = crc32(part.subarray(0, read), sum);
    }
  } finally {
    closeSync(file);
  }
}

/** Waits until a file and its name in its folder are on disk. */
export function sync(path: string): void {
  for (const one of [path, dirname(path)]) {
    const file = openSync(one, 'r');
    fsyncSync(file);
    closeSync(file);
  }
}
