import { shareOut } from '../../shared/rounding.ts';

/** A pre-order 预订 as its plan holds it. */
export interface Claim {
  readonly hid: string;
  /** Its order. */
  readonly ref: string;
  readonly g: number;
  /** It is of a line with a contract price: served before all others. */
  readonly isContract: boolean;
  /** What may be given of it is a multiple: counted goods come in whole units, weighed ones by the gram. */
  readonly stepG: number;
  readonly t: Date;
}

/** What a pre-order gets of the harvest, fixed once. */
export interface Share {
  readonly hid: string;
  readonly ref: string;
  readonly wantG: number;
  readonly g: number;
}

/**
 * Who gets how much of a harvest (`orders.md` §9): contracts first, whole, in the order in which they
 * were placed; the rest pro rata by largest remainder. Never more than there is, nor than was wanted.
 */
export function sharesOf(claims: readonly Claim[], harvestG: number): Share[] {
  const ordered = inOrder(claims);
  const contracts = inTurn(
    ordered.filter(({ isContract }) => isContract),
    harvestG,
  );
  const restG = harvestG - sumOf(contracts);
  return [
    ...contracts,
    ...proRata(
      ordered.filter(({ isContract }) => !isContract),
      restG,
    ),
  ];
}

/**
 * What a harvest of which more is to come serves: whole pre-orders, contracts first, as they fit. The
 * others wait for the next batch of the day.
 */
export function wholeSharesOf(claims: readonly Claim[], harvestG: number): Share[] {
  const ordered = inOrder(claims);
  const first = [
    ...ordered.filter(({ isContract }) => isContract),
    ...ordered.filter(({ isContract }) => !isContract),
  ];
  let left = harvestG;
  return first.flatMap((claim) => {
    if (claim.g > left) return [];
    left -= claim.g;
    return [shareOf(claim, claim.g)];
  });
}

function inTurn(claims: readonly Claim[], harvestG: number): Share[] {
  let left = harvestG;
  return claims.map((claim) => {
    const g = whole(Math.min(left, claim.g), claim);
    left -= g;
    return shareOf(claim, g);
  });
}

function proRata(claims: readonly Claim[], harvestG: number): Share[] {
  const wantedG = claims.reduce((sum, { g }) => sum + g, 0);
  if (wantedG <= harvestG) return claims.map((claim) => shareOf(claim, claim.g));
  const fair = shareOut(
    harvestG,
    claims.map(({ g }) => ({ weight: g })),
  );
  const shares = claims.map((claim, place) => shareOf(claim, whole(fair[place] ?? 0, claim)));
  return withLeftOver(claims, { shares, leftG: harvestG - sumOf(shares) });
}

/** Units are not cut: what rounding down to them left makes whole ones, for who lost most by it first. */
function withLeftOver(
  claims: readonly Claim[],
  { shares, leftG }: { shares: readonly Share[]; leftG: number },
): Share[] {
  let left = leftG;
  const given = new Map(shares.map(({ hid, g }) => [hid, g]));
  const missing = ({ hid, g }: Claim) => g - (given.get(hid) ?? 0);
  const give = (claim: Claim, mostG: number) => {
    const more = Math.min(missing(claim), mostG);
    if (more === 0 || more > left) return;
    given.set(claim.hid, (given.get(claim.hid) ?? 0) + more);
    left -= more;
  };
  const byLoss = claims.toSorted((a, b) => missing(b) / b.g - missing(a) / a.g);
  for (const claim of byLoss.filter(({ stepG }) => stepG > 1)) give(claim, claim.stepG);
  for (const claim of byLoss.filter(({ stepG }) => stepG === 1)) give(claim, left);
  return shares.map((share) => ({ ...share, g: given.get(share.hid) ?? share.g }));
}

function whole(g: number, { stepG, g: wantG }: Claim): number {
  return g === wantG ? g : g - (g % stepG);
}

function shareOf({ hid, ref, g: wantG }: Claim, g: number): Share {
  return { hid, ref, wantG, g };
}

function sumOf(shares: readonly Share[]): number {
  return shares.reduce((sum, { g }) => sum + g, 0);
}

/** As they were placed. */
function inOrder(claims: readonly Claim[]): Claim[] {
  return claims.toSorted((a, b) => a.t.getTime() - b.t.getTime() || (a.hid < b.hid ? -1 : 1));
}
