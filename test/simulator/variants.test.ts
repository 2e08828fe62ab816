import { expect } from 'chai';
import { env } from 'node:process';
import { foundTown, type Town } from './base.ts';
import { simulate } from './simulate.ts';
import { breakerOf, storyOf, VARIANTS, type VariantName } from './variants.ts';

/** A seed that catches each, so that the test is quick; found again from 1 where it no longer does. */
const CATCHING: Partial<Record<VariantName, number>> = {
  oversell: 2,
  noTombstone: 33,
  noSeal: 1,
  noRepair: 63,
  stopReleasesHolds: 6,
  oneHolder: 23,
  replaceNoIntent: 3,
  sellStopped: 7,
  shipStopped: 4,
  newKeyOnRetry: 5,
  cancelIgnored: 3,
  forgetDropped: 7,
  noRev: 11,
  oneSlotTwice: 4,
  creditPoolWithoutGuard: 2,
  twoReceipts: 1,
  refundTwice: 3,
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
    const { faults } = await simulate(town, {
      ...{ seed, breaker: breakerOf(variant), story: storyOf(variant) },
    });
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
