import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { inflateRawSync } from 'node:zlib';
import { readSheet } from 'read-excel-file/node';

/**
 * Runs beside the server: whatever a workbook does to its reader, it does it here. A workbook is a zip
 * of XML: it is unpacked once with a budget before the library sees it, so that a bomb is told by what
 * it becomes and not by what it says of itself.
 */
interface Job {
  readonly path: string;
  readonly maxUnpacked: number;
  readonly maxRows: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 0x02014b50;
const MAX_ENTRIES = 200;

async function read({ path, maxUnpacked, maxRows }: Job) {
  const file = readFileSync(path);
  checkUnpacked(file, maxUnpacked);
  const rows = await readSheet(file);
  if (rows.length > maxRows) throw new Error('too-many-rows');
  return rows.map((row) => row.map((cell) => (cell instanceof Date ? dayOf(cell) : cell)));
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** @throws Error `unreadable` or `too-large` */
function checkUnpacked(file: Buffer, budget: number): void {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || file.length < end + 22 || file.readUInt32LE(end) !== END_OF_DIRECTORY) {
    throw new Error('unreadable');
  }
  const count = file.readUInt16LE(end + 10);
  if (count > MAX_ENTRIES) throw new Error('too-large');
  let at = file.readUInt32LE(end + 16);
  let left = budget;
  for (let entry = 0; entry < count; entry += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== ENTRY) throw new Error('unreadable');
    left -= unpackedBytes(file, at, left);
    const names = file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30);
    at += 46 + names + file.readUInt16LE(at + 32);
  }
}

/** What an entry unpacks to; ends as soon as it is more than what is left. */
function unpackedBytes(file: Buffer, at: number, left: number): number {
  const method = file.readUInt16LE(at + 10);
  const packed = file.readUInt32LE(at + 20);
  const local = file.readUInt32LE(at + 42);
  const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
  const bytes = file.subarray(from, from + packed);
  if (method === 0 && packed <= left) return packed;
  if (method !== 8 || left <= 0) throw new Error(method === 8 ? 'too-large' : 'unreadable');
  try {
    return inflateRawSync(bytes, { maxOutputLength: left }).length;
  } catch (error) {
    const isBomb =
      error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new Error(isBomb ? 'too-large' : 'unreadable', { cause: error });
  }
}

const WORDS = ['too-large', 'too-many-rows'];

read(workerData as Job).then(
  (rows) => parentPort?.postMessage({ rows }),
  (error: unknown) => {
    const why =
      error instanceof Error && WORDS.includes(error.message) ? error.message : 'unreadable';
    parentPort?.postMessage({ why });
  },
);
