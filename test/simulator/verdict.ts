import { createBooks, findViolations } from '../../src/features/invariants/index.ts';
import { connectionTo } from './connection.ts';
import { answersOf } from './story.ts';
import type { Run } from './run.ts';
import type { Doc } from './values.ts';

const GROUP_OVER = ['done', 'rejected', 'expired', 'cancelled', 'declined'];
const ORDER_OVER = ['closed', 'cancelled'];

/** What must hold when everything is over: the invariants of production, and what only a whole run shows. */
export async function judge(run: Run): Promise<void> {
  nothingOpen(run);
  nothingHeld(run);
  stopsArrived(run);
  everyoneAnswered(run);
  moneyIsRight(run);
  signaturesAreTwo(run);
  const place = { collection: (name: string) => run.memory.collection(name) };
  const db = connectionTo(place, (statement, work) => Promise.resolve(work(statement)));
  const books = createBooks(db, {
    exists: () => Promise.resolve(true),
    olderThan: () => Promise.resolve([]),
  });
  const moment = { now: run.scheduler.now(), graceMs: 0 };
  for (const { invariant, id, why } of await findViolations(books, moment)) {
    run.fault(`${invariant} ${id}: ${why}`);
  }
}

function nothingOpen(run: Run): void {
  const ends = [
    ['orderGroups', GROUP_OVER],
    ['orders', ORDER_OVER],
    ['deliveries', ['final', 'void']],
    ['receipts', ['final', 'conflicting']],
    ['batchStops', ['acknowledged', 'lifted']],
    ['refunds', ['succeeded']],
    ['transformations', ['made', 'undone']],
  ] as const;
  for (const [name, over] of ends) {
    for (const { _id, state } of run.docs(name)) {
      if (!(over as readonly unknown[]).includes(state)) {
        run.fault(`stuck: ${name} ${String(_id)} is ${String(state)}`);
      }
    }
  }
}

interface Hold {
  readonly id: string;
  readonly kind: string;
  readonly s: string;
  readonly g: number;
}

function holdsOf(balance: Doc): Hold[] {
  return balance['holds'] as Hold[];
}

function nothingHeld(run: Run): void {
  const pools = ['batchBalances', 'creditAccounts', 'budgets'];
  for (const balance of pools.flatMap((name) => run.docs(name))) {
    for (const { id, s } of holdsOf(balance)) {
      if (s === 'held' || s === 'sold') run.fault(`${s} forever: ${id}`);
    }
  }
}

/** An acknowledged stop is on its batch and knows every shipped gram; a lifted one has left. */
function stopsArrived(run: Run): void {
  for (const { _id, root, stopId, state, scope } of run.docs('batchStops')) {
    const balance = run.memory.collection('batchBalances').docs.get(root);
    if (!balance) continue;
    const stands = (balance['stops'] as Doc[]).some(({ id }) => id === stopId);
    if (stands !== (state === 'acknowledged')) {
      run.fault(
        `stop ${String(_id)} is ${String(state)} and ${stands ? 'stands' : 'does not stand'}`,
      );
    }
    if (state !== 'acknowledged') continue;
    const known = new Set((scope as Doc[]).map(({ hid }) => hid));
    for (const hid of shippedOf(run, String(root))) {
      if (!known.has(hid)) run.fault(`recall ${String(_id)} misses ${hid}`);
    }
  }
}

function shippedOf(run: Run, batch: string): string[] {
  const balance = run.memory.collection('batchBalances').docs.get(batch);
  const inBalance = balance ? holdsOf(balance).filter(({ s }) => s === 'shipped') : [];
  const inBook = run.memory.collection('batchMovements').find({ batchId: batch, kind: 'ship' });
  return [...inBalance.map(({ id }) => id), ...inBook.map(({ _id }) => String(_id))];
}

function everyoneAnswered(run: Run): void {
  const groups = run.memory.collection('orderGroups').docs;
  for (const [key, id] of answersOf(run)) {
    if (!groups.has(id)) run.fault(`the order of ${key} is lost`);
  }
}

/** What a consumer paid and did not get back is what he was sent, to the rounding of its parts. */
function moneyIsRight(run: Run): void {
  for (const group of run.docs('orderGroups')) {
    const id = String(group['_id']);
    const pages = run.memory.collection('sandboxPayments').find({ groupId: id });
    const paid = pages.filter((page) => isPaid(run, page));
    const net = sum(
      paid,
      ({ fen, refunds }) => (fen as number) - sum(refunds as Doc[], (row) => row['fen'] as number),
    );
    if (group['payBy'] === 'account') continue;
    const { fen, slack } = worthOf(run, id);
    if (Math.abs(net - fen) > slack) run.fault(`money of ${id}: ${net} fen kept, ${fen} fen sent`);
    if (
      pages.some(({ state }) => state === 'open') &&
      GROUP_OVER.includes(String(group['state']))
    ) {
      const open = pages.filter(
        (page) => page['state'] === 'open' && (page['expiresAt'] as Date) > run.scheduler.now(),
      );
      if (open.length > 0) run.fault(`${id} is over and can still be paid`);
    }
  }
}

function isPaid(run: Run, { state, paidAfter }: Doc): boolean {
  if (state === 'paid') return true;
  return state === 'processing' && (paidAfter as Date) <= run.scheduler.now();
}

/** What the goods of a group that were sent are worth: at most what was ordered of each part. */
function worthOf(run: Run, groupId: string): { fen: number; slack: number } {
  let [fen, slack] = [0, 0];
  for (const order of run.memory.collection('orders').find({ groupId })) {
    const lines = order['lines'] as { no: number; lineFen: number; orderedG: number }[];
    const sent = sentOf(run, String(order['_id']));
    for (const line of lines) {
      const parts = sent.filter((part) => part.line === line.no);
      for (const { booked, g } of parts) {
        fen += (line.lineFen * Math.min(booked, g)) / line.orderedG;
        slack += 1;
      }
    }
    slack += lines.length;
  }
  return { fen: Math.round(fen), slack };
}

/** Per delivery and line: what was booked and what was weighed. */
function sentOf(run: Run, orderId: string): { line: number; booked: number; g: number }[] {
  return run.memory
    .collection('deliveries')
    .find({ orderId })
    .flatMap(({ snapshot }) => {
      const aboard = (snapshot ?? []) as { line: number; orderedG: number; g: number }[];
      const nos = new Set(aboard.map(({ line }) => line));
      return [...nos].map((line) => {
        const parts = aboard.filter((part) => part.line === line);
        const booked = sum(parts, ({ orderedG }) => orderedG);
        return { line, booked, g: sum(parts, ({ g }) => g) };
      });
    });
}

/** Two slots are two people, and neither placed it. */
function signaturesAreTwo(run: Run): void {
  for (const { _id, approval, placedBy, state } of run.docs('orderGroups')) {
    const slots = ((approval as Doc | undefined)?.['slots'] ?? []) as { userId: string | null }[];
    const people = slots.flatMap(({ userId }) => (userId === null ? [] : [userId]));
    if (new Set(people).size < people.length || people.includes(String(placedBy))) {
      run.fault(`${String(_id)} was signed by ${people.join()}`);
    }
    if (state === 'done' && people.length < slots.length)
      run.fault(`${String(_id)} lacks a signature`);
  }
}

function sum<T>(list: readonly T[], of: (each: T) => number): number {
  return list.reduce((total, each) => total + of(each), 0);
}
