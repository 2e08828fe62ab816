import type { Day } from '../../shared/day.ts';
import type { Tried } from './instead.ts';
import type { Wish } from './quote.ts';
import type { ReportRow, StandingWish } from './standing.ts';

interface Deps {
  readonly tryEach: (wishes: readonly Wish[], orgId: string) => Promise<Tried[]>;
  readonly insteadOf: (wish: Wish, orgId: string) => Promise<Tried[]>;
}

/** Which lines can be ordered, what comes instead of the others, and what is left out. */
export function createChoosing({ tryEach, insteadOf }: Deps) {
  return async function choose(
    wishes: readonly StandingWish[],
    { orgId, day }: { orgId: string; day: Day },
  ) {
    const chosen: StandingWish[] = [];
    const rows: ReportRow[] = [];
    const prices: { offerId: string; fen: number }[] = [];
    const asked = wishes.map((wish) => ({ ...plainOf(wish), needOn: day }));
    const tries = wishes.length === 0 ? [] : await tryEach(asked, orgId);
    for (const [place, wish] of wishes.entries()) {
      const tried = tries[place];
      const line = await lineFor(wish, tried, { orgId, day });
      rows.push(...said(wish, line, tried?.refusal?.code));
      if (!line) continue;
      const { offerId, orderedUnits: units, lineFen } = line;
      chosen.push(offerId === wish.offerId ? wish : { ...wish, offerId, units, ...SKIP });
      prices.push({ offerId, fen: Math.round(lineFen / units) });
    }
    return { wishes: chosen, rows, prices };
  };

  /** The line itself, or what may come instead. */
  async function lineFor(
    wish: StandingWish,
    tried: Tried | undefined,
    { orgId, day }: { orgId: string; day: Day },
  ): Promise<Line> {
    if (!tried?.refusal) return tried?.line;
    if (wish.onShort !== 'substitute') return undefined;
    const found = await insteadOf({ ...wish, needOn: day }, orgId);
    return found.find(({ refusal }) => refusal === undefined)?.line;
  }
}

type Line = Tried['line'];

/** What the report says of a line that cannot come as it stands. */
function said(wish: StandingWish, line: Line, why: string | undefined): ReportRow[] {
  if (!line) return [skippedRow(wish, why ?? '')];
  if (why === undefined) return [];
  return [replacedRow(wish, { offerId: line.offerId, units: line.orderedUnits, why })];
}

const SKIP = { onShort: 'skip', substitutes: [] } as const;

/** By itself: whether its substitutes are right is another question. */
function plainOf({ offerId, units }: StandingWish): Wish {
  return { offerId, units };
}

export function skippedRow({ offerId, units }: StandingWish, why: string): ReportRow {
  return { offerId, kind: 'skipped', why, from: units, to: 0, toOfferId: '' };
}

function replacedRow(
  wish: StandingWish,
  { offerId, units, why }: { offerId: string; units: number; why: string },
): ReportRow {
  return { ...skippedRow(wish, why), kind: 'replaced', to: units, toOfferId: offerId };
}
