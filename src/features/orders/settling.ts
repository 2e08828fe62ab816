import { allocate, type Allocation, type Candidate, type Want } from './allocation.ts';
import {
  liveHolds,
  liveLines,
  type GroupHold,
  type GroupLine,
  type OrderGroup,
} from './order-group.ts';

/** Other goods that may come for a line, as they would stand on it, and what could serve them. */
export interface Instead {
  readonly line: GroupLine;
  readonly candidates: readonly Candidate[];
}

/** What a plan is made of: what could serve, by line number, and what may come instead, best first. */
export interface Shelf {
  readonly candidates: ReadonlyMap<number, readonly Candidate[]>;
  readonly instead: ReadonlyMap<number, readonly Instead[]>;
}

/** Grams of each line that no hold covers. */
export function uncovered(group: Pick<OrderGroup, 'lines' | 'holds'>): Map<number, number> {
  const wanted = new Map(liveLines(group).map(({ no, orderedG }) => [no, orderedG]));
  for (const { line, amount } of liveHolds(group)
    .filter(isOfGoods)
    .flatMap(({ parts }) => parts)) {
    wanted.set(line, (wanted.get(line) ?? 0) - amount);
  }
  return new Map([...wanted].filter(([, g]) => g > 0));
}

function isOfGoods({ pool }: Pick<GroupHold, 'pool'>): boolean {
  return pool === 'stock' || pool === 'plan';
}

export interface Settled {
  /** Some of them other goods, or left out. */
  readonly lines: readonly GroupLine[];
  readonly missing: ReadonlyMap<number, number>;
  readonly allocation: Allocation;
}

/** Tries what each buyer chose for a short line, until every line is served or has nothing left to try. */
export function settle(
  group: OrderGroup,
  { shelf, mayChange }: { shelf: Shelf; mayChange: boolean },
): Settled {
  const chosen = new Map<number, number>();
  for (;;) {
    const lines = group.lines.map((line) => asChosen(line, { shelf, place: chosen.get(line.no) }));
    const missing = missingOf(group, lines);
    const allocation = allocate(wantsOf(lines, { missing, shelf, chosen }));
    const given = allocation.short.filter(({ line }) => mayChange && gives(group, line));
    if (given.length === 0) return { lines, missing, allocation };
    for (const { line } of given) chosen.set(line, (chosen.get(line) ?? -1) + 1);
  }
}

function gives({ lines }: OrderGroup, no: number): boolean {
  const onShort = lines.find((line) => line.no === no)?.onShort;
  return onShort === 'skip' || onShort === 'substitute';
}

/** As asked for; the other goods at this place; or, when there are no more, left out. */
function asChosen(
  line: GroupLine,
  { shelf, place }: { shelf: Shelf; place: number | undefined },
): GroupLine {
  if (place === undefined || line.dropped) return line;
  return shelf.instead.get(line.no)?.[place]?.line ?? { ...line, dropped: true };
}

/** Grams to find; other goods have no holds yet. */
function missingOf(group: OrderGroup, lines: readonly GroupLine[]): Map<number, number> {
  const holds = group.holds.map((hold) =>
    isStale(hold, group, lines) ? { ...hold, drop: true } : hold,
  );
  return uncovered({ lines, holds });
}

function wantsOf(
  lines: readonly GroupLine[],
  {
    missing,
    shelf,
    chosen,
  }: { missing: ReadonlyMap<number, number>; shelf: Shelf; chosen: ReadonlyMap<number, number> },
): Want[] {
  return liveLines({ lines })
    .filter(({ no }) => missing.has(no))
    .map(({ no, nominalG }) => {
      const place = chosen.get(no);
      const instead = place === undefined ? undefined : shelf.instead.get(no)?.[place];
      const candidates = instead?.candidates ?? shelf.candidates.get(no) ?? [];
      return { line: no, needG: missing.get(no) ?? 0, stepG: nominalG, candidates };
    });
}

/** A hold on goods of a line that is now other goods, or none. */
export function isStale(hold: GroupHold, group: OrderGroup, lines: readonly GroupLine[]): boolean {
  if (hold.drop || !isOfGoods(hold)) return false;
  return hold.parts.some(({ line: no }) => {
    const [was, is] = [group, { lines }].map((each) => each.lines.find((line) => line.no === no));
    return !is || is.dropped || is.offerId !== was?.offerId;
  });
}

/** Grams that a short line would have; undefined: it is not short. */
export function gotOf(
  { no, orderedG }: GroupLine,
  { missing, allocation }: Settled,
): number | undefined {
  const short = allocation.short.find(({ line }) => line === no);
  return short && orderedG - (missing.get(no) ?? 0) + short.gotG;
}
