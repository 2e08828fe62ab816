import { BSON, Long, type Document } from 'bson';
import { MongoError } from '../errors.ts';
import { isNumber, toNumber, type Value } from '../values/types.ts';

/** Yields the next document, or undefined when one was deleted meanwhile. */
export type Source = readonly (() => Document | undefined)[];

interface Cursor {
  readonly namespace: string;
  readonly source: Source;
  position: number;
  usedAt: number;
}

/** Open results: lists with a position, forgotten after ten idle minutes. */
export interface Cursors {
  /** The `cursor` of an answer to find, aggregate or a listing. */
  open(
    namespace: string,
    source: Source,
    options: { batchSize: number; single: boolean },
  ): Document;
  /** @throws MongoError 43 when the cursor is not there (any more). */
  more(id: Value, options: { batchSize: number; namespace: string }): Document;
  kill(ids: readonly Value[]): { killed: Long[]; missing: Long[] };
}

const IDLE_MS = 600_000;
const BATCH_BYTES = 16 * 2 ** 20 - 16_384;
const FIRST_BATCH = 101;

export const firstBatchSize = (asked: number | undefined): number => asked ?? FIRST_BATCH;

export function createCursors(): Cursors {
  const cursors = new Map<number, Cursor>();
  let lastId = Math.floor(Math.random() * 2 ** 31) + 1;

  function forgetIdle(): void {
    for (const [id, { usedAt }] of cursors) if (Date.now() - usedAt > IDLE_MS) cursors.delete(id);
  }

  return {
    open(namespace, source, { batchSize, single }) {
      forgetIdle();
      const cursor: Cursor = { namespace, source, position: 0, usedAt: Date.now() };
      const firstBatch = take(cursor, batchSize);
      const done = single || cursor.position >= source.length;
      const id = done ? 0 : ++lastId;
      if (!done) cursors.set(id, cursor);
      return { cursor: { firstBatch, id: Long.fromNumber(id), ns: namespace }, ok: 1 };
    },
    more(id, { batchSize, namespace }) {
      const key = isNumber(id) ? toNumber(id) : 0;
      const cursor = cursors.get(key);
      if (!cursor) throw new MongoError(43, `cursor id ${key} not found`);
      if (cursor.namespace !== namespace)
        throw new MongoError(
          13,
          `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
        );
      cursor.usedAt = Date.now();
      const nextBatch = take(cursor, batchSize === 0 ? Infinity : batchSize);
      const done = cursor.position >= cursor.source.length;
      if (done) cursors.delete(key);
      return { cursor: { nextBatch, id: Long.fromNumber(done ? 0 : key), ns: namespace }, ok: 1 };
    },
    kill(ids) {
      const numbers = ids.map((id) => (isNumber(id) ? toNumber(id) : 0));
      const killed = numbers.filter((id) => cursors.delete(id));
      const missing = numbers.filter((id) => !killed.includes(id));
      return {
        killed: killed.map((id) => Long.fromNumber(id)),
        missing: missing.map((id) => Long.fromNumber(id)),
      };
    },
  };
}

/** The next documents: as many as asked for, but no more than a message holds. */
function take(cursor: Cursor, batchSize: number): Document[] {
  const batch: Document[] = [];
  let bytes = 0;
  while (batch.length < batchSize && cursor.position < cursor.source.length) {
    const document = cursor.source[cursor.position]?.();
    if (document) {
      bytes += BSON.calculateObjectSize(document, { ignoreUndefined: true });
      if (bytes > BATCH_BYTES && batch.length > 0) break;
      batch.push(document);
    }
    cursor.position++;
  }
  return batch;
}
