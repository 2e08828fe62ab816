import type { Allocation, Shortage } from './allocation.ts';
import {
  LIMITS,
  totalFenOf,
  withUnits,
  type BackState,
  type GroupChange,
  type GroupHold,
  type GroupLine,
  type LineChange,
  type LineSum,
  type OrderGroup,
} from './order-group.ts';
import type { OutRow } from './order.ts';
import { gotOf, isStale, settle, uncovered, type Settled, type Shelf } from './settling.ts';

export type Planned = GroupChange &
  Required<Pick<GroupChange, 'lines' | 'holds' | 'plan' | 'shorts'>>;

/** The group without these holds: they were refused, and their grams are wanted elsewhere. */
export function withoutHolds<G extends Pick<OrderGroup, 'holds'>>(
  group: G,
  refused: ReadonlySet<string>,
): G {
  const holds = group.holds.map((hold) => (refused.has(hold.hid) ? { ...hold, drop: true } : hold));
  return { ...group, holds };
}

/**
 * Covers every line from the shelf: new holds and their reasons. A line that is short becomes what its
 * buyer chose: what there is, other goods, nothing; one that may not stands in `shorts`, all of them
 * together. A consumer pays what he confirmed or nothing, so his lines never change: he is asked again.
 */
export function plan(group: OrderGroup, shelf: Shelf, t: Date): Planned {
  const settled = settle(group, { shelf, mayChange: group.payBy === 'account' });
  const { parts, why } = settled.allocation;
  const lines = settled.lines.map((line) => lessOf(line, settled, group));
  const kept = group.holds.map((hold) =>
    isStale(hold, group, lines) ? { ...hold, drop: true } : hold,
  );
  const holds = [...kept, ...parts.map((part, place) => holdOf(group, place, { part, t }))];
  const changes = changesIn(group, lines);
  return {
    lines,
    holds,
    plan: { rev: group.plan.rev + 1, why: [...group.plan.why, ...why], changes },
    shorts: lines.some(({ dropped }) => !dropped)
      ? shortsOf(group, { ...settled, shelf })
      : everyLine(group),
    totalFen: totalFenOf(lines) + group.feesFen,
  };
}

/** What there is of a line, where its buyer takes that. */
function lessOf(line: GroupLine, settled: Settled, { payBy }: OrderGroup): GroupLine {
  const g = gotOf(line, settled);
  if (g === undefined || line.onShort !== 'partial' || payBy !== 'account') return line;
  return shrunk(line, g);
}

/** Lines that are short and stay as they are, with what could come instead where a consumer is asked. */
function shortsOf(group: OrderGroup, settled: Settled & { shelf: Shelf }): Shortage[] {
  const { lines, shelf } = settled;
  const short = lines.filter((line) => {
    const isCut = line.onShort === 'partial' && group.payBy === 'account';
    return gotOf(line, settled) !== undefined && !isCut;
  });
  if (short.length === 0) return [];
  const possible = settle(group, { shelf, mayChange: true });
  return short.map((line) => ({
    line: line.no,
    offerId: line.offerId,
    neededG: line.orderedG,
    availG: gotOf(line, settled) ?? 0,
    ...(line.onShort !== 'refuse' && { instead: insteadOf(line, possible) }),
  }));
}

function insteadOf({ no }: GroupLine, possible: Settled): LineSum | null {
  const line = possible.lines.find((each) => each.no === no);
  const g = line && gotOf(line, possible);
  const then = line && g !== undefined ? shrunk(line, g) : line;
  return then && !then.dropped ? sumOf(then) : null;
}

function sumOf({ offerId, orderedUnits, lineFen }: GroupLine): LineSum {
  return { offerId, units: orderedUnits, fen: lineFen };
}

/** What became of lines that were short, each from what was asked for first. */
function changesIn(group: OrderGroup, lines: readonly GroupLine[]): LineChange[] {
  const earlier = group.plan.changes ?? [];
  const now = lines.flatMap((line): LineChange[] => {
    const was = group.lines.find(({ no }) => no === line.no);
    if (!was || was.dropped || isSame(was, line)) return [];
    const from = earlier.find((change) => change.line === line.no)?.from ?? sumOf(was);
    return [{ line: line.no, kind: kindOf(was), from, to: line.dropped ? null : sumOf(line) }];
  });
  const changed = new Set(now.map(({ line }) => line));
  return [...earlier.filter(({ line }) => !changed.has(line)), ...now];
}

function isSame(a: GroupLine, b: GroupLine): boolean {
  return a.dropped === b.dropped && a.offerId === b.offerId && a.orderedUnits === b.orderedUnits;
}

function kindOf({ onShort }: GroupLine): LineChange['kind'] {
  return onShort === 'refuse' ? 'skip' : onShort;
}

/**
 * A repair (S4b): refused holds are replaced by other batches at the same price. Where that fails, or
 * was tried too often, the line is given up: refunded if it was paid; a consumer who is about to pay
 * another sum is not asked to, the checkout ends.
 */
export function mend(
  group: OrderGroup,
  { refused, shelf, back, now }: Mending,
): { change: GroupChange; out: OutRow[] } {
  const bare = withoutHolds(group, refused);
  const planned = plan(bare, shelf, now);
  const isWhole = planned.shorts.length === 0 && sameMoney(group, planned);
  if (group.tries < LIMITS.repairs && isWhole) {
    const change = { ...planned, state: 'repairing' as const, back, tries: group.tries + 1 };
    return { change: { ...change, poke: false, due: now }, out: [] };
  }
  if (back === 'reserved' && group.payBy === 'provider') {
    const ended = { endReason: 'cancelled' as const, endNote: 'order.changed' };
    return { change: { state: 'cancelling', poke: false, due: now, ...ended }, out: [] };
  }
  return giveLinesUp(bare, { back, now });
}

interface Mending {
  readonly refused: ReadonlySet<string>;
  readonly shelf: Shelf;
  readonly back: BackState;
  readonly now: Date;
}

/** Lines that nothing covers are dropped, with whatever else they hold. */
function giveLinesUp(bare: OrderGroup, { back, now }: Pick<Mending, 'back' | 'now'>) {
  const gone = new Set(uncovered(bare).keys());
  const lines = bare.lines.map((line) => (gone.has(line.no) ? { ...line, dropped: true } : line));
  const holds = bare.holds.map((hold) =>
    hold.parts.some(({ line }) => gone.has(line)) ? { ...hold, drop: true } : hold,
  );
  const refunds = back === 'secured' && bare.payBy === 'provider' ? [...gone] : [];
  const out = refunds.map((no) => dropRow(bare._id, no, now));
  const isEmpty = lines.every(({ dropped }) => dropped);
  const next: GroupChange = isEmpty
    ? { state: 'releasing', endReason: 'cancelled', endNote: 'order.goods-gone' }
    : { state: 'repairing', back };
  return {
    change: {
      ...next,
      lines,
      holds,
      plan: { ...bare.plan, rev: bare.plan.rev + 1 },
      totalFen: totalFenOf(lines) + bare.feesFen,
      tries: bare.tries + 1,
      poke: false,
      due: now,
    },
    out,
  };
}

/** The refund of a paid line that cannot be had: `group:drop:{line}`. */
function dropRow(groupId: string, line: number, at: Date): OutRow {
  return { id: `${groupId}:drop:${line}`, kind: `refund:${line}`, at, doneAt: null };
}

function holdOf(
  { _id, holds }: Pick<OrderGroup, '_id' | 'holds'>,
  place: number,
  { part, t }: { part: Allocation['parts'][number]; t: Date },
): GroupHold {
  return {
    hid: `${_id}:${holds.length + place + 1}`,
    pool: part.pool ?? 'stock',
    poolId: part.batchId,
    amount: part.g,
    t,
    parts: [{ line: part.line, amount: part.g }],
    drop: false,
  };
}

function shrunk(line: GroupLine, availG: number): GroupLine {
  const units = Math.floor(availG / line.nominalG);
  return units === 0 ? { ...line, dropped: true } : withUnits(line, units);
}

function sameMoney(group: OrderGroup, { totalFen }: Planned): boolean {
  return totalFen === group.totalFen;
}

/** Nothing of it is there, although every line takes what there is. */
function everyLine({ lines }: OrderGroup): Shortage[] {
  return lines.map(({ no, offerId, orderedG }) => ({
    line: no,
    offerId,
    neededG: orderedG,
    availG: 0,
  }));
}
