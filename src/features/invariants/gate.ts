import { createHash } from 'node:crypto';
import type { BalanceRow, Books, Finder } from './books.ts';

/** I15: nothing that is stopped is on sale, and a recall knows every gram that had left. */
export const pastTheGate: Finder = async function* (books) {
  for await (const { _id: id, status, stops } of books.balances()) {
    if (status === 'released' && (stops?.length ?? 0) > 0) {
      yield { id, why: 'it is on sale and a stop stands' };
    }
  }
  for await (const stop of books.rows('batchStops')) yield* wrongStop(books, stop);
};

async function* wrongStop(books: Books, stop: Stop): AsyncGenerator<{ id: string; why: string }> {
  const { _id: id, root, stopId, state } = stop;
  const balance = await books.balance(root);
  if (!balance || (state !== 'acknowledged' && state !== 'lifted')) return;
  const stands = balance.stops?.some((each) => each.id === stopId) ?? false;
  if (stands !== (state === 'acknowledged')) {
    yield {
      id,
      why: `it is ${state} and ${stands ? 'still stands' : 'does not stand'} on ${root}`,
    };
  }
  if (state === 'acknowledged') yield* unknownTo(stop, await leftOf(books, balance));
}

function* unknownTo({ _id: id, scope }: Stop, left: ReadonlySet<string>) {
  const known = new Set(scope.map(({ hid }) => hid));
  for (const hid of left) if (!known.has(hid)) yield { id, why: `${hid} left and is not in it` };
}

/** Holds of a batch that left it, still in its balance or in its book. */
async function leftOf(books: Books, { _id, holds }: BalanceRow): Promise<Set<string>> {
  const inBook = (await books.movementsOf(_id)).filter(({ kind }) => kind === 'ship');
  const inBalance = holds.filter(({ s }) => s === 'shipped');
  return new Set([...inBalance.map(({ id }) => id), ...inBook.map((row) => row._id)]);
}

interface Stop {
  readonly _id: string;
  readonly root: string;
  readonly stopId: string;
  readonly state: string;
  readonly scope: readonly { readonly hid: string }[];
}

const LEFT = ['dispatched', 'delivered', 'final'];

/** I20: every shipped gram travels once: its hold is aboard exactly one delivery that left. */
export const adrift: Finder = async function* (books) {
  const { aboard, loading, twice } = await journeysOf(books);
  yield* twice;
  const shipped = new Set<string>();
  for await (const balance of books.balances()) {
    for (const hid of await leftOf(books, balance)) shipped.add(hid);
  }
  for (const [hid, delivery] of aboard) {
    if (!shipped.has(hid)) yield { id: hid, why: `${delivery} says it left, its batch does not` };
  }
  for (const hid of shipped) {
    if (!aboard.has(hid) && !loading.has(hid))
      yield { id: hid, why: 'its batch says it left, and no delivery has it' };
  }
};

/** Which delivery each hold left in, what is being loaded, and what would have left twice. */
async function journeysOf(books: Books) {
  const aboard = new Map<string, string>();
  const loading = new Set<string>();
  const twice: { id: string; why: string }[] = [];
  for await (const { _id, state, snapshot, holds } of books.rows('deliveries')) {
    const hasLeft = LEFT.includes(state);
    if (!hasLeft && state !== 'void') for (const { hid } of holds ?? []) loading.add(hid);
    for (const { hid } of hasLeft ? (snapshot ?? []) : []) {
      const other = aboard.get(hid);
      if (other !== undefined) twice.push({ id: hid, why: `it travels in ${other} and in ${_id}` });
      aboard.set(hid, _id);
    }
  }
  return { aboard, loading, twice };
}

/** I17: what is frozen is what it was when it was signed. */
export const refrozen: Finder = async function* (books) {
  for await (const { _id: id, body, sha256 } of books.rows('inspectionRecords')) {
    const is = createHash('sha256').update(body).digest('hex');
    if (is !== sha256) yield { id, why: 'its words are not those it was signed with' };
  }
};
