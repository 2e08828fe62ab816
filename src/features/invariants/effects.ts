import {
  isOlder,
  type Books,
  type Finder,
  type Moment,
  type GroupRow,
  type OrderRow,
  type OutRow,
  type ReceiptRow,
} from './books.ts';

const GROUP_OVER = ['done', 'rejected', 'expired', 'cancelled', 'declined'];
const ORDER_OVER = ['closed', 'cancelled'];

interface WithOut {
  readonly _id: string;
  readonly state: string;
  readonly out: readonly OutRow[];
}

/** I10: whatever was promised to follow has followed, once a document is over. */
export const undelivered: Finder = async function* (books, moment) {
  const all: [AsyncIterable<WithOut>, readonly string[]][] = [
    [books.groups(), GROUP_OVER],
    [books.orders(), ORDER_OVER],
    [books.deliveries(), ['final', 'void']],
    [books.receipts(), ['final']],
  ];
  for (const [documents, over] of all) {
    for await (const { _id, state, out } of documents) {
      if (!over.includes(state)) continue;
      for (const row of out) {
        if (row.doneAt === null && isOlder(row.at, moment))
          yield { id: _id, why: `${row.id} waits` };
      }
      const ids = new Set(out.map(({ id }) => id));
      if (ids.size !== out.length) yield { id: _id, why: 'the same effect is listed twice' };
    }
  }
};

const STUCK_MS = 10 * 60_000;

/** I12: nothing waits for a machine. What waits for a person is a task, not a fault. */
export const stuck: Finder = async function* (books, moment) {
  for await (const group of books.groups()) {
    const since = machineSince(group);
    if (since && isOver(since, STUCK_MS, moment)) {
      yield { id: group._id, why: `${group.state}, due since ${since.toISOString()}` };
    }
  }
  for await (const { _id, state, packed, due } of books.deliveries()) {
    if (packed && state === 'loading' && due && isOver(due, STUCK_MS, moment)) {
      yield { id: _id, why: 'packed, and neither on its way nor void' };
    }
  }
};

const PLAN_MS = 15 * 60_000;

/** Since when a group waits for a machine; undefined: it is over, or waits for a person or a provider. */
function machineSince({ state, issuedAt, exp }: GroupRow): Date | undefined {
  if (GROUP_OVER.includes(state) || state === 'cancelling') return undefined;
  if (state === 'reserved' || state === 'awaiting_approval') return exp;
  return new Date(issuedAt.getTime() + PLAN_MS);
}

function isOver(since: Date, ms: number, { now }: Moment): boolean {
  return now.getTime() - since.getTime() > ms;
}

/** I13: what came is what was taken in, refused or missing; one final receipt a delivery. */
export const misreceived: Finder = async function* (books) {
  const final = new Map<string, string>();
  for await (const receipt of books.receipts()) {
    for (const why of wrongReceipt(receipt)) yield { id: receipt._id, why };
    if (receipt.state !== 'final') continue;
    const other = final.get(receipt.deliveryId);
    if (other !== undefined) yield { id: receipt._id, why: `${other} is final for it too` };
    final.set(receipt.deliveryId, receipt._id);
  }
  for await (const order of books.orders()) {
    for (const why of wrongWeights(order)) yield { id: order._id, why };
  }
};

function wrongWeights({ state, allocs, weights }: OrderRow): string[] {
  if (state !== 'packed' && state !== 'closed') return [];
  return allocs
    .filter(({ drop }) => !drop)
    .flatMap(({ hid, g }) => {
      const newest = weights.filter((each) => each.hid === hid).toSorted((a, b) => b.k - a.k)[0];
      const differs = newest !== undefined && newest.g !== g;
      return differs ? [`${hid} was weighed at ${newest.g} g and is packed at ${g} g`] : [];
    });
}

function wrongReceipt({ lines, billed, excess }: ReceiptRow): string[] {
  const sums = lines
    .filter(
      (line) => line.shippedG + line.overG !== line.acceptedG + line.rejectedG + line.shortageG,
    )
    .map(({ no }) => `line ${no}: shipped and over are not accepted, rejected and short`);
  const paid = new Set(excess.filter(({ choice }) => choice === 'pay').map(({ no }) => no));
  const over = billed
    .filter(
      ({ no, billedG, billedUnits, capG }) =>
        billedUnits === null && billedG > capG && !paid.has(no),
    )
    .map(({ no, billedG, capG }) => `line ${no}: billed ${billedG} g, at most ${capG} g may be`);
  return [...sums, ...over];
}

/** I14: every line that an organisation inspected stands in its ledger, refused ones too, once. */
export const unrecorded: Finder = async function* (books, moment) {
  for await (const { _id, channel, state, lines, finalAt } of books.receipts()) {
    if (channel !== 'canteen' || state !== 'final') continue;
    if (finalAt && !isOlder(finalAt, moment)) continue;
    const records = await books.recordsOf(_id);
    for (const line of lines) {
      if (line.shippedG + line.overG - line.shortageG <= 0) continue; // nothing of it came
      const prefix = `${_id}:${line.no}:${line.batchId}:`;
      const n = records.filter((record) => record._id.startsWith(prefix)).length;
      if (n === 0) yield { id: _id, why: `line ${line.no} of ${line.batchId} has no record` };
    }
  }
};

/** I18: every file row has its bytes, and old bytes have their row. */
export const lostFiles: Finder = async function* (books) {
  for await (const file of books.files()) {
    for (const why of await missingBlobs(books, file.blobs)) yield { id: file._id, why };
  }
  for (const blob of await books.oldBlobs()) {
    if (!(await books.fileOfBlob(blob))) yield { id: blob, why: 'stored, and no file names it' };
  }
};

async function missingBlobs(books: Books, blobs: readonly { blob: string }[]): Promise<string[]> {
  const there = await Promise.all(blobs.map(({ blob }) => books.hasBlob(blob)));
  return blobs
    .filter((_, place) => there[place] !== true)
    .map(({ blob }) => `${blob} is not stored`);
}
