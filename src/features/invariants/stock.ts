import {
  COUNTERS,
  isOlder,
  type BalanceRow,
  type Counter,
  type Finder,
  type HoldRow,
  type MovementRow,
  type PlanRow,
} from './books.ts';

const IN: readonly Counter[] = ['receivedG', 'transformedInG', 'returnedG', 'movedInG'];
const OUT: readonly Counter[] = COUNTERS.filter((counter) => !IN.includes(counter));

const sum = (balance: Readonly<Record<Counter, number>>, counters: readonly Counter[]) =>
  counters.reduce((total, counter) => total + balance[counter], 0);

/** I1: no negative pool, and mass balance 物料平衡 to the gram. */
export const unbalanced: Finder = async function* (books) {
  for await (const balance of books.balances()) {
    const negative = COUNTERS.filter((counter) => balance[counter] < 0);
    if (negative.length > 0) yield { id: balance._id, why: `below zero: ${negative.join(', ')}` };
    const [came, is] = [sum(balance, IN), sum(balance, OUT)];
    if (came !== is) yield { id: balance._id, why: `${came} g came in, ${is} g are accounted for` };
  }
  for await (const plan of books.plans()) {
    for (const why of oversold(plan)) yield { id: plan._id, why };
  }
};

/** A harvest plan promises what it expects, never more. */
function oversold({ expectedG, availG, heldG, soldG, holds }: PlanRow): string[] {
  const held = (s: HoldRow['s']) =>
    holds.filter((hold) => hold.s === s).reduce((total, { g }) => total + g, 0);
  return [
    ...(Math.min(availG, heldG, soldG) < 0 ? ['below zero'] : []),
    ...(availG + heldG + soldG === expectedG ? [] : [`${expectedG} g expected, other sum`]),
    ...(held('held') === heldG && held('sold') === soldG ? [] : ['its holds add up to other sums']),
  ];
}

/** Where grams of a hold in its state are counted; undefined: nowhere. */
function counterOf(kind: string, s: HoldRow['s']): Counter | undefined {
  if (s === 'released') return undefined;
  if (kind === 'sale' || kind === 'ship') {
    return s === 'held' ? 'heldG' : s === 'sold' ? 'soldG' : 'shippedG';
  }
  const settled: Readonly<Record<string, Counter>> = {
    receive: 'receivedG',
    transform_in: 'transformedInG',
    return: 'returnedG',
    move_in: 'movedInG',
    loss: 'lossG',
    sample: 'sampleG',
    transform_out: 'transformedOutG',
    move_out: 'movedOutG',
  };
  return settled[kind];
}

/** The counters that holds and movements, united by id, add up to. */
function foldOf(
  holds: readonly HoldRow[],
  movements: readonly MovementRow[],
): Record<Counter, number> {
  const known = new Set(holds.map(({ id }) => id));
  const kinds = new Map([
    ...movements.map(({ _id, kind }) => [_id, kind] as const),
    ...holds.map(({ id, kind }) => [id, kind] as const),
  ]);
  const entries = [
    ...holds.map((hold) => entryOfHold(hold, kinds)),
    ...movements.filter(({ _id }) => !known.has(_id)).map(entryOfMovement),
  ];

  const counters = Object.fromEntries(COUNTERS.map((counter) => [counter, 0])) as Record<
    Counter,
    number
  >;
  for (const { counter, g } of entries) if (counter) counters[counter] += g;
  const gone = OUT.filter((counter) => counter !== 'availG');
  counters.availG = sum(counters, IN) - sum(counters, gone);
  return counters;
}

interface Entry {
  readonly counter: Counter | undefined;
  readonly g: number;
}

function entryOfHold({ kind, ref, g, s }: HoldRow, kinds: ReadonlyMap<string, string>): Entry {
  if (kind !== 'reverse') return { counter: counterOf(kind, s), g };
  return { counter: counterOf(kinds.get(ref) ?? '', 'done'), g: -g };
}

function entryOfMovement({ kind, g, reverses }: MovementRow): Entry {
  const counter = counterOf(kind, kind === 'ship' ? 'shipped' : 'done');
  return { counter, g: reverses === null ? g : -g };
}

/** I2: every counter is what holds and movements add up to. */
export const miscounted: Finder = async function* (books) {
  for await (const balance of books.balances()) {
    const folded = foldOf(balance.holds, await books.movementsOf(balance._id));
    for (const counter of COUNTERS) {
      if (folded[counter] !== balance[counter]) {
        const why = `${counter} is ${balance[counter]}, its holds and movements say ${folded[counter]}`;
        yield { id: balance._id, why };
      }
    }
  }
};

/** I3: what is in the book never changes: the hold of the same id says the same. */
export const rewritten: Finder = async function* (books) {
  for await (const balance of books.balances()) {
    const inBook = new Map((await books.movementsOf(balance._id)).map((row) => [row._id, row]));
    for (const { id, g, s } of balance.holds) {
      const row = inBook.get(id);
      if (row && (row.g !== g || !['shipped', 'done'].includes(s))) {
        yield { id: `${balance._id} ${id}`, why: `in the book ${row.g} g, the hold ${g} g (${s})` };
      }
    }
  }
};

const OVER = ['done', 'rejected', 'expired', 'cancelled', 'declined'];
const SWEEPS_MS = 2 * 60_000;

/** I4: nothing stays held for a checkout that is over, or past its time. */
export const heldForTheDead: Finder = async function* (books, moment) {
  for await (const balance of books.balances()) {
    for (const hold of heldOf(balance)) {
      if (!isOlder(hold.t, moment)) continue;
      const [groupId = ''] = hold.ref.split(':'); // of `group:seller:day`
      const group = await books.group(groupId);
      const id = `${balance._id} ${hold.id}`;
      if (group && OVER.includes(group.state)) yield { id, why: `held for a group ${group.state}` };
      const late = hold.exp !== null && moment.now.getTime() > hold.exp.getTime() + SWEEPS_MS;
      if (late && moment.graceMs > 0) yield { id, why: `held since ${hold.exp.toISOString()}` };
    }
  }
};

function heldOf({ holds }: BalanceRow): HoldRow[] {
  return holds.filter(({ s, kind }) => s === 'held' && kind === 'sale');
}
