import { expect } from 'chai';
import { env } from 'node:process';
import { foundTown, type Town } from './base.ts';
import { simulate } from './simulate.ts';
import { breakerOf, VARIANTS, type VariantName } from './variants.ts';

/** A seed that catches each, so that the test is quick; found again from 1 where it no longer does. */
const CATCHING: Partial<Record<VariantName, number>> = {
  oversell: 1,
  noTombstone: 38,
  noRepair: 140,
  stopReleasesHolds: 3,
  oneHolder: 43,
  replaceNoIntent: 2,
  shipStopped: 50,
  newKeyOnRetry: 9,
  cancelIgnored: 2,
  forgetDropped: 22,
  twoReceipts: 1,
  liftNoTombstone: 96,
  noRev: 68,
  refundTwice: 5,
};
/** The others are rare: they are looked for with `LONG=1`, through this many seeds. */
const isLong = env['LONG'] === '1';
const MOST = isLong ? 5_000 : 300;

describe('a protocol that is broken on purpose', function () {
  this.timeout(3_600_000);
  let town: Town;
  before(async () => {
    town = await foundTown();
  });

  const isCaught = async (variant: VariantName, seed: number) => {
    const { faults } = await simulate(town, { seed, breaker: breakerOf(variant) });
    return faults.length > 0;
  };

  async function firstCatch(variant: VariantName): Promise<number | undefined> {
    const known = CATCHING[variant];
    if (known !== undefined && (await isCaught(variant, known))) return known;
    for (let seed = 1; seed <= MOST; seed += 1) if (await isCaught(variant, seed)) return seed;
    return undefined;
  }

  for (const variant of Object.keys(VARIANTS) as VariantName[]) {
    if (CATCHING[variant] === undefined && !isLong) continue;
    it(`is caught: ${variant}`, async () => {
      expect(await firstCatch(variant), 'the seed that shows it').to.be.a('number');
    });
  }
});
