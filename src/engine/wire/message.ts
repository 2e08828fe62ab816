import { BSON, type Document } from 'bson';
import { fromBytes } from '../storage/bytes.ts';

/** One request as it came. */
export interface Request {
  readonly id: number;
  readonly command: Document;
  /** `query`: the first hello of a driver, answered in the old format. */
  readonly format: 'message' | 'query';
  /** False for `moreToCome`: the sender will not read an answer. */
  readonly answered: boolean;
  /** Length of the message. */
  readonly bytes: number;
}

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const CHECKSUM = 1;
const MORE_TO_COME = 2;
const REQUIRED_FLAGS = 0xffff;
const DEEPEST = 200;
/** Below so many bytes nothing can be too deep: a level takes eight. */
const SHALLOW = 8 * DEEPEST;

/** Reads one whole message. @throws RangeError for anything malformed: the connection is closed. */
export function readRequest(message: Buffer): Request {
  const id = message.readInt32LE(4);
  const opcode = message.readInt32LE(12);
  if (opcode === OP_QUERY) return readQuery(message, id);
  if (opcode !== OP_MSG) throw new RangeError(`opcode ${opcode} is not spoken`);
  const flags = message.readUInt32LE(16);
  if ((flags & REQUIRED_FLAGS & ~(CHECKSUM | MORE_TO_COME)) !== 0)
    throw new RangeError('unknown required flag');
  const end = flags & CHECKSUM ? message.length - 4 : message.length;
  return {
    id,
    command: readSections(message.subarray(0, end)),
    format: 'message',
    answered: (flags & MORE_TO_COME) === 0,
    bytes: message.length,
  };
}

function readQuery(message: Buffer, id: number): Request {
  const nameEnd = message.indexOf(0, 20);
  if (nameEnd < 0) throw new RangeError('a query without a name');
  const command = documentAt(message, nameEnd + 9);
  return {
    ...{ id, format: 'query', answered: true, bytes: message.length },
    command: { ...command.document, $db: 'admin' },
  };
}

function readSections(message: Buffer): Document {
  let command: Document | undefined;
  const sequences: Document = {};
  let at = 20;
  while (at < message.length) {
    const kind = message.readUInt8(at);
    if (kind === 0) {
      const { document, end } = documentAt(message, at + 1);
      if (command) throw new RangeError('two bodies');
      command = document;
      at = end;
    } else if (kind === 1) at = readSequence(message, at + 1, sequences);
    else throw new RangeError(`section kind ${kind}`);
  }
  if (!command) throw new RangeError('a message without a body');
  return { ...command, ...sequences };
}

function readSequence(message: Buffer, start: number, into: Document): number {
  const end = start + message.readInt32LE(start);
  if (end > message.length || end < start + 5) throw new RangeError('a sequence of a wrong length');
  const nameEnd = message.indexOf(0, start + 4);
  if (nameEnd < 0 || nameEnd >= end) throw new RangeError('a sequence without a name');
  const list: Document[] = [];
  let at = nameEnd + 1;
  while (at < end) {
    const next = documentAt(message.subarray(0, end), at);
    list.push(next.document);
    at = next.end;
  }
  into[message.toString('utf8', start + 4, nameEnd)] = list;
  return end;
}

function documentAt(message: Buffer, at: number): { document: Document; end: number } {
  const end = at + message.readInt32LE(at);
  if (end > message.length || end < at + 5) throw new RangeError('a document of a wrong length');
  return { document: fromBytes(message.subarray(at, end)), end };
}

/** Whether documents stand in each other deeper than MongoDB takes them; the rest of the code recurses. */
export function isTooDeep({ command, bytes }: Request): boolean {
  if (bytes < SHALLOW) return false;
  let level: object[] = [command];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST + 2) return true; // a command holds its documents two levels down
    level = level.flatMap((one) => (Object.values(one) as unknown[]).filter(isNesting));
  }
  return false;
}

const isNesting = (value: unknown): value is object =>
  Array.isArray(value) ||
  (typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype);

/** The answer to a request, in the format it was asked in. */
export function writeAnswer({ id, format }: Request, answer: Document): Buffer {
  const body = BSON.serialize(answer, { ignoreUndefined: true });
  const head = Buffer.alloc(format === 'query' ? 36 : 21);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(id, 8);
  head.writeInt32LE(format === 'query' ? OP_REPLY : OP_MSG, 12);
  if (format === 'query') {
    head.writeInt32LE(8, 16); // AwaitCapable, as servers of all versions say
    head.writeInt32LE(1, 32);
  }
  return Buffer.concat([head, body]);
}
