import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/**
 * Reads the pages of an LMDB file as they lie on the disk (liblmdb's mdb.c: MDB_page, MDB_node,
 * MDB_db, MDB_meta), before LMDB itself trusts them: a wrong number in a page would let it read
 * anywhere, and end the process. Only pages the last transaction can reach are looked at.
 */
const HEADER = 24;
const PAGE = 4096;
const META = {
  magic: 24,
  version: 28,
  free: 48,
  main: 96,
  lastPage: 144,
  transaction: 152,
} as const;
const MAGIC = 0xbeefc0de;
const VERSION = 2;
const NO_ROOT = 0xffff_ffff_ffff_ffffn;
const [BRANCH, LEAF, OVERFLOW] = [1, 2, 4];
const [ELSEWHERE, TABLE] = [1, 2];
const NODE = 8;
const DEEPEST = 20;

interface Options {
  /** Whether leaves are read too, with every record in them. */
  readonly leaves: boolean;
  /** Gets each record. What is said of it is only valid meanwhile. */
  readonly record: (record: {
    readonly table: string;
    readonly key: Buffer;
    readonly value: Buffer;
    readonly page: number;
  }) => void;
}

interface Walk extends Options {
  readonly file: number;
  readonly lastPage: number;
  readonly transaction: bigint;
  readonly seen: Uint8Array;
}

/** One table of the file. Page numbers of free pages are sorted as numbers, everything else as bytes. */
interface Tree {
  readonly name: string;
  readonly sorted: boolean;
  /** The last key seen, which every later one must exceed; or, from a branch, may begin with. */
  last: Buffer | undefined;
  lastIsFloor: boolean;
  records: number;
}

/** @throws Error that says which page is wrong, and in what. */
export function checkPages(path: string, options: Options): void {
  const file = openSync(path, 'r');
  try {
    const meta = lastMeta(file);
    const lastPage = Number(meta.readBigUInt64LE(META.lastPage));
    const pages = Math.ceil(fstatSync(file).size / PAGE);
    need(lastPage < 2 ** 40, 0, 'its end');
    const walk: Walk = {
      ...options,
      ...{ file, lastPage, transaction: meta.readBigUInt64LE(META.transaction) },
      seen: new Uint8Array((lastPage >> 3) + 1),
    };
    need(pages >= 2, 0, 'the length of the file');
    const tree = { last: undefined, lastIsFloor: true, records: 0 };
    checkTree(walk, { name: 'free', sorted: false, ...tree }, meta.subarray(META.free));
    checkTree(walk, { name: '', sorted: true, ...tree }, meta.subarray(META.main));
  } finally {
    closeSync(file);
  }
}

/** The newer of the two first pages says where everything begins. */
function lastMeta(file: number): Buffer {
  const metas = [0, 1].map((number) => {
    const page = readPages(file, number, 1);
    need(page.readUInt32LE(META.magic) === MAGIC, number, 'its mark');
    need(page.readUInt16LE(META.version) === VERSION, number, 'its version');
    need(page.readUInt32LE(META.free) === PAGE, number, 'the size of pages');
    return page;
  });
  const [a, b] = metas as [Buffer, Buffer];
  const [first, second] = [a, b].map((page) => page.readBigUInt64LE(META.transaction)) as [
    bigint,
    bigint,
  ];
  const inTurn = second - first === 1n || first - second === 1n || first === 0n; // 0: a copy
  need(inTurn, 0, 'its transaction');
  return first > second ? a : b;
}

function checkTree(walk: Walk, tree: Tree, record: Buffer): void {
  const depth = record.readUInt16LE(6);
  need(!tree.sorted || record.readUInt16LE(4) === 0, 0, `the kind of table ${tree.name}`);
  const root = record.readBigUInt64LE(40);
  if (root === NO_ROOT) return;
  need(depth > 0 && depth <= DEEPEST, 0, `the depth of table ${tree.name}`);
  checkPage(walk, tree, { number: Number(root), depth });
  const isRead = walk.leaves || tree.name === '';
  const isCounted = !isRead || record.readBigUInt64LE(32) === BigInt(tree.records);
  need(isCounted, Number(root), `the number of records of ${tree.name}`);
}

function checkHead(
  { transaction }: Walk,
  page: Buffer,
  { number, kind }: { number: number; kind: number },
): void {
  need(page.readBigUInt64LE(0) === BigInt(number), number, 'its number');
  need(page.readBigUInt64LE(8) <= transaction, number, 'its transaction');
  need(page.readUInt16LE(16) === 0 && page.readUInt16LE(18) === kind, number, 'its kind');
}

/** A page and all below it, in the order of keys. */
function checkPage(
  walk: Walk,
  tree: Tree,
  { number, depth }: { number: number; depth: number },
): void {
  take(walk, number);
  if (depth === 1 && !walk.leaves && tree.name !== '') return;
  const page = readPages(walk.file, number, 1);
  const lower = page.readUInt16LE(20);
  const upper = page.readUInt16LE(22);
  checkHead(walk, page, { number, kind: depth === 1 ? LEAF : BRANCH });
  need(lower <= upper && upper <= PAGE - HEADER && lower % 2 === 0, number, 'its bounds');
  for (let i = 0; i < lower / 2; i++) {
    const at = HEADER + page.readUInt16LE(HEADER + 2 * i);
    need(at >= HEADER + upper && at + NODE <= PAGE, number, 'a place');
    const end = at + NODE + page.readUInt16LE(at + 6);
    need(end <= PAGE, number, 'a key');
    const key = page.subarray(at + NODE, end);
    if (depth > 1) checkBranch(walk, tree, { page, number, depth, at, key, isFirst: i === 0 });
    else checkRecord(walk, tree, { page, number, at, key, end });
  }
}

interface Node {
  readonly page: Buffer;
  readonly number: number;
  readonly at: number;
  readonly key: Buffer;
}

function checkBranch(
  walk: Walk,
  tree: Tree,
  { page, number, depth, at, key, isFirst }: Node & { depth: number; isFirst: boolean },
): void {
  if (!isFirst) inOrder(tree, key, { number, isFloor: true });
  const child = page.readUInt32LE(at) + page.readUInt16LE(at + 4) * 2 ** 32;
  checkPage(walk, tree, { number: child, depth: depth - 1 });
}

function checkRecord(
  walk: Walk,
  tree: Tree,
  { page, number, at, key, end }: Node & { end: number },
): void {
  tree.records++;
  inOrder(tree, key, { number, isFloor: false });
  const flags = page.readUInt16LE(at + 4);
  const length = page.readUInt32LE(at);
  const isElsewhere = (flags & ELSEWHERE) !== 0;
  need(end + (isElsewhere ? HEADER : length) <= PAGE, number, 'a record');
  const value = isElsewhere
    ? readOverflow(walk, Number(page.readBigUInt64LE(end)), length)
    : page.subarray(end, end + length);
  if (flags & TABLE) {
    need(tree.name === '' && length === 48, number, 'a table');
    const name = key.toString('latin1').replace(/\0$/, '');
    checkTree(walk, { name, sorted: true, last: undefined, lastIsFloor: true, records: 0 }, value);
  } else if (tree.sorted) walk.record({ table: tree.name, key, value, page: number });
}

function inOrder(
  tree: Tree,
  key: Buffer,
  { number, isFloor }: { number: number; isFloor: boolean },
): void {
  if (!tree.sorted) return;
  const order = tree.last ? Buffer.compare(tree.last, key) : -1;
  need(order < 0 || (order === 0 && tree.lastIsFloor), number, 'the order of keys');
  tree.last = Buffer.from(key);
  tree.lastIsFloor = isFloor;
}

/** A record too long for a page lies in pages of its own, one behind the other. */
function readOverflow(walk: Walk, number: number, length: number): Buffer {
  const count = Math.floor((HEADER - 1 + length) / PAGE) + 1;
  need(count <= walk.lastPage, number, 'the length of a record');
  for (let i = 0; i < count; i++) take(walk, number + i);
  const pages = readPages(walk.file, number, count);
  checkHead(walk, pages, { number, kind: OVERFLOW });
  need(pages.readUInt32LE(20) === count, number, 'its length');
  return pages.subarray(HEADER, HEADER + length);
}

/** Each page belongs to one place only. */
function take({ lastPage, seen }: Walk, number: number): void {
  need(number >= 2 && number <= lastPage, number, 'where it is named');
  const [byte, bit] = [number >> 3, 1 << (number & 7)];
  need(((seen[byte] ?? 0) & bit) === 0, number, 'that it is named twice');
  seen[byte] = (seen[byte] ?? 0) | bit;
}

function readPages(file: number, number: number, count: number): Buffer {
  const pages = Buffer.allocUnsafe(count * PAGE);
  const read = readSync(file, pages, 0, pages.length, number * PAGE);
  need(read === pages.length, number, 'that the file ends before it');
  return pages;
}

function need(holds: boolean, number: number, what: string): asserts holds {
  if (!holds) throw new Error(`Page ${number}: ${what} is wrong.`);
}
