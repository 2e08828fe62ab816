import { allocate, type Candidate, type Shortage } from './allocation.ts';
import {
  LIMITS,
  liveHolds,
  liveLines,
  totalFenOf,
  withUnits,
  type BackState,
  type GroupChange,
  type GroupHold,
  type GroupLine,
  type OrderGroup,
} from './order-group.ts';
import type { OutRow } from './order.ts';

/** What a plan is made of: the batches that could serve, by line number. */
export type Shelf = ReadonlyMap<number, readonly Candidate[]>;

export type Planned = GroupChange &
  Required<Pick<GroupChange, 'lines' | 'holds' | 'plan' | 'shorts'>>;

/** Grams of each line that no hold covers. */
export function uncovered(group: Pick<OrderGroup, 'lines' | 'holds'>): Map<number, number> {
  const wanted = new Map(liveLines(group).map(({ no, orderedG }) => [no, orderedG]));
  for (const { line, amount } of liveHolds(group).flatMap(({ parts }) => parts)) {
    wanted.set(line, (wanted.get(line) ?? 0) - amount);
  }
  return new Map([...wanted].filter(([, g]) => g > 0));
}

/** The group without these holds: they were refused, and their grams are wanted elsewhere. */
export function withoutHolds<G extends Pick<OrderGroup, 'holds'>>(
  group: G,
  refused: ReadonlySet<string>,
): G {
  const holds = group.holds.map((hold) => (refused.has(hold.hid) ? { ...hold, drop: true } : hold));
  return { ...group, holds };
}

/**
 * Covers every line from the shelf: new holds and their reasons. A line that takes what is there
 * shrinks, or goes; one that does not stands in `shorts`, all of them together. A consumer pays what
 * he confirmed or nothing, so his lines never shrink: he is asked again.
 */
export function plan(group: OrderGroup, shelf: Shelf, t: Date): Planned {
  const missing = uncovered(group);
  const wants = liveLines(group)
    .filter(({ no }) => missing.has(no))
    .map(({ no, nominalG }) => ({
      line: no,
      needG: missing.get(no) ?? 0,
      stepG: nominalG,
      candidates: shelf.get(no) ?? [],
    }));
  const { parts, why, short } = allocate(wants);
  const gotG = new Map(short.map(({ line, gotG: g }) => [line, g]));
  const shorts: Shortage[] = [];
  const lines = group.lines.map((line) => {
    const g = gotG.get(line.no);
    if (g === undefined) return line;
    const availG = line.orderedG - (missing.get(line.no) ?? 0) + g;
    if (line.onShort === 'partial' && group.payBy === 'account') return shrunk(line, availG);
    shorts.push({ line: line.no, offerId: line.offerId, neededG: line.orderedG, availG });
    return line;
  });
  const holds = [...group.holds, ...parts.map((part, place) => holdOf(group, place, { part, t }))];
  return {
    lines,
    holds,
    plan: { rev: group.plan.rev + 1, why: [...group.plan.why, ...why] },
    shorts: lines.some(({ dropped }) => !dropped) ? shorts : everyLine(group),
    totalFen: totalFenOf(lines) + group.feesFen,
  };
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
      plan: { rev: bare.plan.rev + 1, why: bare.plan.why },
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
  { part, t }: { part: { line: number; batchId: string; g: number }; t: Date },
): GroupHold {
  return {
    hid: `${_id}:${holds.length + place + 1}`,
    pool: 'stock',
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
